"""How Wagtail's log names what staff do with an application besides its moves."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

NOTED = "network.application_noted"


@hooks.register("register_log_actions")
def register_queue_actions(actions):
    """Name the acts."""
    actions.register_action(NOTED, _("내부 메모 남김"), _("가입 신청에 내부 메모를 남겼습니다"))
