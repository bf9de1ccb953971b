"""The list of what waits, and its buttons."""

import django_filters
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports.base import ReportView

from yeongdeungpoever.sheets.exports import SafeExport

from . import actions, kinds
from .forms import AssignForm
from .models import Duty
from .panels import DutiesPanel
from .permissions import may_see, may_see_list
from .rows import rows

WHOSE = (
    ("mine", gettext_lazy("내 일")),
    ("team", gettext_lazy("우리 부서의 일")),
    ("nobody", gettext_lazy("맡은 사람이 없는 일")),
    ("asked", gettext_lazy("내가 요청한 일")),
)
STATE = (
    ("overdue", gettext_lazy("기한이 지난 일")),
    ("closed", gettext_lazy("끝난 일")),
    ("all", gettext_lazy("모두")),
)


class DutyFilterSet(WagtailFilterSet):
    """Whose, which kind, which department, and whether it still waits."""

    whose = django_filters.ChoiceFilter(
        label=gettext_lazy("누구의 일"), choices=WHOSE, method="by_whose"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("상태"),
        choices=STATE,
        empty_label=gettext_lazy("기다리는 일"),
        method="by_state",
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("종류"))
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("담당 부서"), queryset=lambda request: _departments()
    )

    class Meta:
        model = Duty
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = [(kind.key, kind.label) for kind in kinds.kinds()]

    def by_whose(self, queryset, name, value):
        user = self.request.user
        if value == "mine":
            return queryset.held_by(user)
        if value == "asked":
            return queryset.filter(asked_by=user)
        if value == "team":
            return queryset.filter(department=user.department_id or 0)
        return queryset.untaken()

    def by_state(self, queryset, name, value):
        """Applied by the view, as "still waits" is what no choice means."""
        return queryset


def _departments():
    return apps.get_model("accounts.Department").objects.all()


class DutyListView(SafeExport, ReportView):
    """Everything that this person may see. POST gives the ticked ones to people."""

    model = Duty
    page_title = gettext_lazy("기다리는 일")
    header_icon = "tasks"
    template_name = "duties/list.html"
    results_template_name = "duties/list_results.html"
    index_url_name = "duties:list"
    index_results_url_name = "duties:list_results"
    filterset_class = DutyFilterSet
    is_searchable = True
    search_fields = ("title", "owner__name", "deputy__name", "department__name")
    columns: list = []
    paginate_by = 50
    list_export = [
        "title", "kind_label", "department", "owner", "deputy", "asked_by", "opened_on", "due_on",
        "days_over", "closed_on", "closed_by", "get_how_display",
    ]  # fmt: skip
    export_headings = {
        "title": gettext_lazy("일"),
        "kind_label": gettext_lazy("종류"),
        "department": gettext_lazy("담당 부서"),
        "owner": gettext_lazy("맡은 사람"),
        "deputy": gettext_lazy("대리자"),
        "asked_by": gettext_lazy("요청한 사람"),
        "opened_on": gettext_lazy("생긴 날"),
        "due_on": gettext_lazy("기한"),
        "days_over": gettext_lazy("지난 날수"),
        "closed_on": gettext_lazy("끝난 날"),
        "closed_by": gettext_lazy("끝낸 사람"),
        "get_how_display": gettext_lazy("어떻게 끝났는가"),
    }
    export_filename = "duties"
    form: AssignForm | None = None
    # Primary keys that were ticked, and what became of them: (title, words, whether it was done).
    ticked: list[str] = []
    results: list[tuple[str, str, bool]] = []

    def dispatch(self, request, *args, **kwargs):
        if not may_see_list(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return Duty.objects.visible_to(self.request.user).for_list()

    def order_queryset(self, queryset):
        return queryset

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        filters = self.filters
        state = filters.form.cleaned_data["state"] if filters and filters.is_valid() else ""
        if state == "closed":
            return found.closed().by_closing()
        if state == "overdue":
            return found.overdue().overdue_first()
        if state == "all":
            return found.order_by(F("closed_at").desc(nulls_first=True), "due_on", "pk")
        return found.open().overdue_first()

    @cached_property
    def shown(self) -> list:
        """The rows of this page of the list."""
        return rows(self.page_duties, self.request.user)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        self.page_duties = context["object_list"]
        context["media"] += DutiesPanel(self.request).media
        may_assign = any(row.may_assign for row in self.shown)
        return context | {
            "rows": self.shown,
            "may_assign": may_assign,
            "form": self.form or (AssignForm() if may_assign else None),
            "results": self.results,
            "ticked": self.ticked,
            "here": self.request.get_full_path() if not self.results_only else self.index_url,
        }

    def post(self, request, *args, **kwargs):
        self.ticked = request.POST.getlist("duty")
        self.form = AssignForm(request.POST)
        chosen = [int(pk) for pk in self.ticked if pk.isdecimal() and len(pk) < 19]
        found = list(Duty.objects.visible_to(request.user).filter(pk__in=chosen).order_by("pk"))
        if not found:
            messages.error(request, _("맡길 일을 골라 주세요."))
        elif self.form.is_valid():
            self.results = [self._assign(duty, self.form.changes()) for duty in found]
            done = sum(is_done for *_rest, is_done in self.results)
            if done == len(self.results):
                messages.success(
                    request,
                    ngettext("%(count)s건을 바꿨어요.", "%(count)s건을 바꿨어요.", done)
                    % {"count": done},
                )
                return redirect(_way_back(request, self.index_url))
            self.ticked = []
            self.form = None
        return self.get(request, *args, **kwargs)

    def _assign(self, duty: Duty, changes: dict) -> tuple[str, str, bool]:
        """One at a time: what one is refused keeps no other waiting."""
        try:
            actions.assign(duty, by=self.request.user, seen=self._seen(duty), **changes)
        except ValidationError as refusal:
            return duty.title, " ".join(refusal.messages), False
        except PermissionDenied:
            return duty.title, _("이 일을 맡길 권한이 없어요."), False
        return duty.title, _("바꿨어요."), True

    def _seen(self, duty: Duty) -> Duty:
        """The duty as it stood when the list was drawn."""
        seen = self.request.POST.get(f"seen-{duty.pk}", "").split("-")
        if len(seen) == 2:
            duty.owner_id, duty.deputy_id = (int(pk) if pk.isdecimal() else None for pk in seen)
        return duty


def _way_back(request, otherwise: str) -> str:
    """Where the button stood; never out of the house."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and ours else otherwise


class DutyActView(View):
    """One button of one row, by POST alone. Who may not see the duty is not told that it is."""

    http_method_names = ["post"]

    def post(self, request, pk):
        duty = get_object_or_404(Duty, pk=pk)
        if not may_see(request.user, duty):
            raise Http404
        try:
            messages.success(request, self.act(duty))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(_way_back(request, reverse("wagtailadmin_home")))

    def act(self, duty: Duty) -> str:
        """Do it and say so. Raises ValidationError with the words of a refusal."""
        raise NotImplementedError


class TakeView(DutyActView):
    """맡기"""

    def act(self, duty):
        actions.take(duty, by=self.request.user)
        return _("'%(title)s' 일을 맡았어요.") % {"title": duty.title}


class PutAwayView(DutyActView):
    """치우기: closes what has lost its record."""

    def act(self, duty):
        actions.put_away(duty, by=self.request.user)
        return _("'%(title)s' 일을 치웠어요.") % {"title": duty.title}
