from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from tests.jobs import worker_tasks
from yeongdeungpoever.jobs import health, progress, tasks
from yeongdeungpoever.jobs.checks import check_jobs, check_jobs_deploy
from yeongdeungpoever.jobs.models import Job, Progress, WorkerLease
from yeongdeungpoever.jobs.worker import Worker

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.usefixtures("database_tasks", "table")
class TestWorker:
    @pytest.fixture(autouse=True)
    def keep_connection(self, monkeypatch):
        """A long-running worker renews its connection; the test's transaction hangs on it."""
        monkeypatch.setattr("yeongdeungpoever.jobs.worker.close_old_connections", lambda: None)

    def test_once_drains_the_queue_and_leaves_no_lease(self):
        for number in range(3):
            worker_tasks.add.enqueue(number, 1)
        call_command("worker", "--once")
        assert Job.objects.successful().count() == 3
        assert not WorkerLease.objects.exists()

    def test_schedule_is_kept_while_the_queue_is_full(self, table):
        table.register("x", every=timedelta(minutes=1), task=worker_tasks.exit_process)
        worker_tasks.add.enqueue(1, 1)
        call_command("worker", "--once")
        assert Job.objects.count() == 2

    def test_database_that_is_away_does_not_end_the_worker(self, monkeypatch):
        worker = Worker(interval=0, once=False)
        rounds = iter([OperationalError("gone"), None])

        def tick(now):
            problem = next(rounds)
            if problem:
                raise problem
            worker.running = False

        monkeypatch.setattr(worker, "tick", tick)
        worker.run()
        assert next(rounds, "used up") == "used up"

    def test_signal_during_a_task_lets_it_end(self, monkeypatch):
        worker = Worker(interval=0, once=False)
        first, second = worker_tasks.add.enqueue(1, 1), worker_tasks.add.enqueue(2, 2)
        original = worker.run_task

        def run_task(job):
            worker.shutdown(15, None)
            original(job)

        monkeypatch.setattr(worker, "run_task", run_task)
        worker.run()
        first.refresh()
        second.refresh()
        assert (first.status, second.status) == ("SUCCESSFUL", "READY")

    def test_signal_during_the_rest_ends_at_once(self, monkeypatch):
        worker = Worker(interval=3600, once=False)
        monkeypatch.setattr("time.sleep", lambda seconds: worker.shutdown(15, None))
        with pytest.raises(SystemExit) as end:
            worker.run()
        assert end.value.code == 0
        assert not WorkerLease.objects.exists()


def test_worker_refuses_a_backend_without_rows():
    with pytest.raises(CommandError):
        call_command("worker", "--once")


@pytest.mark.django_db
@pytest.mark.usefixtures("database_tasks", "table")
class TestQueueAge:
    def test_empty_queue_has_no_age(self):
        assert health.queue_age() is None

    def test_oldest_ready_task_counts_from_when_it_could_run(self):
        with time_machine.travel(NOON, tick=False) as clock:
            worker_tasks.add.enqueue(1, 1)
            later = NOON + timedelta(minutes=10)
            worker_tasks.add.using(run_after=later).enqueue(2, 2)
            clock.shift(timedelta(minutes=4))
            assert health.queue_age() == timedelta(minutes=4)
            Job.objects.filter(run_after__gt=later + timedelta(days=1)).delete()
            assert health.queue_age() is None
            clock.shift(timedelta(minutes=9))
            assert health.queue_age() == timedelta(minutes=3)

    def test_living_workers_are_those_that_beat(self):
        with time_machine.travel(NOON, tick=False) as clock:
            Worker(interval=1, once=True).heartbeat.beat()
            assert health.living_workers() == 1
            clock.shift(timedelta(seconds=61))
            assert health.living_workers() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("database_tasks", "table")
class TestStatus:
    @pytest.fixture
    def failed(self, settings):
        settings.JOBS_MAX_ATTEMPTS = 1
        job_id = worker_tasks.fail.enqueue().id
        call_command("worker", "--once")
        return job_id

    def test_task_that_failed_for_good_is_listed_with_its_attempts(self, failed, capsys):
        call_command("jobs_status")
        out = capsys.readouterr().out
        section = out.split("끝내 실패한 작업")[1].split("다시 시도할 작업")[0]
        assert failed in section
        assert "시도 1/1" in section
        assert "builtins.ValueError" in section

    def test_task_that_rests_is_listed_once_and_apart(self, capsys):
        job_id = worker_tasks.fail.enqueue().id
        call_command("worker", "--once")
        call_command("jobs_status")
        out = capsys.readouterr().out
        assert out.count(job_id) == 1
        assert job_id in out.split("다시 시도할 작업")[1]

    def test_failed_task_can_be_handed_in_again(self, failed):
        call_command("jobs_status", retry=failed)
        job = Job.objects.get()
        assert (job.status, job.attempt, job.task_path) == (
            "READY",
            0,
            worker_tasks.fail.module_path,
        )

    def test_only_a_failed_task_can_be_handed_in_again(self):
        job_id = worker_tasks.add.enqueue(1, 1).id
        with pytest.raises(CommandError):
            call_command("jobs_status", retry=job_id)


@pytest.mark.django_db
def test_finished_tasks_and_progress_are_forgotten_failed_ones_later(database_tasks):
    with time_machine.travel(NOON, tick=False) as clock:
        for status in ("SUCCESSFUL", "FAILED", "READY"):
            job_id = worker_tasks.add.enqueue(1, 1).id
            Job.objects.filter(pk=job_id).update(status=status, finished_at=timezone.now())
        progress.report("old", 1)
        clock.shift(timedelta(days=15))
        tasks.prune_finished.func()
        assert set(Job.objects.values_list("status", flat=True)) == {"FAILED", "READY"}
        assert not Progress.objects.exists()
        clock.shift(timedelta(days=42))
        tasks.prune_finished.func()
        assert set(Job.objects.values_list("status", flat=True)) == {"READY"}


@pytest.mark.django_db
def test_expired_sessions_are_cleared(client):
    session = client.session
    session["x"] = 1
    session.set_expiry(timedelta(days=1))
    session.save()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        tasks.clear_sessions.func()
    assert not session.exists(session.session_key)


class TestChecks:
    def test_house_is_silent(self):
        assert check_jobs() == []

    @pytest.mark.parametrize("name", ["JOBS_MAX_ATTEMPTS", "JOBS_LEASE_SECONDS", "JOBS_KEEP_DAYS"])
    def test_numbers_that_break_a_promise_are_named(self, settings, name):
        setattr(settings, name, 0)
        assert [message.id for message in check_jobs()] == ["jobs.E002"]

    def test_sqlite_without_immediate_transactions_is_named(self, settings, monkeypatch):
        database = settings.DATABASES["default"]
        monkeypatch.setitem(database, "ENGINE", "django.db.backends.sqlite3")
        monkeypatch.setitem(database, "OPTIONS", {})
        assert [message.id for message in check_jobs()] == ["jobs.W001"]

    def test_production_without_rows_is_named(self, settings):
        assert [message.id for message in check_jobs_deploy()] == ["jobs.E003"]
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        assert check_jobs_deploy() == []
