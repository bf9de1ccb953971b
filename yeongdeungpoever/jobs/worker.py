"""The worker: django_tasks_db's own, with reclaiming, retries and the schedule added."""

import logging
import os
import socket
import time
from datetime import datetime, timedelta
from typing import cast

from django.db import InterfaceError, OperationalError, close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.utils import exclusive_transaction

from .lease import Heartbeat, reclaim
from .models import Job
from .scheduler import enqueue_due

logger = logging.getLogger("yeongdeungpoever.jobs")

# The clock and the dead are looked at once a second at most, also while the queue is full.
TICK = timedelta(seconds=1)


class Worker(DatabaseWorker):
    """Runs every queue. ``interval`` is the rest in seconds when nothing is ready."""

    def __init__(self, *, interval: float, once: bool) -> None:
        host = socket.gethostname()[:32]
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=once,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            # Never used twice: a restarted worker must not be taken for its dead predecessor.
            worker_id=f"{host}-{os.getpid()}-{get_random_string(8)}",
        )
        self.heartbeat = Heartbeat(self.worker_id)
        self._ticked_at: datetime | None = None

    def run(self) -> None:
        """Work until a signal, or with ``once`` until nothing is ready.

        The inherited ``shutdown`` exits on the spot unless ``running_task`` is set. It is set
        here for all but the rest, so that no signal falls between a claim and its run.
        """
        logger.info("Worker %s starts", self.worker_id)
        with self.heartbeat:
            while self.running:
                self.running_task = True
                if not self.batch:
                    # Not in a short run, which a test may start inside its transaction.
                    close_old_connections()
                if self._work():
                    continue
                self.running_task = False
                if self.batch:
                    break
                if self.running:
                    time.sleep(self.interval)
        logger.info("Worker %s ends", self.worker_id)

    def _work(self) -> bool:
        """One round; False when there was nothing to do, or no database to ask."""
        try:
            self.tick(timezone.now())
            job = self.claim_next() if self.running else None
            if job is not None:
                self.run_task(job)
        except (OperationalError, InterfaceError):
            # A restart of the database is no reason to die; what was running is reclaimed.
            if self.batch:
                raise
            logger.exception("The database does not answer; trying again")
            return False
        return job is not None

    def tick(self, now: datetime) -> None:
        """Take back tasks of dead workers, and queue what is due."""
        if self._ticked_at is not None and timedelta(0) <= now - self._ticked_at < TICK:
            return
        self._ticked_at = now
        if self.heartbeat.is_steady(now):
            reclaim(self.worker_id, now)
        enqueue_due(now)

    def claim_next(self) -> Job | None:
        """The next ready task, now this worker's; None when there is none."""
        ready = Job.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():
            # Spares SQLite an exclusive lock for each look into an empty queue.
            return None
        with exclusive_transaction(ready.db):
            job = cast(Job | None, ready.get_locked())
            if job is not None:
                job.claim(self.worker_id)
        return job
