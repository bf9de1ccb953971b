"""Numbers about the outbox, for the readiness page."""

from datetime import timedelta

from django.db.models import Case, F, Min, When
from django.utils import timezone

from .models import Notice, State


def oldest_wait() -> timedelta | None:
    """How long the notice that is due the longest has waited beyond its time; None if none is.

    It measures the road, not the mail server: a notice that rests after a refusal is not due. A
    claim counts from its moment.
    """
    now = timezone.now()
    since = Notice.objects.due(now).aggregate(
        since=Min(Case(When(state=State.SENDING, then=F("claimed_at")), default=F("next_try_at")))
    )["since"]
    return None if since is None else now - since
