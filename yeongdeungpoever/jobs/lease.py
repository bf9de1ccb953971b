"""Signs of life of workers, and taking back the tasks of those that died."""

import logging
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Self, cast

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.tasks import TaskResultStatus
from django.utils import timezone

from .models import Job, WorkerLease

logger = logging.getLogger("yeongdeungpoever.jobs")


def lease_length() -> timedelta:
    """Silence after which a worker counts as dead: ``JOBS_LEASE_SECONDS`` (60)."""
    return timedelta(seconds=getattr(settings, "JOBS_LEASE_SECONDS", 60))


class Heartbeat:
    """Renews a worker's lease from a thread, six times a lease, until the block ends.

    It beats for a worker that lives, however slow its task: slow is not dead.
    """

    def __init__(self, worker_id: str) -> None:
        self.worker_id = worker_id
        self._beaten_at: datetime | None = None
        self._steady_from: datetime | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self.beat()
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
        # Without a database the row stays, and falls silent as it would after a kill.
        with suppress(DatabaseError):
            WorkerLease.objects.filter(pk=self.worker_id).delete()

    def beat(self) -> None:
        """Renew the lease; write it anew if it was thought dead and removed."""
        now = timezone.now()
        if not WorkerLease.objects.filter(pk=self.worker_id).update(beat_at=now):
            WorkerLease.objects.create(worker_id=self.worker_id, started_at=now, beat_at=now)
        if self._beaten_at and now - self._beaten_at > lease_length() / 2:
            self._steady_from = now + lease_length() / 2
        self._beaten_at = now

    def is_steady(self, now: datetime) -> bool:
        """Whether this worker may judge others.

        After the machine was suspended every lease looks dead; whoever slept itself waits
        until the others had time to beat again.
        """
        fresh = self._beaten_at is not None and now - self._beaten_at <= lease_length() / 2
        return fresh and (self._steady_from is None or now >= self._steady_from)

    def _run(self) -> None:
        try:
            while not self._stop.wait(lease_length().total_seconds() / 6):
                try:
                    self.beat()
                except DatabaseError:
                    logger.warning("Heartbeat of %s failed", self.worker_id, exc_info=True)
                    connection.close()
        finally:
            connection.close()


def reclaim(worker_id: str, now: datetime) -> int:
    """Send running tasks of dead workers back to the queue; returns how many.

    ``worker_id`` is the caller, who runs nothing at the moment: a running row in its own name
    is one whose end it could not write (the database was away). A row without any lease
    belongs to a worker that left by force, and is taken once it is older than a lease.
    """
    dead_before = now - lease_length()
    count = 0
    running = cast("QuerySet[Job]", Job.objects.running().order_by("started_at"))
    for job in running:
        owner = job.worker_ids[-1]
        if owner != worker_id and job.started_at and job.started_at > dead_before:
            continue
        with transaction.atomic():
            # Locked, so that a late heartbeat either stops us here or comes after.
            lease = WorkerLease.objects.select_for_update().filter(pk=owner).first()
            if owner != worker_id and lease is not None and lease.beat_at >= dead_before:
                continue
            if job.reclaim():
                count += 1
                logger.warning(
                    "Task id=%s path=%s reclaimed from %s after attempt %d: %s",
                    job.pk,
                    job.task_path,
                    owner,
                    job.attempt,
                    "failed" if job.status == TaskResultStatus.FAILED else "ready again",
                )
    WorkerLease.objects.filter(beat_at__lt=dead_before - timedelta(days=1)).delete()
    return count
