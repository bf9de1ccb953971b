"""The back office of figures, hung into Wagtail's."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from .admin import guards  # noqa: F401 - its hooks register themselves
from .admin.books import EditionBook
from .admin.panels import WaitingFiguresPanel
from .admin.reports import ReconciliationView
from .admin.viewsets import FiguresGroup
from .models import DivisionBudget, EditionPage
from .permissions import DivisionBudgetPolicy, may_read_reconciliation

register_permission_policy(DivisionBudget, DivisionBudgetPolicy(DivisionBudget))


@hooks.register("register_admin_viewset")
def figures():
    """수치와 예산 in the menu, and the addresses of its screens."""
    return FiguresGroup()


@hooks.register("register_admin_urls")
def report_addresses():
    """Addresses of 예산 대조."""
    view = ReconciliationView.as_view
    return [
        path("reports/budget/", view(), name="budget_reconciliation"),
        path(
            "reports/budget/results/",
            view(results_only=True),
            name="budget_reconciliation_results",
        ),
    ]


class _ReconciliationMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_reconciliation(request.user)


@hooks.register("register_reports_menu_item")
def reconciliation():
    """예산 대조 among the reports."""
    return _ReconciliationMenuItem(
        _("예산 대조"),
        reverse("budget_reconciliation"),
        name="budget-reconciliation",
        icon_name="table",
        order=100,
    )


@hooks.register("construct_homepage_panels")
def waiting_figures(request, panels):
    """What waits to be confirmed, on the first page."""
    panels.append(WaitingFiguresPanel(request))


def _buttons(page, user):
    if page.specific_class is not EditionPage:
        return
    book = EditionBook(page.specific)
    if book.may_open(user):
        yield Button(_("수치"), book.url(), icon_name="table", priority=5)
    if book.may_make_next(user):
        yield Button(_("다음 해 만들기"), book.url("next_year"), icon_name="copy", priority=35)


@hooks.register("register_page_header_buttons")
def header_buttons(page, user, view_name, next_url=None):
    """From an edition's editor to its figures and to next year."""
    yield from _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page, user, next_url=None):
    """The same from the list of pages."""
    yield from _buttons(page, user)
