"""What an organisation is: lists of the joining form and the directory. Values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    """The kinds of product.md, the first four from the report (2022년 주요업무 보고 13쪽)."""

    COMPANY = "company", _("기업")
    PUBLIC_BODY = "public_body", _("공공기관")
    NONPROFIT = "nonprofit", _("비영리기관")
    DISTRICT_OFFICE = "district_office", _("구청·산하기관")
    SCHOOL = "school", _("학교")
    OTHER = "other", _("기타")


class Unit(models.TextChoices):
    """Which unit of the holder of a registration number joins: two units may both be members."""

    HEAD = "head", _("본점")
    BRANCH = "branch", _("지점")
    DIVISION = "division", _("본부")
    SITE = "site", _("사업장")


class Size(models.TextChoices):
    """By people at work, in the classes of 전국사업체조사 (국가데이터처), joined to four."""

    TINY = "tiny", _("1~4명")
    SMALL = "small", _("5~49명")
    MEDIUM = "medium", _("50~299명")
    LARGE = "large", _("300명 이상")


class Role(models.TextChoices):
    """What somebody is in an organisation."""

    MANAGER = "manager", pgettext_lazy("기관", "관리자")
    OFFICER = "officer", _("실무자")


class PaperSlot(models.TextChoices):
    """What an uploaded paper is."""

    REGISTRATION = "registration", _("사업자등록증 또는 고유번호증 사본")
    PROOF = "proof", _("등록을 확인할 수 있는 서류")
    LETTER = "letter", _("공문 또는 위임장")
    OTHER = "other", _("그 밖의 서류")
    LOGO = "logo", _("기관 로고")
