"""What background work leaves in the database beside the task rows of django_tasks_db."""

import logging
from traceback import format_exception
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import models, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import retry

from . import attempts

logger = logging.getLogger("yeongdeungpoever.jobs")


class WorkerLost(Exception):
    """The worker of a task was killed, or fell silent for longer than its lease."""


class Job(DBTaskResult):
    """A task row that is retried, and that only the worker which holds it may finish."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("작업")
        verbose_name_plural = _("작업")

    @property
    def attempt(self) -> int:
        """Attempts begun so far; each claim adds its worker's id."""
        return len(self.worker_ids)

    @property
    def attempt_limit(self) -> int:
        """Attempts that this task may have in all."""
        try:
            return attempts.limit_of(self.task.func)
        except (ImportError, SuspiciousOperation):
            # A worker older than the code that queued the task: the next one may know it.
            return attempts.limit_of(None)

    @retry()
    def set_successful(self, return_value: Any) -> None:
        """Store the result, unless the task has meanwhile been taken from this worker."""
        self._record(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=timezone.now(),
            return_value=return_value,
            exception_class_path="",
            traceback="",
        )

    @retry()
    def set_failed(self, exc: BaseException) -> None:
        """Send the task back to the queue after a rest, or leave it failed at its bound."""
        name = f"{type(exc).__module__}.{type(exc).__qualname__}"
        # PostgreSQL refuses the NUL that a message may quote from a file.
        self._fail(name, "".join(format_exception(exc)).replace("\0", ""), rest=True)

    def reclaim(self) -> bool:
        """Take the task from a lost worker; at once ready, as its lease was rest enough.

        A lost worker counts as an attempt, so a task that kills its worker meets the bound
        too. False when another worker was faster, or the task ended after all.
        """
        name = f"{WorkerLost.__module__}.{WorkerLost.__qualname__}"
        return self._fail(name, "", rest=False)

    def _fail(self, exception_class_path: str, traceback: str, *, rest: bool) -> bool:
        now = timezone.now()
        worker_id, number = self.worker_ids[-1], self.attempt
        values: dict[str, Any] = {
            "exception_class_path": exception_class_path,
            "traceback": traceback,
            "return_value": None,
        }
        if number < self.attempt_limit:
            again_at = now + attempts.backoff(number) if rest else now
            values |= {"status": TaskResultStatus.READY, "run_after": again_at}
        else:
            values |= {"status": TaskResultStatus.FAILED, "finished_at": now}
        with transaction.atomic():
            if not self._record(**values):
                return False
            FailedAttempt.objects.create(
                task_id=self.pk,
                number=number,
                worker_id=worker_id,
                exception_class_path=exception_class_path,
                failed_at=now,
            )
        return True

    def _record(self, **values: Any) -> bool:
        """Write the end of an attempt, if this attempt is still the row's current one.

        The moment of the claim tells attempts apart: a worker that was suspended, thought
        dead and woken again cannot overwrite what its successor does.
        """
        current = Job.objects.filter(
            pk=self.pk, status=TaskResultStatus.RUNNING, started_at=self.started_at
        )
        # A value that JSON cannot hold fails here, and is then recorded as the failure it is.
        with transaction.atomic():
            recorded = bool(current.update(**values))
        if not recorded:
            logger.warning("Task id=%s is no longer this worker's; its end is ignored", self.pk)
        for name, value in values.items():
            setattr(self, name, value)
        return recorded


class FailedAttempt(models.Model):
    """One attempt that went wrong; the last one's traceback stands on the task itself."""

    # Wagtail would queue an index task for each row with a foreign key.
    wagtail_reference_index_ignore = True

    task = models.ForeignKey(DBTaskResult, models.CASCADE, related_name="failed_attempts")
    number = models.PositiveSmallIntegerField()
    worker_id = models.CharField(max_length=64)
    exception_class_path = models.TextField()
    failed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("실패한 시도")
        verbose_name_plural = _("실패한 시도")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="jobs_attempt_fails_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} #{self.number}"


class WorkerLease(models.Model):
    """A worker's sign of life, renewed by its own thread while a task runs."""

    worker_id = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("작업기")
        verbose_name_plural = _("작업기")

    def __str__(self) -> str:
        return self.worker_id


class ScheduledRun(models.Model):
    """The last slot of a schedule entry that was taken; a slot is taken once, by one worker."""

    name = models.CharField(primary_key=True, max_length=100)
    slot = models.DateTimeField()
    task_id = models.CharField(max_length=64, blank=True)
    enqueued_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("예약 실행")
        verbose_name_plural = _("예약 실행")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Progress(models.Model):
    """How far a long piece of work is; the key is a task id or a name of its own."""

    key = models.CharField(primary_key=True, max_length=100)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("진행 상황")
        verbose_name_plural = _("진행 상황")

    def __str__(self) -> str:
        return f"{self.key}: {self.done}/{self.total or '?'}"

    @property
    def percent(self) -> int | None:
        """Whole percent from 0 to 100, rounded down; None while the total is unknown."""
        if not self.total:
            return None
        return min(100, self.done * 100 // self.total)
