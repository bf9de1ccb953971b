"""확인을 기다리는 수치: every waiting row in one list, confirmed many at once."""

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import BaseListingView

from .. import actions
from ..models import IndicatorValue, LedgerRow
from ..permissions import may_confirm_some, may_see_waiting
from .books import Book, book_of
from .entries import Row, token_of
from .screens import STYLES

# The division's table belongs to no department.
_DIVISION = "division"


class WaitingRow:
    """A row that waits, with its book, as the list shows it."""

    def __init__(self, row: Row):
        self.row = row
        self.book: Book = book_of(row)
        self.token = token_of(row)
        self.result = ""
        self.is_done = False

    @property
    def label(self) -> str:
        """Which figure of its book."""
        row = self.row
        if isinstance(row, LedgerRow):
            return row.about or _("재원 구분 없음")
        return row.about

    @property
    def year(self) -> int:
        return self.book.subject.year

    @property
    def department(self):
        """The department of the edition; None for the division's table."""
        return self.row.edition.department if self.row.edition_id else None

    @property
    def department_key(self) -> str:
        return str(self.department.pk) if self.department else _DIVISION

    @property
    def department_name(self) -> str:
        """The department, or the division whose table it is."""
        if self.row.edition_id:
            return str(self.department or "")
        return self.book.subject.division


def waiting_rows(user) -> list[WaitingRow]:
    """Rows that wait, the longest waiting first: all for who confirms, for editors their own
    department's."""
    found = [*LedgerRow.objects.waiting(), *IndicatorValue.objects.waiting()]
    rows = [WaitingRow(row) for row in found]
    rows.sort(key=lambda row: row.row.entered_at)
    if may_confirm_some(user):
        return rows
    return [row for row in rows if row.book.may_open(user)]


class WaitingFilterSet(WagtailFilterSet):
    """By department and year, of those that wait."""

    department = django_filters.ChoiceFilter(label=gettext_lazy("담당 부서"))
    year = django_filters.ChoiceFilter(label=gettext_lazy("연도"))

    class Meta:
        model = LedgerRow
        fields: list[str] = []

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        departments = {row.department_key: row.department_name for row in rows}
        self.filters["department"].extra["choices"] = sorted(
            departments.items(), key=lambda item: item[1]
        )
        self.filters["year"].extra["choices"] = [
            (year, str(year)) for year in sorted({row.year for row in rows}, reverse=True)
        ]


class WaitingView(BaseListingView):
    """The list. POST confirms the ticked rows and says for each what became of it."""

    page_title = gettext_lazy("확인을 기다리는 수치")
    header_icon = "circle-check"
    template_name = "programmes/admin/waiting.html"
    results_template_name = "programmes/admin/waiting_results.html"
    index_url_name = "figures:waiting"
    index_results_url_name = "figures:waiting_results"
    filterset_class = WaitingFilterSet
    paginate_by = 50
    columns: list = []
    # What a POST did: each row that was ticked, and how many of them waited no longer.
    results: list[WaitingRow] = []
    lost = 0

    def dispatch(self, request, *args, **kwargs):
        if not may_see_waiting(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rows(self) -> list[WaitingRow]:
        """Everything that waits and that this person may see."""
        return waiting_rows(self.request.user)

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"rows": self.rows}

    def get_queryset(self):
        rows = self.rows
        if self.filters and self.filters.is_valid():
            asked = self.filters.form.cleaned_data
            if asked["department"]:
                rows = [row for row in rows if row.department_key == asked["department"]]
            if asked["year"]:
                rows = [row for row in rows if str(row.year) == asked["year"]]
        return rows

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += STYLES
        return context | {
            "may_confirm": may_confirm_some(self.request.user),
            "results": self.results,
            "items_count": context["paginator"].count,
        }

    def post(self, request, *args, **kwargs):
        if not may_confirm_some(request.user):
            raise PermissionDenied
        asked = set(request.POST.getlist("row"))
        self.results = [row for row in self.rows if row.token in asked]
        if not asked:
            messages.error(request, _("확인할 수치를 골라 주세요."))
        found = {row.token for row in self.results}
        confirm_by_book(request.user, self.results)
        self.lost = len(asked - found)
        # What was confirmed waits no longer.
        self.rows = waiting_rows(request.user)
        return self.get(request, *args, **kwargs)


def confirm_by_book(user, rows: list[WaitingRow]) -> None:
    """Confirm rows of each book together, so that no table is half confirmed; a book that is
    refused keeps no other waiting. Writes into each row what became of it."""
    books: dict[tuple, list[WaitingRow]] = {}
    for row in rows:
        books.setdefault((row.book.kind, row.book.pk), []).append(row)
    for group in books.values():
        found = [row.row for row in group]
        try:
            actions.confirm_rows(user, found)
        except ValidationError as error:
            result, is_done = " ".join(error.messages), False
        except PermissionDenied:
            result, is_done = _("이 수치를 확인할 권한이 없어요."), False
        else:
            result, is_done = _("확인했어요."), True
        for row in group:
            row.result, row.is_done = result, is_done
