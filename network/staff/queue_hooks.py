"""The queue of applications, hung into the back office."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from ..models import Application
from ..permissions import may_open_queue
from . import queue_logs
from .bulk import BulkView
from .detail import (
    ApplicationView,
    AssignView,
    CheckView,
    DecideView,
    NoteView,
    TakeView,
)
from .entry import (
    AmendView,
    EntryView,
    RemoveView,
    StandInMoveView,
    UploadView,
)
from .queue import QueueView

__all__ = ["queue_logs"]


@hooks.register("register_admin_urls")
def queue_addresses():
    """The list, the application on one screen, and what is done there."""
    patterns = [
        path("", QueueView.as_view(), name="list"),
        path("results/", QueueView.as_view(results_only=True), name="list_results"),
        path("decide/", BulkView.as_view(), name="bulk"),
        path("enter/", EntryView.as_view(), name="enter"),
        path("<uuid:key>/", ApplicationView.as_view(), name="application"),
        path("<uuid:key>/decide/", DecideView.as_view(), name="decide"),
        path("<uuid:key>/take/", TakeView.as_view(), name="take"),
        path("<uuid:key>/assign/", AssignView.as_view(), name="assign"),
        path("<uuid:key>/note/", NoteView.as_view(), name="note"),
        path("<uuid:key>/amend/", AmendView.as_view(), name="amend"),
        path("<uuid:key>/stand-in/", StandInMoveView.as_view(), name="stand_in"),
        path("<uuid:key>/papers/", UploadView.as_view(), name="upload"),
        path("<uuid:key>/papers/<uuid:paper>/check/", CheckView.as_view(), name="check"),
        path("<uuid:key>/papers/<uuid:paper>/remove/", RemoveView.as_view(), name="remove"),
    ]
    return [path("applications/", include((patterns, "joining")))]


class _QueueMenuItem(MenuItem):
    """가입 신청, with how many are with us: those whose clock runs."""

    def is_shown(self, request):
        return may_open_queue(request.user)

    def render_component(self, request):
        count = Application.objects.running().count()
        label = str(self.label)
        if count:
            label = ngettext("%(label)s (%(count)s)", "%(label)s (%(count)s)", count) % {
                "label": label,
                "count": count,
            }
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname,
            attrs=self.attrs,
        )  # fmt: skip


@hooks.register("register_admin_menu_item")
def queue_menu():
    """Right after what waits."""
    return _QueueMenuItem(
        _("가입 신청"),
        reverse("joining:list"),
        name="applications",
        icon_name="doc-full-inverse",
        order=60,
    )
