"""Real worker processes on a real PostgreSQL: killed, slow, asked to end, raced."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.tasks import TaskResultStatus
from django.utils import timezone

from tests.jobs import worker_tasks
from yeongdeungpoever.jobs import lease, scheduler
from yeongdeungpoever.jobs.models import FailedAttempt, Job, ScheduledRun, WorkerLease

ROOT = Path(__file__).resolve().parents[2]
LEASE = timedelta(seconds=2)
PATIENCE = 60  # seconds until a test gives up; none of them takes nearly as long

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_tasks"),
]


def until(condition):
    """Look again and again until the condition holds; fail after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.05)
    return found


@pytest.fixture
def start_worker(tmp_path):
    """Start worker processes on this test's database; none outlives the test."""
    keys = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
        "WORKER_DATABASE": json.dumps({key: connection.settings_dict[key] for key in keys}),
        "WORKER_LEASE_SECONDS": str(LEASE.total_seconds()),
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(tmp_path),  # the test settings make a data folder
    }
    with ExitStack() as started:

        def start():
            process = subprocess.Popen(
                [sys.executable, "manage.py", "worker", "--interval", "0.05"],
                cwd=ROOT,
                env=environment,
            )
            started.callback(process.wait)
            started.callback(process.kill)
            return process

        yield start


class Pipe:
    """A named pipe held open at both ends, so that opening it never waits for a process."""

    def __init__(self, path):
        os.mkfifo(path)
        self.path = str(path)
        self.descriptor = os.open(path, os.O_RDWR)

    def read(self):
        ready, _, _ = select.select([self.descriptor], [], [], PATIENCE)
        assert ready, "nobody wrote"
        return os.read(self.descriptor, 100).decode().strip()

    def write(self, text):
        os.write(self.descriptor, f"{text}\n".encode())


@pytest.fixture
def started(tmp_path):
    pipe = Pipe(tmp_path / "started")
    yield pipe
    os.close(pipe.descriptor)


@pytest.fixture
def release(tmp_path):
    pipe = Pipe(tmp_path / "release")
    yield pipe
    os.close(pipe.descriptor)


def test_task_of_a_killed_worker_is_finished_by_another(start_worker, started):
    job_id = worker_tasks.hang_once.enqueue(started.path).id
    victim = start_worker()
    assert started.read() == "started"
    os.kill(victim.pid, signal.SIGKILL)
    assert victim.wait(PATIENCE) == -signal.SIGKILL
    assert Job.objects.get(pk=job_id).status == TaskResultStatus.RUNNING

    start_worker()
    job = until(lambda: Job.objects.successful().filter(pk=job_id).first())
    assert job.return_value == 2
    assert len(set(job.worker_ids)) == 2
    assert FailedAttempt.objects.get(task=job).worker_id == job.worker_ids[0]


def test_slow_task_stays_with_its_living_worker_which_ends_it_when_asked_to_stop(
    start_worker, started, release
):
    job_id = worker_tasks.wait_for_release.enqueue(started.path, release.path).id
    workers = [start_worker(), start_worker()]
    owner_pid = int(started.read())
    owner = next(worker for worker in workers if worker.pid == owner_pid)
    other = next(worker for worker in workers if worker is not owner)
    job = Job.objects.get(pk=job_id)
    beats = WorkerLease.objects.filter(pk=job.worker_ids[-1])
    # The other worker looks all the while: it must still answer after that time.
    until(lambda: beats.filter(beat_at__gt=job.started_at + LEASE * 2).exists())
    until(lambda: WorkerLease.objects.count() == 2)
    assert other.poll() is None
    errand = worker_tasks.add.enqueue(1, 1)
    until(lambda: Job.objects.successful().filter(pk=errand.id).exists())
    job.refresh_from_db()
    assert (job.status, job.attempt) == (TaskResultStatus.RUNNING, 1)

    owner.send_signal(signal.SIGTERM)
    release.write("done")
    assert owner.wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.status, job.return_value, job.attempt) == ("SUCCESSFUL", "done", 1)
    assert not beats.exists()
    other.send_signal(signal.SIGTERM)
    assert other.wait(PATIENCE) == 0


def race(function, *, runners=2):
    """Call the function in threads of their own connections; returns what each returned."""
    results = []

    def run():
        try:
            results.append(function())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _runner in range(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(results) == runners
    return results


@pytest.mark.parametrize("seen_before", [False, True])
def test_two_workers_that_meet_at_one_slot_queue_one_task(table, monkeypatch, seen_before):
    now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    table.register("x", every=timedelta(minutes=1), task=worker_tasks.add)
    if seen_before:
        ScheduledRun.objects.create(name="x", slot=now - timedelta(minutes=1))
    both_have_looked = threading.Barrier(2, timeout=PATIENCE)
    take = scheduler._take

    def take_together(*arguments):
        both_have_looked.wait()
        return take(*arguments)

    monkeypatch.setattr(scheduler, "_take", take_together)
    assert sorted(race(lambda: scheduler.enqueue_due(now))) == [0, 1]
    assert Job.objects.count() == 1
    assert ScheduledRun.objects.get().slot == now


def test_two_workers_that_find_one_dead_reclaim_its_task_once(monkeypatch):
    job = Job.objects.get(pk=worker_tasks.add.enqueue(1, 1).id)
    job.claim("dead")
    now = timezone.now() + timedelta(hours=1)
    both_have_looked = threading.Barrier(2, timeout=PATIENCE)
    take_back = Job.reclaim

    def reclaim_together(self):
        both_have_looked.wait()
        return take_back(self)

    monkeypatch.setattr(Job, "reclaim", reclaim_together)
    assert sorted(race(lambda: lease.reclaim("me", now))) == [0, 1]
    assert FailedAttempt.objects.count() == 1
