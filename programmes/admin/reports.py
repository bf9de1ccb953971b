"""예산 대조: where the pages' amounts differ from the division's table, and by how much."""

from dataclasses import dataclass

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from yeongdeungpoever.sheets.exports import SafeExport

from ..listings import reconciliation_of
from ..models import DivisionBudget, EditionPage
from ..permissions import may_read_reconciliation
from ..reconciliation import Difference
from .books import DivisionBook, EditionBook
from .screens import STYLES


@dataclass(frozen=True)
class Line:
    """A value that differs, with where its two sides are kept."""

    found: Difference
    division: DivisionBudget
    editions: list[EditionPage]

    @property
    def year(self) -> int:
        return self.division.year

    @property
    def division_name(self) -> str:
        return self.division.division

    @property
    def unit_name(self) -> str:
        return self.found.unit.name

    @property
    def label(self) -> str:
        """예산액 or 집행액."""
        return self.found.label

    @property
    def stated(self) -> int:
        """What the division's table says, 천원."""
        return self.found.stated

    @property
    def summed(self) -> int:
        """What the pages say together, 천원."""
        return self.found.summed

    @property
    def difference(self) -> int:
        """The table less the pages, 천원."""
        return self.found.difference


class YearFilterSet(WagtailFilterSet):
    """Years that have a table."""

    year = django_filters.ChoiceFilter(label=_("연도"), empty_label=_("가장 최근 해"))

    class Meta:
        model = DivisionBudget
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = DivisionBudget.objects.order_by("-year").values_list("year", flat=True)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in dict.fromkeys(years)]


class ReconciliationView(SafeExport, ReportView):
    """The report, a line a value that differs, and apart what cannot be compared."""

    page_title = _("예산 대조")
    header_icon = "table"
    template_name = "programmes/admin/reconciliation.html"
    results_template_name = "programmes/admin/reconciliation_results.html"
    index_url_name = "budget_reconciliation"
    index_results_url_name = "budget_reconciliation_results"
    filterset_class = YearFilterSet
    paginate_by = None
    columns: list = []
    list_export = [
        "year", "division_name", "unit_name", "label", "stated", "summed", "difference",
    ]  # fmt: skip
    export_headings = {
        "year": _("연도"),
        "division_name": _("과"),
        "unit_name": _("단위사업"),
        "label": _("항목"),
        "stated": _("과 예산 현황(천원)"),
        "summed": _("사업 페이지 합(천원)"),
        "difference": _("차이(천원)"),
    }
    export_filename = "budget-reconciliation"

    def dispatch(self, request, *args, **kwargs):
        if not may_read_reconciliation(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def year(self) -> int | None:
        """The year asked for, else the newest with confirmed figures."""
        filters = self.filters
        if filters and filters.is_valid() and (asked := filters.form.cleaned_data["year"]):
            return int(asked)
        newest = DivisionBudget.objects.newest_table()
        return newest.year if newest else None

    @cached_property
    def found(self) -> list:
        """What was found in each table of the year."""
        return [
            reconciliation_of(division)
            for division in DivisionBudget.objects.filter(year=self.year)
        ]

    def get_filtered_queryset(self):
        editions = self._editions()
        return [
            Line(difference, each.division, editions.get(difference.unit.pk, []))
            for each in self.found
            for difference in each.differences
        ]

    def _editions(self) -> dict[int, list[EditionPage]]:
        by_unit: dict[int, list[EditionPage]] = {}
        for page in EditionPage.objects.live().filter(unit_programme__division__year=self.year):
            by_unit.setdefault(page.unit_programme_id, []).append(page)
        return by_unit

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += STYLES
        return context | {
            "year": self.year,
            "found": [self._shown(each) for each in self.found],
            "lines": [
                {
                    "line": line,
                    "table_url": self._url(DivisionBook(line.division)),
                    "editions": [
                        {"page": page, "url": self._url(EditionBook(page))}
                        for page in line.editions
                    ],
                }
                for line in context["object_list"]
            ],
        }

    def _shown(self, each) -> dict:
        """A table's other findings, with where it is kept."""
        return {
            "division": each.division,
            "url": self._url(DivisionBook(each.division)),
            "apart": each.without_editions,
            "incomplete": each.incomplete,
        }

    def _url(self, book) -> str:
        """Where a book is kept, empty for who may not open it."""
        return book.url() if book.may_open(self.request.user) else ""
