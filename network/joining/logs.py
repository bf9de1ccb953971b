"""The words with which Wagtail's log tells what happened to an application.

Who acted stands in the entry itself; its data names records and people by their keys, never by
their names. What was told to the applicant is in the application's own moves.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

PREFIX = "network.application."
ENTER = f"{PREFIX}enter"
AMEND = f"{PREFIX}amend"
ASSIGN = f"{PREFIX}assign"
POSTPONE = f"{PREFIX}postpone"
ADMIT = "network.organisation.admit"

LABELS = {
    f"{PREFIX}submit": _("가입 신청 접수"),
    f"{PREFIX}take": _("가입 신청 검토 시작"),
    f"{PREFIX}request_changes": _("가입 신청 보완 요청"),
    f"{PREFIX}resubmit": _("가입 신청 보완 접수"),
    f"{PREFIX}approve": _("가입 신청 승인"),
    f"{PREFIX}reject": _("가입 신청 반려"),
    f"{PREFIX}withdraw": _("가입 신청 취하"),
    ENTER: _("전화·서면 가입 신청 입력"),
    AMEND: _("전화·서면 가입 신청 고침"),
    ASSIGN: _("가입 신청 검토하는 사람 정함"),
    POSTPONE: _("가입 신청의 답할 날 미룸"),
    ADMIT: _("참여기관이 됨"),
}


@hooks.register("register_log_actions")
def register_application_actions(actions):
    """Name every act on an application."""
    for key, label in LABELS.items():
        actions.register_action(key, label, label)
