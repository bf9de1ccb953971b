"""Who someone is."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
    staff_until = models.DateField(
        _("직원 권한 종료일"),
        null=True,
        blank=True,
        help_text=_("이 날이 지나면 관리 화면에 들어갈 수 없어요. 비우면 끝이 없어요."),
    )
    locked_at = models.DateTimeField(_("잠긴 때"), null=True, editable=False)
    age_declared_at = models.DateTimeField(
        _("만 14세 이상이라고 밝힌 때"), null=True, editable=False
    )
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
