"""Many people reading at once, and two workers at one anchor: real threads and transactions."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests import personas
from tests.access.trail import write
from yeongdeungpoever.access import anchors
from yeongdeungpoever.access.models import AccessEntry, Anchor

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(number: int, act) -> list:
    """Run ``act`` in so many threads at the same moment."""
    start = Barrier(number)

    def run(_):
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(run, range(number)))


def test_twenty_readers_leave_twenty_rows():
    user = personas.reviewer()
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        rows = together(20, lambda: write(user, [uuid4()]))
    assert len({row.pk for row in rows}) == 20
    assert AccessEntry.objects.count() == 20
    for day in anchors.missing_days():
        anchors.take(day)
    assert Anchor.objects.get(day=anchors.day_of(rows[0].at)).count == 20
    call_command("verify_access_log")


def test_two_workers_take_one_anchor():
    write(personas.reviewer())
    yesterday = timezone.localdate() - timedelta(days=1)
    taken = together(2, lambda: anchors.take(yesterday))
    assert sum(anchor is not None for anchor in taken) == 1
    assert Anchor.objects.count() == 1
