"""인사이동 in the back office: its addresses, its place in the menu, its words in the log."""

from django.urls import include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from . import handover
from .handover_views import CancelView, HandOverView, ResultView
from .models import User


@hooks.register("register_admin_urls")
def addresses():
    """The form, one hand-over, and calling it off."""
    patterns = [
        path("", HandOverView.as_view(), name="form"),
        path("<int:pk>/", ResultView.as_view(), name="result"),
        path("<int:pk>/cancel/", CancelView.as_view(), name="cancel"),
    ]
    return [path("handover/", include((patterns, "handover")))]


class _HandOverItem(MenuItem):
    def is_shown(self, request):
        return handover.may_hand_over(request.user)


@hooks.register("register_settings_menu_item")
def menu():
    """인사이동, for administrators."""
    return _HandOverItem(
        _("인사이동"), reverse("handover:form"), name="handover", icon_name="group", order=610
    )


class _HandOverFormatter(LogFormatter):
    """``인사이동: 시험 검토자 님에게 옮기고 권한을 끝냄``"""

    label = _("인사이동")

    def format_message(self, log_entry):
        successor = User.objects.filter(key=log_entry.data["successor"]).first()
        name = successor.name if successor else gettext("떠난 사람")
        return _("인사이동: %(name)s 님에게 옮기고 권한을 끝냄") % {"name": name}


@hooks.register("register_log_actions")
def register_handover_action(actions):
    """Name the act for Wagtail's log."""
    actions.register_action(handover.DONE)(_HandOverFormatter)
