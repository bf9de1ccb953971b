from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.jobs import worker_tasks
from yeongdeungpoever.jobs.checks import check_jobs
from yeongdeungpoever.jobs.models import Job, ScheduledRun
from yeongdeungpoever.jobs.scheduler import enqueue_due

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 12:00 in Seoul
MINUTE = timedelta(minutes=1)
FAIL = "tests.jobs.worker_tasks.fail"


def finish_all():
    Job.objects.all().update(status="SUCCESSFUL", finished_at=timezone.now())


@pytest.mark.parametrize(
    "now, slot",
    [
        (datetime(2026, 11, 24, 3, 0, 59, tzinfo=UTC), datetime(2026, 11, 24, 3, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 3, 1, 0, tzinfo=UTC), datetime(2026, 11, 24, 3, 1, tzinfo=UTC)),
    ],
)
def test_slots_of_a_span(table, now, slot):
    table.register("x", every=MINUTE, task=FAIL)
    assert table.entries()[0].slot(now) == slot


@pytest.mark.parametrize(
    "now, slot",
    [  # 03:30 in Seoul is 18:30 UTC of the day before
        (datetime(2026, 11, 23, 18, 29, tzinfo=UTC), datetime(2026, 11, 22, 18, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), datetime(2026, 11, 23, 18, 30, tzinfo=UTC)),
        (datetime(2026, 11, 24, 15, 0, tzinfo=UTC), datetime(2026, 11, 23, 18, 30, tzinfo=UTC)),
    ],
)
def test_daily_slots_follow_the_clock_of_the_district(table, now, slot):
    table.register("x", daily_at=time(3, 30), task=FAIL)
    assert table.entries()[0].slot(now) == slot


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"every": MINUTE, "daily_at": time(3, 30)},
        {"every": timedelta(0)},
        {"daily_at": time(3, 30, tzinfo=UTC)},
    ],
)
def test_a_line_that_makes_no_sense_is_refused(table, arguments):
    with pytest.raises(ValueError):
        table.register("x", task=FAIL, **arguments)


def test_a_name_is_given_once(table):
    table.register("x", every=MINUTE, task=FAIL)
    with pytest.raises(ValueError):
        table.register("x", every=MINUTE, task=FAIL)


@pytest.mark.parametrize("path", ["tests.jobs.worker_tasks.gone", "tests.jobs.conftest.table"])
def test_a_line_without_a_real_task_fails_the_start(table, path):
    table.register("x", every=MINUTE, task=path)
    assert [message.id for message in check_jobs()] == ["jobs.E001"]


@pytest.mark.django_db
@pytest.mark.usefixtures("database_tasks")
class TestQueueing:
    def test_one_slot_queues_once(self, table):
        table.register("x", every=MINUTE, task=worker_tasks.fail)
        with time_machine.travel(NOON, tick=False) as clock:
            assert enqueue_due(timezone.now()) == 1
            finish_all()
            assert enqueue_due(timezone.now()) == 0
            clock.shift(MINUTE)
            assert enqueue_due(timezone.now()) == 1
            assert ScheduledRun.objects.get().slot == timezone.now()
        assert Job.objects.count() == 2

    def test_missed_slots_are_run_once_not_one_by_one(self, table):
        table.register("x", every=MINUTE, task=FAIL)
        with time_machine.travel(NOON, tick=False) as clock:
            enqueue_due(timezone.now())
            finish_all()
            clock.shift(timedelta(hours=5))
            assert enqueue_due(timezone.now()) == 1
            finish_all()
            assert enqueue_due(timezone.now()) == 0

    def test_slow_task_never_meets_itself(self, table):
        table.register("x", every=MINUTE, task=FAIL)
        with time_machine.travel(NOON, tick=False) as clock:
            enqueue_due(timezone.now())
            Job.objects.get().claim("slow")
            clock.shift(MINUTE * 3)
            assert enqueue_due(timezone.now()) == 0
            finish_all()
            assert enqueue_due(timezone.now()) == 1

    def test_daily_line_waits_for_its_time_on_a_new_installation(self, table):
        table.register("x", daily_at=time(9, 0), task=FAIL)
        with time_machine.travel(NOON, tick=False) as clock:
            assert enqueue_due(timezone.now()) == 0
            clock.shift(timedelta(hours=20, minutes=59))
            assert enqueue_due(timezone.now()) == 0
            clock.shift(MINUTE)
            assert enqueue_due(timezone.now()) == 1

    def test_clock_set_back_runs_nothing_twice(self, table):
        table.register("x", every=MINUTE, task=FAIL)
        with time_machine.travel(NOON, tick=False) as clock:
            enqueue_due(timezone.now())
            finish_all()
            clock.shift(-timedelta(minutes=10))
            assert enqueue_due(timezone.now()) == 0

    def test_slot_and_task_stand_or_fall_together(self, table, monkeypatch):
        table.register("x", every=MINUTE, task=FAIL)
        with time_machine.travel(NOON, tick=False):
            monkeypatch.setattr(
                "django_tasks_db.backend.DatabaseBackend.enqueue",
                lambda *args: (_ for _ in ()).throw(RuntimeError),
            )
            with pytest.raises(RuntimeError):
                enqueue_due(timezone.now())
        assert not ScheduledRun.objects.exists()
