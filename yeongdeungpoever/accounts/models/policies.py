"""Versions of the policies, and who has agreed to which."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.vocabulary.bilingual import pick_only


class PolicyKind(models.TextChoices):
    PRIVACY = "privacy", _("개인정보 처리방침")
    TERMS = "terms", _("이용약관")
    COLLECTION = "collection", _("개인정보 수집·이용 동의")
    NEWS = "news", _("소식·행사 안내 메일 받기 동의")
    JOINING = "joining", _("개인정보 수집·이용 동의(가입 담당자)")
    RULES = "rules", _("운영규정")


# What an account needs, in the order of the form, and what one may refuse without any loss
# (PIPA art. 16 para. 3). The privacy policy is shown, not agreed to.
REQUIRED_CONSENTS = (PolicyKind.TERMS, PolicyKind.COLLECTION)
OPTIONAL_CONSENTS = (PolicyKind.NEWS,)
# What whoever applies for an organisation agrees to, with the application and not before.
JOINING_CONSENTS = (PolicyKind.JOINING, PolicyKind.RULES)


class PolicyVersionQuerySet(models.QuerySet):
    def of(self, kind: str):
        """Every version of one policy that is in force or was, newest first."""
        return self.filter(kind=kind, effective_on__lte=timezone.localdate()).order_by(
            "-effective_on", "-pk"
        )

    def current(self, kind: str):
        """The version in force today, or None."""
        return self.of(kind).first()


class PolicyVersion(models.Model):
    """One version of a policy. Public pages read it and consents name it, so it never changes
    once in force (PIPA art. 30: earlier versions stay readable)."""

    kind = models.CharField(_("종류"), max_length=12, choices=PolicyKind)
    version = models.CharField(
        _("판"),
        max_length=12,
        validators=[RegexValidator(r"^\d+(\.\d+)*$", _("1.0처럼 숫자와 점으로 적어 주세요."))],
    )
    effective_on = models.DateField(_("시행일"))
    text_ko = models.TextField(_("본문"))
    text_en = models.TextField(_("영문 본문"), blank=True)
    note = models.TextField(_("바뀐 점"), blank=True)
    note_en = models.TextField(_("바뀐 점(영문)"), blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("약관·처리방침 판")
        verbose_name_plural = _("약관·처리방침 판")
        ordering = ["kind", "-effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"],
                name="accounts_policyversion_once",
                violation_error_message=_("같은 판이 이미 있어요."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.version}"

    @property
    def slug(self) -> str:
        """The version as part of an address, where Wagtail allows no dot: ``1-0``."""
        return self.version.replace(".", "-")

    @property
    def is_in_force(self) -> bool:
        """Whether it took effect, today or earlier."""
        return self.effective_on <= timezone.localdate()

    def clean(self):
        super().clean()
        before = PolicyVersion.objects.filter(pk=self.pk).first()
        fixed = ("kind", "version", "effective_on", "text_ko", "text_en", "note", "note_en")
        if before and before.is_in_force:
            changed = [name for name in fixed if getattr(before, name) != getattr(self, name)]
            if changed:
                raise ValidationError(
                    {
                        name: _("시행 중인 판은 고칠 수 없어요. 새 판을 만들어 주세요.")
                        for name in changed
                    }
                )

    @property
    def local_note(self) -> str:
        """What changed, in the reader's language; nothing where it has none."""
        return pick_only(self.note, self.note_en)

    def text(self, language: str) -> str:
        """The body in the language asked, Korean where there is no translation."""
        return (self.text_en if language == "en" else "") or self.text_ko


class ConsentMethod(models.TextChoices):
    """Where the box was ticked."""

    SIGN_UP = "sign_up", _("계정 만들기")
    PROMPT = "prompt", _("바뀐 판에 다시 동의")
    ACCOUNT = "account", _("내 계정")
    APPLICATION = "applying", _("기관 가입 신청")


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        """Consents that were not taken back."""
        return self.filter(withdrawn_at=None)

    def of(self, user):
        """Everything that this person ever agreed to."""
        return self.filter(person=user.key)


class Consent(models.Model):
    """One person's consent to one version of a policy (PIPA arts. 15, 22).

    The row is the proof that consent was given, so it outlives the account: then it names the
    person by their random key only, and the address it came from is emptied.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="consents",
    )
    person = models.UUIDField(_("사람"), default=uuid.uuid4, editable=False, db_index=True)
    policy = models.ForeignKey(
        "accounts.PolicyVersion",
        on_delete=models.PROTECT,
        related_name="consents",
        verbose_name=_("판"),
    )
    given_at = models.DateTimeField(_("동의한 때"), default=timezone.now, editable=False)
    ip_address = models.GenericIPAddressField(_("접속지"), null=True, editable=False)
    method = models.CharField(_("동의한 곳"), max_length=8, choices=ConsentMethod)
    withdrawn_at = models.DateTimeField(_("철회한 때"), null=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("동의")
        verbose_name_plural = _("동의")
        ordering = ["-given_at"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["person", "policy"],
                condition=Q(withdrawn_at=None),
                name="accounts_consent_once",
            ),
        ]

    def __str__(self):
        return f"{self.policy} {self.given_at:%Y-%m-%d}"
