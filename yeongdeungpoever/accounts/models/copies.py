"""Copies of one's own data that people asked for."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long a finished copy can be fetched, and after which silence making one counts as failed.
KEPT_FOR = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(hours=1)


class OwnDataCopyQuerySet(models.QuerySet):
    def outdated(self):
        """Copies whose time is over, and those that were never finished."""
        now = timezone.now()
        return self.filter(
            Q(expires_at__lte=now) | Q(expires_at=None, requested_at__lte=now - KEPT_FOR)
        )


class OwnDataCopy(models.Model):
    """One archive of what is held about a person (PIPA arts. 35 and 35-2).

    The file lies in the private storage under the row's random key and goes with the row.
    """

    # Wagtail would queue an index task for each row with a foreign key.
    wagtail_reference_index_ignore = True

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_data_copies"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)

    objects = OwnDataCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("내 정보 파일")
        verbose_name_plural = _("내 정보 파일")
        ordering = ["-requested_at", "-pk"]
        default_permissions = ()
        constraints = [
            # Two presses of the button make one copy.
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ready_at=None, failed_at=None),
                name="accounts_owndatacopy_one_in_making",
            ),
        ]

    def __str__(self):
        return str(self.key)

    @property
    def file_name(self) -> str:
        """Where the archive lies in the default storage; no address leads there."""
        return f"own-data/{self.key}.zip"

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched now."""
        return bool(self.ready_at and self.expires_at and self.expires_at > timezone.now())

    @property
    def is_in_making(self) -> bool:
        """Whether somebody is still at work on it, as far as can be told."""
        return (
            self.ready_at is None
            and self.failed_at is None
            and self.requested_at > timezone.now() - GIVEN_UP_AFTER
        )
