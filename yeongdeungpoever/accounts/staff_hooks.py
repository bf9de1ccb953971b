"""Staff's coming and going in the back office: addresses, menu, log, and the dialog of sessions."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions):
    """Names of what is done to people's accounts, as the log shows them."""
    actions.register_action("accounts.invite", _("초대"), _("직원으로 초대했어요"))
    actions.register_action("accounts.invite_again", _("다시 초대"), _("초대를 다시 보냈어요"))
    actions.register_action("accounts.revoke_invitation", _("초대 거둠"), _("초대를 거두었어요"))
    actions.register_action("accounts.accept_invitation", _("초대 수락"), _("초대를 받아들였어요"))
    actions.register_action(
        "accounts.reset_factor", _("2단계 인증 지움"), _("2단계 인증을 지웠어요")
    )
