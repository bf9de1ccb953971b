"""Who someone is."""

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.core.validators import MinLengthValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# The columns that give or take rights; every change of one is kept (rights_log.py).
RIGHTS_FIELDS = frozenset({"is_superuser", "is_active", "department", "staff_until"})


class LastAdministrator(PermissionDenied):
    """Nobody could administer the site after this."""

    def __init__(self):
        super().__init__(_("관리자가 한 사람은 남아야 합니다. 먼저 다른 관리자를 초대해 주세요."))


class UserQuerySet(models.QuerySet):
    def staff(self):
        """Whoever was given the back office, by role or as an administrator; active or not."""
        entry = Q(permissions__codename="access_admin")
        holders = Group.objects.filter(entry, permissions__content_type__app_label="wagtailadmin")
        return self.filter(Q(is_superuser=True) | Q(groups__in=holders)).distinct()

    def update(self, **fields):
        """As ever, except for rights: those rows are saved one by one, so that Wagtail's bulk
        actions too keep what they change and never close out the last administrator."""
        if not RIGHTS_FIELDS & fields.keys():
            return super().update(**fields)
        with transaction.atomic(using=self.db):
            people = list(self.select_for_update().order_by("pk"))
            for person in people:
                for name, value in fields.items():
                    setattr(person, name, value)
                person.save(update_fields=list(fields))
        return len(people)

    update.alters_data = True  # type: ignore[attr-defined]


class UserManager(BaseUserManager):
    """Makes users whose e-mail is their login."""

    use_in_migrations = True

    def get_queryset(self):
        return UserQuerySet(self.model, using=self._db)

    def staff(self):
        """See :meth:`UserQuerySet.staff`."""
        return self.get_queryset().staff()

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
    unused_from = models.DateTimeField(_("쓰지 않은 날을 세는 때"), null=True, editable=False)
    sessions_ended_at = models.DateTimeField(null=True, editable=False)
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

    # Set on the person of a request by accounts/middleware.py: whether the session has passed the
    # second factor. None where there is no session: a command, a task, a row from a list.
    session_passed: bool | None = None

    def has_perm(self, perm, obj=None):
        """Permissions are of the back office alone, so a session without the second factor has
        none: no page, list, document, bar or preview that asks for one opens to it."""
        return self._may_work_now and super().has_perm(perm, obj)

    def has_module_perms(self, app_label):
        return self._may_work_now and super().has_module_perms(app_label)

    @property
    def _may_work_now(self) -> bool:
        return self.session_passed is not False and not self.is_past_end

    @property
    def is_past_end(self) -> bool:
        """Whether the last day of the rights has gone by, even if no nightly task ran since."""
        return self.staff_until is not None and self.staff_until < timezone.localdate()

    @property
    def works_here(self) -> bool:
        """Whether the person was given the back office, whatever this session has passed."""
        return (
            self.is_active
            and not self.is_past_end
            and super().has_perm("wagtailadmin.access_admin")
        )

    @property
    def is_staff(self) -> bool:
        """Whether the person may open the back office now; a permission, never a column."""
        return self.is_active and self.has_perm("wagtailadmin.access_admin")

    def save(self, *args, update_fields=None, **kwargs):
        """A change of rights is saved together with its row in the log, or not at all. An account
        switched on again, by whatever road, is no longer locked."""
        if self.is_active and self.locked_at:
            self.locked_at, self.unused_from = None, timezone.now()
            if update_fields is not None:
                update_fields = {*update_fields, "locked_at", "unused_from"}
        if update_fields is not None and not RIGHTS_FIELDS & set(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)
            return
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, update_fields=update_fields, **kwargs)

    def _get_session_auth_hash(self, secret=None):
        """Sessions die with the password they were opened with, and when they are ended."""
        mark = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        return salted_hmac(
            "accounts.User.session", f"{self.password}{mark}", secret=secret, algorithm="sha256"
        ).hexdigest()
