from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.tasks import TaskResultStatus
from django.utils import timezone

from tests.jobs import worker_tasks
from yeongdeungpoever.jobs.lease import Heartbeat, reclaim
from yeongdeungpoever.jobs.models import FailedAttempt, Job, WorkerLease
from yeongdeungpoever.jobs.worker import Worker

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_tasks", "table")]


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def running_task(worker_id, lease=True):
    job = Job.objects.get(pk=worker_tasks.add.enqueue(1, 1).id)
    job.claim(worker_id)
    if lease:
        Heartbeat(worker_id).beat()
    return job


def test_task_of_a_dead_worker_is_ready_again(clock):
    job = running_task("dead")
    clock.shift(timedelta(seconds=61))
    assert reclaim("me", timezone.now()) == 1
    job.refresh_from_db()
    assert job.status == TaskResultStatus.READY
    assert Job.objects.ready().get() == job
    assert FailedAttempt.objects.get().exception_class_path.endswith("WorkerLost")
    assert reclaim("me", timezone.now()) == 0


def test_slow_task_of_a_living_worker_is_left_alone(clock):
    job = running_task("slow")
    for _minute in range(120):
        clock.shift(timedelta(seconds=59))
        Heartbeat("slow").beat()
        assert reclaim("me", timezone.now()) == 0
    job.refresh_from_db()
    assert (job.status, job.attempt) == (TaskResultStatus.RUNNING, 1)


def test_task_that_kills_its_workers_meets_the_bound(clock):
    job = running_task("killed-1")
    for attempt in (2, 3, 4, 5):
        clock.shift(timedelta(minutes=2))
        assert reclaim("me", timezone.now()) == 1
        job.refresh_from_db()
        job.claim(f"killed-{attempt}")
    clock.shift(timedelta(minutes=2))
    assert reclaim("me", timezone.now()) == 1
    job.refresh_from_db()
    assert job.status == TaskResultStatus.FAILED
    assert job.task_result.errors[0].exception_class.__name__ == "WorkerLost"


def test_task_without_a_lease_is_taken_only_after_a_lease_length(clock):
    running_task("left-by-force", lease=False)
    clock.shift(timedelta(seconds=30))
    assert reclaim("me", timezone.now()) == 0
    clock.shift(timedelta(seconds=31))
    assert reclaim("me", timezone.now()) == 1


def test_worker_takes_back_what_it_could_not_finish_itself(clock):
    running_task("me")
    assert reclaim("me", timezone.now()) == 1


def test_worker_that_stood_still_gives_the_others_time(clock):
    running_task("other")
    worker = Worker(interval=0, once=True)
    worker.heartbeat.beat()
    clock.shift(timedelta(minutes=30))  # the machine slept; this worker wakes first
    worker.tick(timezone.now())
    worker.heartbeat.beat()
    clock.shift(timedelta(seconds=10))
    worker.tick(timezone.now())
    assert Job.objects.running().count() == 1
    for _beat in range(3):
        clock.shift(timedelta(seconds=10))
        worker.heartbeat.beat()
    worker.tick(timezone.now())
    assert Job.objects.running().count() == 0


def test_lease_ends_with_its_worker_and_old_ones_are_swept(clock):
    with Heartbeat("short"):
        assert WorkerLease.objects.filter(pk="short").exists()
    assert not WorkerLease.objects.exists()
    Heartbeat("killed").beat()
    clock.shift(timedelta(days=2))
    reclaim("me", timezone.now())
    assert not WorkerLease.objects.exists()


def test_worker_thought_dead_has_a_lease_again_at_its_next_beat():
    heartbeat = Heartbeat("woken")
    heartbeat.beat()
    WorkerLease.objects.all().delete()
    heartbeat.beat()
    assert WorkerLease.objects.get().pk == "woken"
