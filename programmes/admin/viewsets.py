"""The back office of figures as Wagtail knows it: addresses and menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import DivisionBudget
from ..permissions import may_see_waiting
from .division import (
    EDIT_HANDLER,
    TableCreateView,
    TableDeleteView,
    TableEditView,
    TableIndexView,
)
from .figures import ConfirmView, CorrectView, EnterView, FiguresView
from .next_year import NextYearView
from .pasting import PasteView
from .waiting import WaitingView


class _WaitingMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_waiting(request.user)


class FiguresViewSet(ViewSet):
    """Screens of every book, and the list of what waits."""

    name = "figures"
    icon = "circle-check"
    menu_label = _("확인을 기다리는 수치")
    menu_item_class = _WaitingMenuItem

    def get_urlpatterns(self):
        book = "<slug:kind>/<int:pk>/"
        row = f"{book}<slug:table>/"
        return [
            path("waiting/", WaitingView.as_view(), name="waiting"),
            path(
                "waiting/results/", WaitingView.as_view(results_only=True), name="waiting_results"
            ),
            path(book, FiguresView.as_view(), name="book"),
            path(f"{book}confirm/", ConfirmView.as_view(), name="confirm"),
            path(f"{book}next-year/", NextYearView.as_view(), name="next_year"),
            path(f"{row}enter/", EnterView.as_view(), name="enter"),
            path(f"{row}paste/", PasteView.as_view(), name="paste"),
            path(f"{row}<int:row>/correct/", CorrectView.as_view(), name="correct"),
        ]


class DivisionBudgetViewSet(ModelViewSet):
    """예산 현황."""

    model = DivisionBudget
    name = "division_budgets"
    url_prefix = "division-budgets"
    icon = "table"
    menu_label = _("예산 현황")
    index_view_class = TableIndexView
    add_view_class = TableCreateView
    edit_view_class = TableEditView
    delete_view_class = TableDeleteView
    copy_view_enabled = False
    list_filter = ["year", "division"]
    ordering = ["-year", "division"]
    edit_handler = EDIT_HANDLER


class FiguresGroup(ViewSetGroup):
    """수치와 예산 in the menu."""

    menu_label = _("수치와 예산")
    menu_icon = "table"
    menu_order = 250
    items = (FiguresViewSet, DivisionBudgetViewSet)
