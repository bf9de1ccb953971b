"""What is known about an organisation, the same in its record and in the application for it."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.korean.registration_number import format_registration_number
from yeongdeungpoever.vocabulary.bilingual import pick
from yeongdeungpoever.vocabulary.choices import IndustrySection, dong_choices

from ..choices import OrganisationKind, Size, Unit
from ..names import KEY_LENGTH, name_key

EARLIEST_YEAR = 1800
LATEST_YEAR = 2100


class OrganisationFacts(models.Model):
    """The columns; an application may leave any of them empty until it is handed in."""

    kind = models.CharField(_("종류"), max_length=16, choices=OrganisationKind, blank=True)
    unit = models.CharField(
        _("본점·지점 구분"), max_length=8, choices=Unit, default=Unit.HEAD, blank=True
    )
    name = models.CharField(_("기관 이름"), max_length=120, blank=True)
    name_en = models.CharField(_("영문 이름"), max_length=160, blank=True)
    # The name without legal form and spaces, kept by save(): by it two names are one.
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True, blank=True)
    # Ten digits without hyphens; empty where a nonprofit has none.
    registration_number = models.CharField(
        _("사업자등록번호 또는 고유번호"),
        max_length=10,
        blank=True,
        db_index=True,
        validators=[RegexValidator(r"^\d{10}$", _("숫자 10자리로 적어 주세요."))],
    )
    has_no_number = models.BooleanField(_("등록번호가 없음"), default=False)
    industry = models.CharField(_("분야"), max_length=1, choices=IndustrySection, blank=True)
    size = models.CharField(_("규모(일하는 사람)"), max_length=8, choices=Size, blank=True)
    founded_year = models.PositiveSmallIntegerField(
        _("설립 연도"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)],
    )
    postcode = models.CharField(
        _("우편번호"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("숫자 5자리로 적어 주세요."))],
    )
    road_address = models.CharField(_("도로명주소"), max_length=160, blank=True)
    address_detail = models.CharField(_("상세주소"), max_length=120, blank=True)
    dong = models.CharField(_("행정동"), max_length=40, choices=dong_choices, blank=True)
    website = models.URLField(_("누리집 주소"), max_length=300, blank=True)
    # As people write it (02-2670-0000); the form checks it.
    telephone = models.CharField(_("대표전화"), max_length=20, blank=True)
    email = models.EmailField(_("대표 이메일"), blank=True)
    summary = models.CharField(_("한 줄 소개"), max_length=120, blank=True)
    summary_en = models.CharField(_("한 줄 소개(영문)"), max_length=240, blank=True)
    story = models.TextField(_("소개 글"), max_length=3000, blank=True)
    story_en = models.TextField(_("소개 글(영문)"), max_length=6000, blank=True)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        self.name_key = name_key(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def local_name(self) -> str:
        """The name in the reader's language, where there is one."""
        return pick(self.name, self.name_en)

    @property
    def local_summary(self) -> str:
        """The summary in the reader's language, where there is one."""
        return pick(self.summary, self.summary_en)

    @property
    def printed_number(self) -> str:
        """The registration number as it is printed: ``220-81-62517``."""
        return format_registration_number(self.registration_number)

    @property
    def full_address(self) -> str:
        """``(07260) 도로명주소, 상세주소``; what is missing is left out."""
        code = f"({self.postcode})" if self.postcode else ""
        address = ", ".join(filter(None, (self.road_address, self.address_detail)))
        return " ".join(filter(None, (code, address)))
