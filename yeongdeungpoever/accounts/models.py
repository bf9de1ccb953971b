"""Who someone is: users, departments, and the versions of the policies they agree to."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class UserManager(BaseUserManager):
    """Makes users whose e-mail is their login."""

    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """Save and return a user. Raises ValueError without an e-mail."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Save and return an administrator (``manage.py createsuperuser``)."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Organisations are records of their own, never accounts."""

    # Logs name people by this key, so that a row outlives the name it once showed.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("이메일"), unique=True)
    name = models.CharField(_("성명"), max_length=50, validators=[MinLengthValidator(2)])
    phone = models.CharField(_("전화번호"), max_length=20, blank=True)
    language = models.CharField(
        _("언어"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    department = models.ForeignKey(
        "accounts.Department",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("소속 부서"),
        help_text=_("구청 직원만 지정해요."),
    )
    is_active = models.BooleanField(_("사용 중"), default=True)
    date_joined = models.DateTimeField(_("만든 날"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("사용자")
        verbose_name_plural = _("사용자")
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("이미 쓰고 있는 이메일이에요."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def first_name(self) -> str:
        """The one name there is; Wagtail's sidebar greets by this."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether the person may open the back office; a permission, never a column."""
        return self.is_active and self.has_perm("wagtailadmin.access_admin")


class Department(models.Model):
    """A team of the district office: pages, duties and questions are routed to one."""

    slug = models.SlugField(
        _("주소에 쓸 영문 이름"),
        unique=True,
        help_text=_("영문 소문자와 붙임표만 써요. 예: local-economy"),
    )
    name = models.CharField(_("부서 이름"), max_length=80, unique=True)
    name_en = models.CharField(_("영문 표기"), max_length=120, blank=True)
    parent_name = models.CharField(_("상위 부서"), max_length=80, blank=True)
    duties = models.TextField(_("하는 일"), blank=True, help_text=_("한 줄에 하나씩 적어요."))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_departments",
        verbose_name=_("팀장"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputised_departments",
        verbose_name=_("대리자"),
    )
    telephone = models.CharField(_("전화"), max_length=20, blank=True)
    hours = models.CharField(_("운영 시간"), max_length=80, blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("부서")
        verbose_name_plural = _("부서")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name

    @property
    def duty_lines(self) -> list[str]:
        """The team's duties, one string a line."""
        return [line.strip() for line in self.duties.splitlines() if line.strip()]


@register_setting(icon="site")
class OfficeContact(BaseGenericSetting):
    """구청 연락처: what stands at the foot of every page. What is unset is not shown."""

    postcode = models.CharField(_("우편번호"), max_length=5, blank=True)
    address = models.CharField(_("주소"), max_length=120, blank=True)
    telephone = models.CharField(_("대표전화"), max_length=20, blank=True)
    hours = models.CharField(_("운영 시간"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("구청 연락처")

    @classmethod
    def current(cls) -> "OfficeContact":
        """The contact as set, or an empty one; Wagtail's ``load()`` would write at a reading."""
        return cls.objects.first() or cls()


class PolicyKind(models.TextChoices):
    PRIVACY = "privacy", _("개인정보 처리방침")
    TERMS = "terms", _("이용약관")


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
        fixed = ("kind", "version", "effective_on", "text_ko", "text_en", "note")
        if before and before.is_in_force:
            changed = [name for name in fixed if getattr(before, name) != getattr(self, name)]
            if changed:
                raise ValidationError(
                    {
                        name: _("시행 중인 판은 고칠 수 없어요. 새 판을 만들어 주세요.")
                        for name in changed
                    }
                )

    def text(self, language: str) -> str:
        """The body in the language asked, Korean where there is no translation."""
        return (self.text_en if language == "en" else "") or self.text_ko
