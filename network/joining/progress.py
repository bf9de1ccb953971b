"""The stations of one application: which are behind, where it is, when each was reached."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yeongdeungpoever.korean.dates import format_date

from ..models import Application
from ..states import CLOSED, State


@dataclass(frozen=True, slots=True)
class Station:
    """``title`` and ``text`` as components/steps.html shows them."""

    title: str | Promise
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """All stations, and the number of the present one (from 1)."""

    stations: list[Station]
    current: int


_AT = {
    State.DRAFT: 1,
    State.SUBMITTED: 2,
    State.IN_REVIEW: 3,
    State.CHANGES_REQUESTED: 3,
    State.APPROVED: 4,
    State.REJECTED: 4,
    State.WITHDRAWN: 4,
}


def progress(application: Application) -> Progress:
    """The four stations; what is asked to be mended stands in the third, as the review rests."""
    stations = [
        Station(_("신청서 쓰기"), _day(application.created_at)),
        Station(_("접수"), _received(application)),
        Station(*_review(application)),
        Station(*_result(application)),
    ]
    return Progress(stations, _AT[State(application.state)])


def _day(moment) -> str:
    return format_date(moment) if moment else ""


def _received(application: Application) -> str:
    if not application.submitted_at:
        return _("신청서를 내면 접수번호를 받습니다.")
    return _("%(day)s 접수번호 %(number)s") % {
        "day": _day(application.submitted_at),
        "number": application.number,
    }


def _review(application: Application) -> tuple[str, str]:
    if application.state == State.CHANGES_REQUESTED:
        words = _("고쳐서 다시 내면 검토를 이어 갑니다. 그동안 기한은 멈춥니다.")
        return pgettext("신청 상태", "보완 요청"), words
    if application.answer_by and application.state not in CLOSED:
        return _("검토"), _("%(day)s까지 답합니다.") % {"day": format_date(application.answer_by)}
    return _("검토"), ""


def _result(application: Application) -> tuple[str, str]:
    if application.state not in CLOSED:
        return _("결과"), _("결과를 이메일로 알립니다.")
    return str(application.get_state_display()), _day(application.decided_at)
