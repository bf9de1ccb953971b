"""The parts of an application: what 보완 요청 names and unlocks; and the steps in which it goes.

A part is a group of columns (or the papers, the consents); a step is a page of the form.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """``fields`` are columns of Application; a part without columns is uploaded or ticked."""

    key: str
    step: str
    label: str | Promise
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    key: str
    label: str | Promise


STEPS = (
    Step("basics", _("기관")),
    Step("place", _("주소와 연락처")),
    Step("story", _("소개")),
    Step("papers", _("서류")),
    Step("contact", _("담당자와 동의")),
    Step("check", _("확인하고 내기")),
)

PARTS = (
    Part("identity", "basics", _("기관 이름과 종류"), ("kind", "name", "name_en", "unit")),
    Part("registration", "basics", _("등록번호"), ("registration_number", "has_no_number")),
    Part("business", "basics", _("분야와 규모"), ("industry", "size", "founded_year")),
    Part(
        "address",
        "place",
        _("주소"),
        ("postcode", "road_address", "address_detail", "dong"),
    ),
    Part("reach", "place", _("대표 연락처"), ("website", "telephone", "email")),
    Part("intro", "story", _("소개 글"), ("summary", "summary_en", "story", "story_en")),
    Part("goals", "story", _("ESG와 지속가능발전목표"), ("pillars", "sdgs")),
    Part("papers", "papers", _("서류와 로고"), ()),
    Part(
        "person",
        "contact",
        _("담당자"),
        ("contact_title", "contact_department", "contact_telephone"),
    ),
)

PART_BY_KEY = {part.key: part for part in PARTS}
STEP_BY_KEY = {step.key: step for step in STEPS}
FIELDS = tuple(name for part in PARTS for name in part.fields)


def parts_of(step: str) -> tuple[Part, ...]:
    """The parts of one step, in order."""
    return tuple(part for part in PARTS if part.step == step)
