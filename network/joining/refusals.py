"""Why a move is not possible any more, in words for whoever wanted to make it."""

from django.utils.translation import gettext_lazy as _

from ..models import Application
from ..permissions import may_see_application
from ..states import State

_TO_APPLICANT = {
    State.DRAFT: _("아직 내지 않은 신청서예요."),
    State.SUBMITTED: _("이미 낸 신청서예요."),
    State.IN_REVIEW: _("이미 낸 신청서예요. 지금 검토하고 있어요."),
    State.CHANGES_REQUESTED: _("그 사이 보완을 요청했어요. 신청 현황을 다시 봐 주세요."),
    State.APPROVED: _("그 사이 승인된 신청이에요."),
    State.REJECTED: _("그 사이 반려된 신청이에요. 신청 현황을 다시 봐 주세요."),
    State.WITHDRAWN: _("이미 취하한 신청이에요."),
}
_TO_ONESELF = {
    State.DRAFT: _("아직 내지 않은 신청서예요."),
    State.SUBMITTED: _("이미 접수한 신청이에요."),
    State.IN_REVIEW: _("이미 검토를 시작한 신청이에요."),
    State.CHANGES_REQUESTED: _("이미 보완을 요청한 신청이에요."),
    State.APPROVED: _("이미 승인한 신청이에요."),
    State.REJECTED: _("이미 반려한 신청이에요."),
    State.WITHDRAWN: _("이미 취하한 신청이에요."),
}
_BY_STAFF = {
    State.DRAFT: _("아직 내지 않은 신청서예요."),
    State.SUBMITTED: _("그 사이 %(name)s 님이 접수했어요."),
    State.IN_REVIEW: _("그 사이 %(name)s 님이 검토를 시작했어요."),
    State.CHANGES_REQUESTED: _("그 사이 %(name)s 님이 보완을 요청했어요."),
    State.APPROVED: _("그 사이 %(name)s 님이 승인했어요."),
    State.REJECTED: _("그 사이 %(name)s 님이 반려했어요."),
    State.WITHDRAWN: _("그 사이 %(name)s 님이 취하했어요."),
}
_WITHOUT_NAME = {
    State.DRAFT: _("아직 내지 않은 신청서예요."),
    State.SUBMITTED: _("이미 접수한 신청이에요."),
    State.IN_REVIEW: _("그 사이 검토를 시작한 신청이에요."),
    State.CHANGES_REQUESTED: _("그 사이 보완을 요청한 신청이에요."),
    State.APPROVED: _("그 사이 승인된 신청이에요."),
    State.REJECTED: _("그 사이 반려된 신청이에요."),
    State.WITHDRAWN: _("그 사이 취하된 신청이에요."),
}
_BY_APPLICANT = {
    State.IN_REVIEW: _("그 사이 신청한 쪽에서 보완해 다시 냈어요."),
    State.WITHDRAWN: _("그 사이 신청한 쪽에서 취하했어요."),
}


def moved_on(application: Application, by) -> str:
    """Why the move is not possible any more: to staff with the name of whoever was faster, to the
    applicant without."""
    state = State(application.state)
    if may_see_application(by, application):
        return str(_TO_APPLICANT[state])
    last = application.moves.select_related("by").filter(state=state).last()
    if last is None or last.by is None:
        return str(_WITHOUT_NAME[state])
    if last.by_id == by.pk:
        return str(_TO_ONESELF[state])
    if last.by_id == application.applicant_id:
        return str(_BY_APPLICANT.get(state) or _WITHOUT_NAME[state])
    return str(_BY_STAFF[state]) % {"name": last.by.get_full_name()}
