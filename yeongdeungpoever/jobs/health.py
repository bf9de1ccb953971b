"""Numbers about background work, for the readiness page and the status command."""

from datetime import timedelta

from django.db.models import Case, F, Min, When
from django.db.models.functions import Greatest
from django.utils import timezone

from .lease import lease_length
from .models import Job, WorkerLease


def queue_age() -> timedelta | None:
    """How long the oldest ready task has waited for a worker; None when none waits.

    A task with a start time waits from then on. With living workers this is seconds; minutes
    mean that no worker runs, or too few.
    """
    now = timezone.now()
    since = Job.objects.ready().aggregate(
        # A start time in the future among ready rows is the backend's mark for "none given".
        since=Min(
            Case(
                When(run_after__gt=now, then=F("enqueued_at")),
                default=Greatest("run_after", "enqueued_at"),
            )
        )
    )["since"]
    return None if since is None else max(now - since, timedelta(0))


def living_workers() -> int:
    """Workers whose lease has not run out."""
    return WorkerLease.objects.filter(beat_at__gte=timezone.now() - lease_length()).count()
