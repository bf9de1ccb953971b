"""People who act for organisations: officers, invitations, requests to join, successions.

Persons are named by their account while there is one, and by ``User.key`` for good, so that an
organisation's history outlives its officers.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import Role
from ..querysets import InvitationQuerySet, OfficerQuerySet
from .organisations import Organisation


class Officer(models.Model):
    """실무자: one person's time with one organisation. The row stays when it is over."""

    class Ending(models.TextChoices):
        LEFT = "left", _("스스로 나감")
        REMOVED = "removed", _("관리자가 내보냄")
        ACCOUNT = "account", _("계정 탈퇴")
        SUCCEEDED = "succeeded", _("후임자에게 넘어감")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="officers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="offices",
    )
    person = models.UUIDField(_("사람"), editable=False, db_index=True)
    role = models.CharField(_("역할"), max_length=8, choices=Role, default=Role.OFFICER)
    since = models.DateTimeField(_("언제부터"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("언제까지"), null=True, editable=False)
    ending = models.CharField(_("어떻게 끝났는가"), max_length=9, choices=Ending, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("실무자")
        verbose_name_plural = _("실무자")
        ordering = ["organisation", "role", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(until=None),
                name="network_officer_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None, ending="") | (Q(until__isnull=False) & ~Q(ending="")),
                name="network_officer_ends_somehow",
            ),
        ]

    def __str__(self):
        return f"{self.user or self.person} ({self.get_role_display()})"

    @property
    def is_manager(self) -> bool:
        """Whether the person edits the organisation and its officers now."""
        return self.role == Role.MANAGER and self.until is None

    @property
    def is_last_manager(self) -> bool:
        """Whether the organisation would be without a manager without this one."""
        return self.is_manager and self.organisation.managers <= 1


class OfficerInvitation(models.Model):
    """A mailed way into an organisation: once, until a time, revocable. The link's token is kept
    as a hash only."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("이메일"))
    role = models.CharField(_("역할"), max_length=8, choices=Role, default=Role.OFFICER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="officer_invitations",
    )
    created_at = models.DateTimeField(_("초대한 때"), default=timezone.now, editable=False)
    # When its mail was sent last.
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("기한"))
    accepted_at = models.DateTimeField(_("받아들인 때"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("거둔 때"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("실무자 초대")
        verbose_name_plural = _("실무자 초대")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                F("organisation"),
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="network_officerinvitation_open_once",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} #{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether its link still works."""
        return not (self.accepted_at or self.revoked_at) and self.expires_at > timezone.now()


class Asked(models.TextChoices):
    """What became of something that somebody asked for."""

    PENDING = "pending", _("기다리는 중")
    ACCEPTED = "accepted", _("받아들임")
    DECLINED = "declined", _("받아들이지 않음")
    WITHDRAWN = "withdrawn", _("거둠")


class JoinRequest(models.Model):
    """이 기관에 참여 요청: somebody asks the managers of a member to take them in as an officer.

    Unanswered on ``due_on``, it becomes a duty of the staff.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="join_requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    message = models.CharField(_("관리자에게 전할 말"), max_length=300, blank=True)
    state = models.CharField(_("상태"), max_length=9, choices=Asked, default=Asked.PENDING)
    asked_at = models.DateTimeField(_("요청한 때"), default=timezone.now, editable=False)
    due_on = models.DateField(_("답할 날"))
    # When it went on to the staff.
    escalated_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(_("답한 때"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("기관 참여 요청")
        verbose_name_plural = _("기관 참여 요청")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(state="pending"),
                name="network_joinrequest_pending_once",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} #{self.pk}"


class Succession(models.Model):
    """승계 신청: somebody asks to take over an organisation whose managers do not answer any more.

    Shown by a 공문 (a paper), or by a mail confirmed at the domain of the organisation's site;
    staff decide.
    """

    class Way(models.TextChoices):
        LETTER = "letter", _("공문")
        SITE_MAIL = "site_mail", _("기관 누리집 주소의 이메일")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="successions"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="successions"
    )
    way = models.CharField(_("확인 방법"), max_length=9, choices=Way)
    reason = models.CharField(_("까닭"), max_length=300)
    # The address at the site's domain, and when its code came back.
    email = models.EmailField(_("확인할 이메일"), blank=True)
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_sent_at = models.DateTimeField(null=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    confirmed_at = models.DateTimeField(_("이메일을 확인한 때"), null=True, editable=False)
    state = models.CharField(_("상태"), max_length=9, choices=Asked, default=Asked.PENDING)
    asked_at = models.DateTimeField(_("신청한 때"), default=timezone.now, editable=False)
    due_on = models.DateField(_("답할 날"))
    decided_at = models.DateTimeField(_("정한 때"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    answer = models.CharField(_("답"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("승계 신청")
        verbose_name_plural = _("승계 신청")
        ordering = ["-asked_at", "-pk"]
        permissions = [("decide_succession", _("승계를 정할 수 있음"))]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(state="pending"),
                name="network_succession_pending_once",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} #{self.pk}"
