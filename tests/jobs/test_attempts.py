from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone

from tests.jobs import worker_tasks
from yeongdeungpoever.jobs import attempts
from yeongdeungpoever.jobs.models import FailedAttempt, Job

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_tasks", "table")]


def work():
    call_command("worker", "--once")


def test_success_is_stored_with_its_value():
    result = worker_tasks.add.enqueue(2, 3)
    work()
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == ("SUCCESSFUL", 5, 1)


def test_failed_task_waits_longer_each_time_and_stops_at_the_bound():
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = worker_tasks.fail.enqueue().id
        rests = []
        for attempt in (1, 2, 3, 4):
            work()
            job = Job.objects.get(pk=job_id)
            assert (job.status, job.attempt) == (TaskResultStatus.READY, attempt)
            rests.append((job.run_after - timezone.now()).total_seconds())
            clock.shift(timedelta(seconds=rests[-1] - 1))
            work()
            assert Job.objects.get(pk=job_id).attempt == attempt, "came back before its rest ended"
            clock.shift(timedelta(seconds=1))
        work()
        job = Job.objects.get(pk=job_id)
        assert rests == [15, 60, 240, 960]
        assert (job.status, job.attempt) == (TaskResultStatus.FAILED, 5)
        clock.shift(timedelta(days=1))
        work()
    job.refresh_from_db()
    assert job.attempt == 5
    assert "ValueError" in job.traceback
    assert list(
        job.failed_attempts.values_list("number", "exception_class_path").order_by("number")
    ) == [(number, "builtins.ValueError") for number in (1, 2, 3, 4, 5)]


def test_bound_of_the_house_is_a_setting(settings):
    settings.JOBS_MAX_ATTEMPTS = 1
    job_id = worker_tasks.fail.enqueue().id
    work()
    assert Job.objects.get(pk=job_id).status == TaskResultStatus.FAILED


def test_task_may_have_a_bound_of_its_own():
    with time_machine.travel(NOON, tick=False) as clock:
        job_id = worker_tasks.fail_twice_at_most.enqueue().id
        work()
        clock.shift(timedelta(hours=1))
        work()
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.attempt) == (TaskResultStatus.FAILED, 2)


def test_bound_below_one_is_refused():
    with pytest.raises(ValueError):
        attempts.at_most(0)


@pytest.mark.parametrize("task", [worker_tasks.answer_with_an_object, worker_tasks.exit_process])
def test_whatever_goes_wrong_is_a_failed_attempt(task):
    job_id = task.enqueue().id
    work()
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.attempt) == (TaskResultStatus.READY, 1)
    assert job.failed_attempts.count() == 1


def test_task_that_no_longer_exists_is_retried_and_does_not_stop_the_worker():
    job_id = worker_tasks.add.enqueue(1, 1).id
    Job.objects.filter(pk=job_id).update(task_path="tests.jobs.worker_tasks.gone")
    after = worker_tasks.add.enqueue(2, 2)
    work()
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.attempt_limit) == (TaskResultStatus.READY, 5)
    after.refresh()
    assert after.return_value == 4


def test_only_the_current_attempt_may_end_a_task():
    job_id = worker_tasks.add.enqueue(1, 1).id
    sleeper = Job.objects.get(pk=job_id)
    sleeper.claim("sleeper")
    assert Job.objects.get(pk=job_id).reclaim()
    successor = Job.objects.get(pk=job_id)
    successor.claim("successor")

    sleeper.set_successful(99)
    sleeper.set_failed(ValueError())
    job = Job.objects.get(pk=job_id)
    assert (job.status, job.return_value) == (TaskResultStatus.RUNNING, None)

    successor.set_successful(2)
    job.refresh_from_db()
    assert (job.status, job.return_value) == (TaskResultStatus.SUCCESSFUL, 2)
    assert list(FailedAttempt.objects.values_list("worker_id", flat=True)) == ["sleeper"]
