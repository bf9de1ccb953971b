"""What a decision will do, in sentences, before it is made."""

from django.utils.translation import gettext as _

from ..models import Application, JoiningRules
from ..states import MOVES


def effects_of(application: Application, move: str, rules: JoiningRules) -> list[str]:
    """What happens when this move is made; said before the person confirms. ``rules`` are those of
    now: asked once, however many applications there are."""
    if move == "take":
        return [_("내가 검토하는 사람이 되고, 신청 현황에 '검토 중'으로 보여요.")]
    said = {
        "approve": _approved,
        "reject": _rejected,
        "request_changes": _changes_requested,
    }[move](application, rules)
    return [*said, _mail(application)]


def _approved(application: Application, rules: JoiningRules) -> list[str]:
    if application.applicant:
        return [
            _("참여기관이 되고, %(name)s 님이 그 기관의 관리자가 돼요.")
            % {"name": application.contact}
        ]
    if application.contact_email:
        return [_("참여기관이 되고, 담당자에게 관리자 초대 메일이 나가요.")]
    return [_("참여기관이 돼요. 담당자의 이메일이 없어 관리자는 아직 없어요.")]


def _rejected(application: Application, rules: JoiningRules) -> list[str]:
    return [
        _("신청이 끝나요. 되돌릴 수 없고, 다시 하려면 새로 신청해야 해요."),
        _("올린 서류는 %(days)s일 뒤에 없애요.") % {"days": rules.paper_days},
    ]


def _changes_requested(application: Application, rules: JoiningRules) -> list[str]:
    return [_("고른 부분만 다시 쓸 수 있게 열리고, 다시 낼 때까지 답할 날을 세지 않아요.")]


def _mail(application: Application) -> str:
    if application.contact_address:
        return _("%(name)s 님에게 메일이 바로 나가요.") % {"name": application.contact}
    return _("이메일이 없어 메일이 나가지 않아요. 다른 방법으로 알려 주세요.")


def hindrance(application: Application, move: str) -> str:
    """Why this move is not possible now; empty where it is."""
    if application.state in MOVES[move].sources:
        return ""
    return _("'%(state)s' 상태라 바꾸지 않아요.") % {"state": application.get_state_display()}
