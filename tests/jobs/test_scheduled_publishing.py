"""What an editor sets to a time happens by the clock, through the worker alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from home.models import StandardPage
from tests.site import standard_page
from yeongdeungpoever.jobs.models import Job

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_tasks")]


def work():
    call_command("worker", "--once")


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def test_page_goes_live_and_retires_at_its_times(client):
    with time_machine.travel(NOON, tick=False) as clock:
        page = standard_page("예고한 알림", "announced", publish=False)
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.expire_at = timezone.now() + timedelta(hours=3)
        page.save_revision().publish()
        url = page.get_url()
        clock.shift(timedelta(minutes=59))
        work()
        assert not is_live(page)
        assert client.get(url).status_code == 404

        clock.shift(timedelta(minutes=2))
        work()
        assert is_live(page)
        assert client.get(url).status_code == 200

        clock.shift(timedelta(hours=2))
        work()
        assert not is_live(page)
        assert client.get(url).status_code == 404
    assert not Job.objects.failed().exists()


def test_wagtails_own_index_tasks_go_through_the_worker():
    standard_page("징검다리 모임", "stones")
    waiting = Job.objects.ready()
    assert waiting.filter(task_path__startswith="modelsearch.tasks").exists()
    assert waiting.filter(task_path__startswith="wagtail.tasks").exists()
    work()
    assert not waiting.exists()
    assert not Job.objects.failed().exists()
