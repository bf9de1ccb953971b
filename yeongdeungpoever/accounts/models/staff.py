"""How staff come in, and what became of their rights."""

import hashlib
import uuid

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffInvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted, nor revoked, nor expired."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def for_token(self, token: str):
        """The invitation that this secret opens, or None."""
        return self.filter(token_hash=StaffInvitation.hash_of(token)).first()


class StaffInvitation(models.Model):
    """An invitation to work in the back office: expiring, single use, revocable.

    Only the hash of the mailed secret is kept, so that a reader of the database cannot use it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("이메일"))
    name = models.CharField(_("성명"), max_length=50, validators=[MinLengthValidator(2)])
    role = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("역할"),
        help_text=_("비우면 관리자로 초대해요."),
    )
    department = models.ForeignKey(
        "accounts.Department",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("소속 부서"),
    )
    staff_until = models.DateField(_("직원 권한 종료일"), null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("초대한 사람"),
    )
    created_at = models.DateTimeField(_("초대한 때"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("기한"), editable=False)
    accepted_at = models.DateTimeField(_("수락한 때"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("거둔 때"), null=True, editable=False)

    objects = StaffInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("직원 초대")
        verbose_name_plural = _("직원 초대")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="accounts_staffinvitation_open_once",
                violation_error_message=_("이 주소로 보낸 초대가 아직 열려 있어요."),
            ),
        ]

    def __str__(self):
        return self.email

    @property
    def role_name(self) -> str:
        """What the person is invited as."""
        return self.role.name if self.role else str(_("관리자"))

    @property
    def closed_as(self) -> str:
        """``accepted``, ``revoked`` or ``expired``; "" while it can be accepted."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at and self.revoked_at != self.expires_at:
            return "revoked"
        return "expired" if self.expires_at <= timezone.now() else ""

    @staticmethod
    def hash_of(token: str) -> str:
        """What is kept of a secret."""
        return hashlib.sha256(token.encode()).hexdigest()


class RightsChange(models.Model):
    """One grant or removal of a right in the back office, kept for three years.

    (개인정보의 안전성 확보조치 기준 art. 5: 권한 부여·변경·말소 내역.) Rows only grow; persons are
    named by their random key, shown names are resolved live.
    """

    class Change(models.TextChoices):
        GRANTED = "granted", _("부여")
        REMOVED = "removed", _("말소")

    class Cause(models.TextChoices):
        INVITATION = "invitation", _("초대 수락")
        EDIT = "edit", _("관리자가 바꿈")
        HANDOVER = "handover", _("인사이동")
        END_DATE = "end_date", _("종료일이 지남")
        UNUSED = "unused", _("90일 동안 쓰지 않음")
        WITHDRAWAL = "withdrawal", _("탈퇴")
        COMMAND = "command", _("서버 명령")

    at = models.DateTimeField(_("때"), default=timezone.now, editable=False, db_index=True)
    person = models.UUIDField(_("누구의 권한"), editable=False, db_index=True)
    actor = models.UUIDField(_("바꾼 사람"), null=True, editable=False)
    change = models.CharField(_("변경"), max_length=8, choices=Change)
    right = models.CharField(_("권한"), max_length=150)
    cause = models.CharField(_("까닭"), max_length=12, choices=Cause)

    class Meta:
        verbose_name = _("권한 변경 기록")
        verbose_name_plural = _("권한 변경 기록")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.right} {self.get_change_display()}"
