"""The words with which the log tells what happened to the people of an organisation."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from ..choices import Role

ADDED = "network.officer_added"
ROLE_CHANGED = "network.officer_role"
REMOVED = "network.officer_removed"
LEFT = "network.officer_left"
HANDED_OVER = "network.officer_handover"
INVITED = "network.officer_invited"
INVITED_AGAIN = "network.officer_invited_again"
REVOKED = "network.invitation_revoked"
ACCEPTED = "network.invitation_accepted"
ASKED_TO_JOIN = "network.join_request_asked"
JOIN_ACCEPTED = "network.join_request_accepted"
JOIN_DECLINED = "network.join_request_declined"
JOIN_WITHDRAWN = "network.join_request_withdrawn"
SUCCESSION_ASKED = "network.succession_asked"
SUCCESSION_CODE_SENT = "network.succession_code_sent"
SUCCESSION_CONFIRMED = "network.succession_confirmed"
SUCCESSION_ACCEPTED = "network.succession_accepted"
SUCCESSION_DECLINED = "network.succession_declined"
SUCCESSION_WITHDRAWN = "network.succession_withdrawn"

LABELS = {
    ADDED: _("실무자가 됨"),
    ROLE_CHANGED: _("실무자 역할 바꿈"),
    REMOVED: _("실무자 내보냄"),
    LEFT: _("실무자 나감"),
    HANDED_OVER: _("하던 일 넘김"),
    INVITED: _("실무자 초대"),
    INVITED_AGAIN: _("실무자 초대 다시 보냄"),
    REVOKED: _("실무자 초대 거둠"),
    ACCEPTED: _("실무자 초대 받아들임"),
    ASKED_TO_JOIN: _("기관 참여 요청"),
    JOIN_ACCEPTED: _("기관 참여 요청 받아들임"),
    JOIN_DECLINED: _("기관 참여 요청 받아들이지 않음"),
    JOIN_WITHDRAWN: _("기관 참여 요청 거둠"),
    SUCCESSION_ASKED: _("승계 신청"),
    SUCCESSION_CODE_SENT: _("승계 신청의 인증 코드 보냄"),
    SUCCESSION_CONFIRMED: _("승계 신청의 이메일 확인"),
    SUCCESSION_ACCEPTED: _("승계 승인"),
    SUCCESSION_DECLINED: _("승계 반려"),
    SUCCESSION_WITHDRAWN: _("승계 신청 거둠"),
}


def _name(key: str) -> str:
    person = get_user_model().objects.filter(key=key).first()
    return person.get_full_name() if person else gettext("떠난 사람")


class _PersonFormatter(LogFormatter):
    """The act, and upon whom, resolved when the log is read."""

    def format_message(self, log_entry):
        data = log_entry.data
        parts = (
            [gettext("%(name)s 님") % {"name": _name(data["person"])}] if "person" in data else []
        )
        if data.get("role") in Role.values:
            parts.append(str(Role(data["role"]).label))
        return ", ".join(parts)


@hooks.register("register_log_actions")
def register_officer_actions(actions):
    """Name every act upon officers, invitations, requests and successions."""
    for action, label in LABELS.items():
        actions.register_action(action)(
            type("OfficerActFormatter", (_PersonFormatter,), {"label": label})
        )
