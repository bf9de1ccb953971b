"""승계 신청 in the back office: who asks to take over which organisation, and the decision."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports.base import ReportView

from yeongdeungpoever.access.exports import ReasonedExport
from yeongdeungpoever.korean.dates import format_date

from ..models import Asked, Officer, Succession
from ..papers import actions as papers
from ..people import actions as people
from ..people.actions.successions import is_complete
from ..permissions import may_decide_succession
from ..typed import SafeText
from .organisation_list import CardTable
from .queue_columns import LabelledColumn
from .styles import APPLICATIONS, ORGANISATIONS

_ACCEPT, _DECLINE = "accept", "decline"


class SuccessionFilterSet(WagtailFilterSet):
    """By state; without a choice what waits."""

    state = django_filters.ChoiceFilter(
        label=_("상태"),
        choices=[*Asked.choices, ("all", _("모두"))],
        empty_label=_("기다리는 것"),
        method="by_state",
    )
    way = django_filters.ChoiceFilter(label=_("확인 방법"), choices=Succession.Way.choices)

    class Meta:
        model = Succession
        fields: list[str] = []

    def by_state(self, queryset, name, value):
        """Applied by the view, as "waits" is what no choice means."""
        return queryset


class _Titled(LabelledColumn, TitleColumn):
    """The organisation, which leads to the succession."""

    cell_template_name = TitleColumn.cell_template_name


class SuccessionsView(ReasonedExport, ReportView):
    """Everybody who asked to take over an organisation."""

    model = Succession
    page_title = _("승계 신청")
    export_screen = _("승계 신청")
    header_icon = "user"
    results_template_name = "network/staff/succession_results.html"
    index_url_name = "organisations:successions"
    index_results_url_name = "organisations:successions_results"
    filterset_class = SuccessionFilterSet
    is_searchable = True
    search_fields = ("organisation__name", "user__name", "user__email")
    paginate_by = 50
    default_ordering = None
    table_class = CardTable
    columns = [
        _Titled(
            "organisation",
            label=_("기관"),
            get_url=lambda each: reverse("organisations:succession", args=[each.pk]),
        ),
        LabelledColumn("user", label=_("신청한 사람"), accessor=lambda each: _person(each)),
        LabelledColumn("get_way_display", label=_("확인 방법")),
        LabelledColumn("get_state_display", label=_("상태")),
        LabelledColumn("asked", label=_("신청한 날"), accessor=lambda each: _day(each.asked_at)),
        LabelledColumn("due", label=_("답할 날"), accessor=lambda each: format_date(each.due_on)),
    ]
    list_export = [
        "organisation", "person", "way_name", "reason", "state_name", "asked_on", "due_on",
        "decided_on", "decider", "answer",
    ]  # fmt: skip
    export_headings = {
        "organisation": _("기관"),
        "person": _("신청한 사람"),
        "way_name": _("확인 방법"),
        "reason": _("까닭"),
        "state_name": _("상태"),
        "asked_on": _("신청한 날"),
        "due_on": _("답할 날"),
        "decided_on": _("정한 날"),
        "decider": _("정한 사람"),
        "answer": _("답"),
    }
    export_filename = "successions"

    def dispatch(self, request, *args, **kwargs):
        if not may_decide_succession(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        found = super().get_base_queryset().select_related("organisation", "user", "decided_by")
        return found.order_by("due_on", "pk")

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        filters = self.filters
        state = filters.form.cleaned_data["state"] if filters and filters.is_valid() else ""
        if state == "all":
            return found
        return found.filter(state=state or Asked.PENDING)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context["media"] += APPLICATIONS
        return context

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"caption": self.page_title, "classname": None}

    def people_of(self, item):
        return [item.user.key]

    def to_row_dict(self, item):
        item.person, item.way_name = _person(item), item.get_way_display()
        item.state_name = item.get_state_display()
        item.asked_on = timezone.localdate(item.asked_at)
        item.decided_on = timezone.localdate(item.decided_at) if item.decided_at else None
        item.decider = item.decided_by.get_full_name() if item.decided_by else ""
        return super().to_row_dict(item)


def _person(succession: Succession) -> str:
    return succession.user.get_full_name()


def _day(at) -> str:
    return format_date(timezone.localdate(at))


class DecisionForm(forms.Form):
    """Accept or decline, with what the person is told."""

    decision = forms.ChoiceField(
        label=_("결정"),
        choices=[
            (_ACCEPT, _("승계를 받아들여요")),
            (_DECLINE, _("받아들이지 않아요")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("받아들일지 골라 주세요.")},
    )
    answer = SafeText(
        label=_("신청한 사람에게 전할 말"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("메일에 그대로 적혀요. 받아들이지 않을 때는 까닭을 꼭 적어 주세요."),
    )
    keep_managers = forms.BooleanField(
        label=_("지금 관리자도 그대로 두기"),
        required=False,
        help_text=_("고르지 않으면 지금 관리자는 물러나고 메일로 알려요."),
    )

    def clean(self):
        given = super().clean()
        if given.get("decision") == _DECLINE and not given.get("answer", "").strip():
            self.add_error("answer", _("신청한 사람에게 알릴 까닭을 적어 주세요."))
        return given


class SuccessionView(WagtailAdminTemplateMixin, View):
    """One succession: what shows it, who manages now, and the decision.

    POST with ``paper`` writes down that a paper was looked at; without, it decides.
    """

    template_name = "network/staff/succession.html"
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not may_decide_succession(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def succession(self) -> Succession:
        """The one of the address. Raises Http404."""
        rows = Succession.objects.select_related("organisation", "user", "decided_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self):
        return _now("승계 신청: %(name)s") % {"name": self.succession.organisation.name}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:successions"), "label": _("승계 신청")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request, pk):
        return self._show(DecisionForm())

    def post(self, request, pk):
        if "paper" in request.POST:
            return self._check()
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        given = form.cleaned_data
        try:
            people.decide_succession(
                self.succession,
                by=request.user,
                accept=given["decision"] == _ACCEPT,
                answer=given["answer"],
                keep_managers=given["keep_managers"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            # Somebody else may have decided: the screen says how it stands now.
            del self.succession
            return self._show(form)
        messages.success(
            request,
            _now("승계를 받아들이고 알렸어요.")
            if given["decision"] == _ACCEPT
            else _now("받아들이지 않는다고 알렸어요."),
        )
        return redirect("organisations:succession", pk)

    def _check(self):
        number = self.request.POST["paper"]
        found = self.succession.papers.all()
        paper = next((each for each in found if str(each.key) == number), None)
        if paper is None:
            raise Http404
        try:
            papers.check(paper, by=self.request.user, note=self.request.POST.get("note", ""))
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
        else:
            messages.success(self.request, _now("서류를 확인했다고 적었어요."))
        return redirect("organisations:succession", self.succession.pk)

    def _show(self, form):
        succession = self.succession
        managers = list(
            Officer.objects.managers()
            .filter(organisation=succession.organisation)
            .select_related("user")
        )
        return self.render_to_response(
            self.get_context_data(
                form=form,
                succession=succession,
                organisation=succession.organisation,
                papers=list(succession.papers.select_related("checked_by")),
                managers=managers,
                is_complete=is_complete(succession),
                is_pending=succession.state == Asked.PENDING,
                media=form.media + ORGANISATIONS,
                people={succession.user.key, *(office.person for office in managers)},
            )
        )
