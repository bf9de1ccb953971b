"""What waits, hung into the back office."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from yeongdeungpoever.sheets.exports import SafeExport

from .models import ClosedDay
from .panels import DutiesPanel
from .permissions import may_see_list
from .views import DutyListView, PutAwayView, TakeView


@hooks.register("register_admin_urls")
def addresses():
    """The list and its buttons."""
    patterns = [
        path("", DutyListView.as_view(), name="list"),
        path("results/", DutyListView.as_view(results_only=True), name="list_results"),
        path("<int:pk>/take/", TakeView.as_view(), name="take"),
        path("<int:pk>/put-away/", PutAwayView.as_view(), name="put_away"),
    ]
    return [path("duties/", include((patterns, "duties")))]


class _DutiesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_list(request.user)


@hooks.register("register_admin_menu_item")
def menu():
    """기다리는 일, first in the menu."""
    return _DutiesMenuItem(
        _("기다리는 일"), reverse("duties:list"), name="duties", icon_name="tasks", order=50
    )


@hooks.register("construct_homepage_panels")
def first_panel(request, panels):
    """What waits, before what the person did."""
    panels.append(DutiesPanel(request))


class SafeIndexView(SafeExport, IndexView):
    """A list whose files are safe to open."""


class ClosedDayViewSet(SnippetViewSet):
    """임시공휴일: whoever enters one moves every counted date that it lies before."""

    model = ClosedDay
    index_view_class = SafeIndexView
    icon = "calendar-alt"
    menu_label = _("임시공휴일")
    menu_order = 690
    add_to_settings_menu = True
    list_display = ["day", "name"]
    list_export = ["day", "name"]
    export_filename = "closed-days"
    ordering = ["-day"]


register_snippet(ClosedDayViewSet)
