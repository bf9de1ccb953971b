"""What an application still lacks before it can be handed in, step by step.

Which papers an organisation of a kind hands in is a proposal of 모집·운영안내, marked there as
예시안: it stands in no source.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.accounts.models import JOINING_CONSENTS
from yeongdeungpoever.korean.registration_number import is_registration_number

from ..choices import OrganisationKind, PaperSlot
from ..models import Application
from ..models.applications import Channel
from ..names import name_key
from ..parts import STEPS


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet. ``part`` is a key of :mod:`network.parts`, or ``consents``;
    ``field`` the form's field to go to, empty where it is no field of the model."""

    step: str
    part: str
    sentence: str | Promise
    field: str = ""


_NEEDED = (
    ("basics", "identity", "kind", _("기관의 종류를 골라 주세요.")),
    ("basics", "identity", "name", _("기관 이름을 적어 주세요.")),
    ("basics", "identity", "unit", _("본점인지 지점인지 골라 주세요.")),
    ("basics", "business", "industry", _("분야를 골라 주세요.")),
    ("basics", "business", "size", _("규모를 골라 주세요.")),
    ("place", "address", "road_address", _("도로명주소를 적어 주세요.")),
    ("place", "address", "dong", _("행정동을 골라 주세요.")),
    ("place", "reach", "telephone", _("대표전화를 적어 주세요.")),
    ("story", "intro", "summary", _("한 줄 소개를 적어 주세요.")),
    ("contact", "person", "contact_telephone", _("담당자 전화번호를 적어 주세요.")),
)
# Who may apply without a registration number, with another paper instead (product.md).
WITHOUT_NUMBER = (OrganisationKind.NONPROFIT,)


def missing(application: Application) -> list[Missing]:
    """Everything that is still missing, in the order of the form; empty when it may be handed in.

    Papers and consents are asked of applicants only: of what staff enter for somebody they stand
    on paper.
    """
    found = [
        Missing(step, part, sentence, name)
        for step, part, name, sentence in _NEEDED
        if not getattr(application, name) or (name == "name" and not name_key(application.name))
    ]
    found += _number(application)
    if application.channel == Channel.ONLINE:
        found += _papers(application) + _consents(application)
    return sorted(found, key=lambda each: _ORDER.index(each.step))


_ORDER = tuple(step.key for step in STEPS)


def _number(application: Application) -> list[Missing]:
    step, part, field = "basics", "registration", "registration_number"
    if application.registration_number:
        if is_registration_number(application.registration_number):
            return []
        return [Missing(step, part, _("등록번호가 맞지 않아요. 다시 확인해 주세요."), field)]
    if application.has_no_number:
        if application.kind in WITHOUT_NUMBER:
            return []
        sentence = _(
            "등록번호 없이 신청할 수 있는 것은 비영리기관뿐이에요. 등록번호를 적어 주세요."
        )
        return [Missing(step, part, sentence, field)]
    return [Missing(step, part, _("사업자등록번호나 고유번호를 적어 주세요."), field)]


def slots_needed(application: Application) -> tuple[PaperSlot, ...]:
    """The papers of which one must be there; empty where none is asked."""
    if application.kind == OrganisationKind.DISTRICT_OFFICE:
        return ()
    if application.has_no_number and not application.registration_number:
        return (PaperSlot.PROOF,)
    if application.kind == OrganisationKind.OTHER:
        return (PaperSlot.REGISTRATION, PaperSlot.PROOF)
    return (PaperSlot.REGISTRATION,)


_PAPER_SENTENCES = {
    (PaperSlot.PROOF,): _("등록을 확인할 수 있는 서류를 올려 주세요."),
    (PaperSlot.REGISTRATION,): _("사업자등록증 또는 고유번호증 사본을 올려 주세요."),
    (PaperSlot.REGISTRATION, PaperSlot.PROOF): _(
        "사업자등록증, 고유번호증, 등록을 확인할 수 있는 서류 가운데 하나를 올려 주세요."
    ),
}


def _papers(application: Application) -> list[Missing]:
    slots = slots_needed(application)
    if not slots or application.papers.here().filter(slot__in=slots).exists():
        return []
    return [Missing("papers", "papers", _PAPER_SENTENCES[slots])]


_CONSENT_SENTENCES = {
    "joining": _("담당자 개인정보의 수집·이용에 동의해 주세요."),
    "rules": _("운영규정에 동의해 주세요."),
}


def _consents(application: Application) -> list[Missing]:
    given = set()
    if application.pk:
        given = set(application.consents.in_force().values_list("policy__kind", flat=True))
    return [
        Missing("contact", "consents", _CONSENT_SENTENCES[kind], f"consent_{kind}")
        for kind in JOINING_CONSENTS
        if kind not in given
    ]
