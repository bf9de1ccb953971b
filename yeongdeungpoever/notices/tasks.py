"""Work behind the requests: one task a notice, and a sweep for what a lost task left behind."""

from django.tasks import task
from django.utils import timezone

from yeongdeungpoever.jobs.attempts import at_most

from . import delivery, inbox


@task
@at_most(1)  # the row keeps its own attempts; the sweep is the repeat
def deliver_notice(pk: int) -> None:
    """Deliver one notice, if it is due and nobody else does."""
    delivery.deliver(pk, timezone.now())


@task
@at_most(1)  # the next slot, a minute later, is the repeat
def sweep() -> int:
    """Deliver whatever is due: after a rest, after a worker's death, after a lost task."""
    return delivery.deliver_due(timezone.now())


@task
def purge() -> int:
    """Forget notices and entries of inboxes whose time is over."""
    now = timezone.now()
    return delivery.purge(now) + inbox.purge(now)
