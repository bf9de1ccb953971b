"""The outbox: one row a mail, written in the transaction of the act that it tells of; and what
people see of it: the inbox in the site, what they chose, whose address refuses mail."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import kinds
from .querysets import InboxQuerySet
from .topics import Delivery, find


def lease_length() -> timedelta:
    """Silence after which a claim counts as lost: ``NOTICES_LEASE_SECONDS`` (300).

    Longer than all steps of one SMTP talk together, each of which ends after the mailer's timeout.
    """
    return timedelta(seconds=getattr(settings, "NOTICES_LEASE_SECONDS", 300))


class State(models.TextChoices):
    WAITING = "waiting", _("보낼 차례")
    SENDING = "sending", _("보내는 중")
    SENT = "sent", _("보냄")
    FAILED = "failed", _("보내지 못함")
    DROPPED = "dropped", _("보내지 않음")


class NoticeQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Whatever should leave now: its time has come, or whoever claimed it fell silent."""
        return self.filter(
            Q(state=State.WAITING, next_try_at__lte=now)
            | Q(state=State.SENDING, claimed_at__lt=now - lease_length())
        )


class Notice(models.Model):
    """One mail to one recipient.

    The row says that somebody was told, never for long what: once the mail has left, the context
    and the address are emptied, and after a time the row goes too (``delivery.purge``).
    """

    # Wagtail would queue an index task for each row with a foreign key.
    wagtail_reference_index_ignore = True

    kind = models.CharField(_("종류"), max_length=80, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="notices",
        verbose_name=_("받는 사람"),
    )
    # Only where the mail goes elsewhere than to the account's address, and until it has left.
    address = models.EmailField(_("주소"), blank=True, editable=False)
    language = models.CharField(
        _("언어"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    # The same at every attempt, so that a mailbox can tell a repeat.
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    state = models.CharField(_("상태"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    created_at = models.DateTimeField(_("생긴 때"), default=timezone.now)
    next_try_at = models.DateTimeField(_("다음 시도"), default=timezone.now)
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(_("끝난 때"), null=True)
    # What ``send(once=…)`` was given: such a notice is written a single time.
    once = models.CharField(max_length=80, null=True, editable=False)
    # A class and a number of the mail server's; never its sentence, which quotes the address.
    error = models.CharField(_("마지막 오류"), max_length=120, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("알림")
        verbose_name_plural = _("알림")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change")
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="notices_due"),
            models.Index(fields=["-created_at"], name="notices_newest"),
        ]
        constraints = [
            # Where there is no mark it is NULL, which is unequal to itself.
            models.UniqueConstraint(fields=["user", "kind", "once"], name="notices_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def title(self) -> str:
        """What staff call this kind of mail; its key where no app knows it any more."""
        try:
            return str(kinds.get(self.kind).title)
        except LookupError:
            return self.kind

    @property
    def is_short_lived(self) -> bool:
        """Whether it holds a code, which nobody could use any more at a later try."""
        try:
            return kinds.get(self.kind).useful_for is not None
        except LookupError:
            return True

    @property
    def recipient(self) -> str:
        """Whom it goes to, as staff see it: the name as it is now, else the address while kept."""
        return self.user.get_full_name() if self.user else self.address

    @property
    def can_be_retried(self) -> bool:
        """Whether staff may send it once more: it failed, and is still of use."""
        return self.state == State.FAILED and not self.is_short_lived


class InboxEntry(models.Model):
    """One line of a person's inbox, as it was written, in their language.

    Read ones go after 180 days, all after a year (``inbox.purge``).
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        editable=False,
        related_name="inbox_entries",
    )
    kind = models.CharField(_("종류"), max_length=80, editable=False)
    title = models.CharField(_("제목"), max_length=200, editable=False)
    # A path of this site, or empty.
    url = models.CharField(max_length=500, blank=True, editable=False)
    # What the kind's ``may_read`` needs to ask for rights again.
    about = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    created_at = models.DateTimeField(_("받은 때"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("읽은 때"), null=True, editable=False)
    # Whether the weekly digest is to bring it, and when it was put into one: once, for good.
    is_for_digest = models.BooleanField(default=False, editable=False)
    digested_at = models.DateTimeField(null=True, editable=False)
    once = models.CharField(max_length=80, null=True, editable=False)

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("알림함의 알림")
        verbose_name_plural = _("알림함의 알림")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notices_inbox"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_inbox_unread"),
            models.Index(
                fields=["created_at"],
                condition=Q(is_for_digest=True, digested_at=None),
                name="notices_inbox_digest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "once"], name="notices_inbox_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_read(self) -> bool:
        """Whether the person has opened it, or marked it as read."""
        return self.read_at is not None


class Preference(models.Model):
    """How one person wants the notices of one topic; without a row the topic's default holds."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        editable=False,
        related_name="notice_preferences",
    )
    topic = models.CharField(_("알림"), max_length=80, editable=False)
    delivery = models.CharField(_("받는 방법"), max_length=7, choices=Delivery)
    changed_at = models.DateTimeField(_("바꾼 때"), auto_now=True)

    class Meta:
        verbose_name = _("알림 설정")
        verbose_name_plural = _("알림 설정")
        ordering = ["topic"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="notices_preference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.delivery}"

    @property
    def title(self) -> str:
        """What people call the topic; its key where no app knows it any more."""
        topic = find(self.topic)
        return str(topic.label) if topic else self.topic


class RefusedAddress(models.Model):
    """The receiving server refuses this account's address for good. A delivery clears it; after a
    change of the address it says nothing any more."""

    wagtail_reference_index_ignore = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        editable=False,
        related_name="refused_address",
    )
    address = models.EmailField(_("이메일"), editable=False)
    code = models.PositiveSmallIntegerField(_("응답 코드"), editable=False)
    since = models.DateTimeField(_("언제부터"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("메일이 닿지 않는 주소")
        verbose_name_plural = _("메일이 닿지 않는 주소")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


def new_message_id(domain: str) -> str:
    """A Message-ID of a new mail, angle brackets included."""
    return f"<{uuid.uuid4()}@{domain}>"
