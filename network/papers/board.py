"""The upload part of the form: what each slot takes, what is there, what was refused last."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..choices import PaperSlot
from ..joining.completeness import slots_needed
from ..models import Application, Paper
from ..permissions import may_change_papers
from .actions import is_open
from .checking import Limits, limits_of

# Session: {key of the application: {slot: [sentence, …]}}, until the page has shown them.
_REFUSED = "papers_refused"
_HELP = {
    PaperSlot.REGISTRATION: _("사업자등록증이나 고유번호증을 사진으로 찍어 올려도 돼요."),
    PaperSlot.PROOF: _("단체등록증, 설립 허가서, 정관처럼 등록이나 설립을 알 수 있는 서류예요."),
    PaperSlot.LETTER: _("기관의 공문이나 위임장이 있으면 올려 주세요."),
    PaperSlot.OTHER: _("더 보여 주고 싶은 서류가 있으면 올려 주세요."),
    PaperSlot.LOGO: _("승인되면 참여기관 소개에 실려요. 새로 올리면 앞의 것을 대신해요."),
}
# Shown to whoever needs them or has them already.
_ON_NEED = (PaperSlot.REGISTRATION, PaperSlot.PROOF)


@dataclass(frozen=True, slots=True)
class Slot:
    """One heading of the upload part with its field."""

    key: str
    label: str | Promise
    help: str | Promise
    limits: Limits
    is_needed: bool
    is_one_of: bool
    papers: list[Paper] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        return self.key == PaperSlot.LOGO

    @property
    def field_id(self) -> str:
        return f"id_paper_{self.key}"


@dataclass(frozen=True, slots=True)
class Board:
    """All of it. ``is_open``: whether something may be put up or taken away now."""

    slots: list[Slot]
    limits: Limits
    count: int
    is_open: bool
    refused: list[str]

    @property
    def is_full(self) -> bool:
        return self.count >= self.limits.max_count


def board(request, application: Application) -> Board:
    """The upload part for this person; what was refused last is told once."""
    papers = list(application.papers.here())
    needed = slots_needed(application)
    refused = take_refused(request, application)
    slots = [
        Slot(
            key=slot.value,
            label=slot.label,
            help=_HELP[slot],
            limits=limits_of(slot),
            is_needed=slot in needed and len(needed) == 1,
            is_one_of=slot in needed and len(needed) > 1,
            papers=[paper for paper in papers if paper.slot == slot],
            refused=refused.pop(slot.value, []),
        )
        for slot in PaperSlot
    ]
    shown = [
        slot
        for slot in slots
        if slot.key not in _ON_NEED
        or slot.is_needed
        or slot.is_one_of
        or slot.papers
        or slot.refused
    ]
    return Board(
        slots=shown,
        limits=limits_of(PaperSlot.OTHER),
        count=len(papers),
        is_open=may_change_papers(request.user, application) and is_open(application),
        refused=[sentence for rest in refused.values() for sentence in rest],
    )


def keep_refused(request, application: Application, slot: str, sentences: list[str]) -> None:
    """Remember what was refused until the page shows it beside its field."""
    known = slot if slot in PaperSlot.values else ""
    request.session[_REFUSED] = {str(application.key): {known: sentences}}


def take_refused(request, application: Application) -> dict[str, Any]:
    """What was refused for this application, by slot; forgotten by reading it."""
    if str(application.key) not in request.session.get(_REFUSED, {}):
        return {}
    return request.session.pop(_REFUSED)[str(application.key)]
