"""가입 신청: the queue of applications, with filters, search and files."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from yeongdeungpoever.access.exports import ReasonedExport

from ..models import Application
from ..permissions import may_open_queue
from ..states import MOVES
from .queue_columns import COLUMNS, EXPORTED, QueueTable, complete_for_file, people_of
from .queue_filters import ALL, WAITING, ApplicationFilterSet, in_state, state_tabs
from .styles import APPLICATIONS

# What several applications may be put to at once; 보완 요청 names the parts of one.
BULK_MOVES = ("take", "approve", "request_changes", "reject")


class QueueView(ReasonedExport, ReportView):
    """Everything that was handed in; what waits longest stands first."""

    model = Application
    page_title = _("가입 신청")
    header_icon = "doc-full-inverse"
    template_name = "network/staff/queue.html"
    results_template_name = "network/staff/queue_results.html"
    index_url_name = "joining:list"
    index_results_url_name = "joining:list_results"
    filterset_class = ApplicationFilterSet
    is_searchable = True
    paginate_by = 50
    columns = COLUMNS
    table_class = QueueTable
    default_ordering = None
    list_export = list(EXPORTED)
    export_headings = EXPORTED
    export_filename = "applications"
    export_screen = _("가입 신청")

    def dispatch(self, request, *args, **kwargs):
        if not may_open_queue(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_buttons(self):
        return [
            HeaderButton(_("전화·서면 신청 적기"), url=reverse("joining:enter"), icon_name="plus")
        ]

    def get_base_queryset(self):
        return Application.objects.handed_in().select_related("applicant", "department", "reviewer")

    def order_queryset(self, queryset):
        """As asked; else by the day of the answer, those without one after them."""
        if self.ordering:
            return queryset.order_by(self.ordering, "pk")
        return queryset.order_by(
            F("answer_by").asc(nulls_last=True), F("submitted_at").desc(nulls_last=True), "pk"
        )

    @cached_property
    def chosen_state(self) -> str:
        """The value of the filter of states, or what stands in its place."""
        valid = self.filters and self.filters.is_valid()
        chosen = self.filters.form.cleaned_data["state"] if valid else ""
        return chosen or (ALL if self.is_searching else WAITING)

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return in_state(found, self.chosen_state)

    def search_queryset(self, queryset):
        """By the organisation's name, however its legal form is written, its number, the number
        of receipt, and whoever applies."""
        return queryset.matching(self.search_query)

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"caption": self.page_title, "classname": None}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        context["media"] += APPLICATIONS
        return context | {
            "tabs": state_tabs(self.chosen_state, self.request.GET),
            "bulk_moves": [MOVES[key] for key in BULK_MOVES],
            "bulk_url": reverse("joining:bulk"),
            "query": self.request.GET,
        }

    def people_of(self, item):
        return people_of(item)

    def to_row_dict(self, item):
        return super().to_row_dict(complete_for_file(item))
