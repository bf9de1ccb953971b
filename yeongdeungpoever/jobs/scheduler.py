"""Puts what is due into the queue; safe with any number of workers."""

import logging
from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction
from django.tasks import TaskResultStatus

from . import schedule
from .models import Job, ScheduledRun

logger = logging.getLogger("yeongdeungpoever.jobs")


def enqueue_due(now: datetime) -> int:
    """Queue each entry whose slot nobody has taken; returns how many.

    An entry whose last task still waits or runs is left alone, so that a slow task never meets
    itself; its slot is taken as soon as that task ends.
    """
    last_runs = ScheduledRun.objects.in_bulk()
    count = 0
    for entry in schedule.entries():
        last = last_runs.get(entry.name)
        slot = entry.slot(now)
        if last is not None and (last.slot >= slot or _is_pending(last)):
            continue
        # Two workers that both see a new entry: the second one's row is refused.
        with suppress(IntegrityError), transaction.atomic():
            count += _take(entry, last, slot, now)
    return count


def _take(entry: schedule.Entry, last: ScheduledRun | None, slot: datetime, now: datetime) -> bool:
    """Take the slot and queue its task in one transaction: both happen or neither."""
    if last is None:
        ScheduledRun.objects.create(name=entry.name, slot=slot)
        if not entry.runs_at_once:
            return False
    elif not ScheduledRun.objects.filter(pk=entry.name, slot=last.slot).update(slot=slot):
        return False
    result = entry.resolve().enqueue()
    ScheduledRun.objects.filter(pk=entry.name).update(task_id=result.id, enqueued_at=now)
    return True


def _is_pending(run: ScheduledRun) -> bool:
    if not run.task_id:
        return False
    waiting = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return Job.objects.filter(pk=run.task_id, status__in=waiting).exists()
