"""Two workers at once, with real threads and transactions on PostgreSQL."""

import pytest
from django.utils import timezone

from tests import personas
from tests.duties.factories import duty
from tests.duties.test_races import together
from yeongdeungpoever.duties import morning
from yeongdeungpoever.notices import digest
from yeongdeungpoever.notices.models import InboxEntry, Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS = 6


def test_an_entry_goes_into_one_digest(news):
    person = personas.officer()
    news(person, "다리")
    InboxEntry.objects.update(
        created_at=timezone.now() - timezone.timedelta(days=8), is_for_digest=True
    )
    now = timezone.now()
    results = together(*(lambda: digest.send_digests(now) for _worker in range(WORKERS)))
    assert sorted(results) == [0] * (WORKERS - 1) + [1]
    assert Notice.objects.filter(kind=digest.KEY).count() == 1


def test_a_morning_has_one_mail():
    person = personas.reviewer()
    duty(owner=person)
    monday = timezone.make_aware(timezone.datetime(2026, 11, 30, 9, 0))
    together(*(lambda: morning.send_morning(monday) for _worker in range(WORKERS)))
    assert Notice.objects.filter(kind=morning.KEY, user=person).count() == 1
