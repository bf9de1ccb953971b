"""Staff's coming and going in the back office: addresses, menu, log, and the dialog of sessions."""

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .staff_screens import (
    InvitationsView,
    InviteView,
    RenewView,
    ResetFactorView,
    RevokeView,
    UnlockView,
)


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


@hooks.register("register_admin_urls")
def addresses():
    """The list of invitations and what administrators do for colleagues."""
    patterns = [
        path("", InvitationsView.as_view(), name="index"),
        path("results/", InvitationsView.as_view(results_only=True), name="index_results"),
        path("new/", InviteView.as_view(), name="new"),
        path("<uuid:key>/renew/", RenewView.as_view(), name="renew"),
        path("<uuid:key>/revoke/", RevokeView.as_view(), name="revoke"),
        path("factor/<int:pk>/", ResetFactorView.as_view(), name="reset_factor"),
        path("unlock/<int:pk>/", UnlockView.as_view(), name="unlock"),
    ]
    return [path("invitations/", include((patterns, "invitations")))]


class _AdministratorsItem(MenuItem):
    def is_shown(self, request):
        return request.user.is_superuser


@hooks.register("register_settings_menu_item")
def menu():
    """직원 초대, for administrators, beside the users."""
    return _AdministratorsItem(
        _("직원 초대"),
        reverse("invitations:index"),
        name="invitations",
        icon_name="mail",
        order=605,
    )


@hooks.register("insert_global_admin_css")
def session_style():
    """The look of the dialog that asks before the session ends."""
    return format_html('<link rel="stylesheet" href="{}">', static("account/session.css"))


@hooks.register("insert_global_admin_js")
def session_dialog():
    """The dialog itself, on every page of the back office."""
    context = {"warn": settings.SESSION_WARN_SECONDS}
    dialog = render_to_string("accounts/sessions/dialog.html", context)
    script = format_html('<script type="module" src="{}"></script>', static("account/session.js"))
    return dialog + script
