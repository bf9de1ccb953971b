"""Which entries of the inbox, said once."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

_READ_KEPT = timedelta(days=180)
_KEPT = timedelta(days=365)


class InboxQuerySet(models.QuerySet):
    def of(self, user):
        """The person's own, the newest first."""
        return self.filter(user=user).order_by("-created_at", "-pk")

    def unread(self):
        """Neither opened nor marked as read."""
        return self.filter(read_at=None)

    def for_digest(self, before: datetime):
        """What a digest is still to bring: written before this moment, and not read meanwhile."""
        return self.filter(
            is_for_digest=True, digested_at=None, read_at=None, created_at__lt=before
        )

    def forgettable(self, now: datetime):
        """Read 180 days ago, or a year old."""
        return self.filter(Q(read_at__lt=now - _READ_KEPT) | Q(created_at__lt=now - _KEPT))
