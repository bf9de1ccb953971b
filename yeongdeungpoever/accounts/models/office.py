"""The district office: its teams, and how it is reached."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from yeongdeungpoever.vocabulary.bilingual import pick

EDITORS_SUFFIX = " 편집자"


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
    parent_name_en = models.CharField(_("상위 부서 영문 표기"), max_length=120, blank=True)
    duties = models.TextField(_("하는 일"), blank=True, help_text=_("한 줄에 하나씩 적어요."))
    duties_en = models.TextField(
        _("하는 일(영문)"), blank=True, help_text=_("한 줄에 하나씩 적어요.")
    )
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
    hours_en = models.CharField(_("운영 시간(영문)"), max_length=80, blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("부서")
        verbose_name_plural = _("부서")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name

    def clean(self):
        """Raises ValidationError for a new name whose group of editors is there already: its
        members would become this department's editors."""
        super().clean()
        kept = Department.objects.filter(name=self.name).exists()
        if not kept and Group.objects.filter(name=self.editors_name).exists():
            message = _(
                "‘%(group)s’ 그룹이 이미 있어요. 그 사람들이 이 부서의 편집자가 되지 않도록 다른 "
                "이름을 쓰거나, 관리자가 그 그룹을 먼저 지워 주세요."
            )
            raise ValidationError(
                {"name": ValidationError(message, params={"group": self.editors_name})}
            )

    @property
    def editors_name(self) -> str:
        """The name of its group of editors: ``대외협력팀 편집자``."""
        return f"{self.name}{EDITORS_SUFFIX}"

    @property
    def local_name(self) -> str:
        """The name in the reader's language, where there is one."""
        return pick(self.name, self.name_en)

    @property
    def local_parent_name(self) -> str:
        """What the team belongs to, in the reader's language."""
        return pick(self.parent_name, self.parent_name_en)

    @property
    def local_hours(self) -> str:
        """When it answers, in the reader's language."""
        return pick(self.hours, self.hours_en)

    @property
    def duty_lines(self) -> list[str]:
        """The team's duties in the reader's language, one string a line."""
        duties = pick(self.duties, self.duties_en)
        return [line.strip() for line in duties.splitlines() if line.strip()]


@register_setting(icon="site")
class OfficeContact(BaseGenericSetting):
    """구청 연락처: what stands at the foot of every page. What is unset is not shown."""

    postcode = models.CharField(_("우편번호"), max_length=5, blank=True)
    address = models.CharField(_("주소"), max_length=120, blank=True)
    address_en = models.CharField(_("영문 주소"), max_length=160, blank=True)
    telephone = models.CharField(_("대표전화"), max_length=20, blank=True)
    hours = models.CharField(_("운영 시간"), max_length=80, blank=True)
    hours_en = models.CharField(_("운영 시간(영문)"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("구청 연락처")

    @property
    def local_address(self) -> str:
        """The address in the reader's language, where there is one."""
        return pick(self.address, self.address_en)

    @property
    def local_hours(self) -> str:
        """When the office answers, in the reader's language."""
        return pick(self.hours, self.hours_en)

    @classmethod
    def current(cls) -> "OfficeContact":
        """The contact as set, or an empty one; Wagtail's ``load()`` would write at a reading."""
        return cls.objects.first() or cls()
