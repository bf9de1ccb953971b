"""참여기관 in the back office: every organisation with what it is and how it stands.

The list names no person, so that neither a look at it nor a file of it is a reading of people's
data; the screen of one organisation does.
"""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Table, TitleColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.widgets import HeaderButton

from yeongdeungpoever.korean.dates import format_date
from yeongdeungpoever.sheets.exports import SafeExport
from yeongdeungpoever.vocabulary.choices import IndustrySection, dong_choices

from ..choices import OrganisationKind
from ..models import Organisation, Succession
from ..models.officers import Asked
from ..permissions import may_decide_succession, may_see_organisations
from .queue_columns import LabelledColumn
from .styles import APPLICATIONS, ORGANISATIONS

# How an organisation stands, in the words of the list; the keys are those of the filter.
STANDINGS = {
    "member": _("참여 중"),
    "suspended": _("멈춤"),
    "ended": pgettext_lazy("참여", "끝남"),
    "none": _("참여 기록 없음"),
}
_MARKS = (
    ("trusted", _("믿는 기관")),
    ("unmanaged", _("관리자 없음")),
)


def standing(organisation) -> str:
    """The key of its standing; of a row of ``with_standing()``."""
    if organisation.in_force:
        return "member"
    if organisation.is_suspended:
        return "suspended"
    return "ended" if organisation.was_member else "none"


class OrganisationFilterSet(WagtailFilterSet):
    """By kind, dong, field, standing, and what needs a look."""

    kind = django_filters.ChoiceFilter(label=_("종류"), choices=OrganisationKind.choices)
    dong = django_filters.ChoiceFilter(label=_("행정동"), choices=dong_choices)
    industry = django_filters.ChoiceFilter(label=_("분야"), choices=IndustrySection.choices)
    standing = django_filters.ChoiceFilter(
        label=_("참여"), choices=list(STANDINGS.items()), method="by_standing"
    )
    mark = django_filters.ChoiceFilter(label=_("표시"), choices=_MARKS, method="by_mark")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_standing(self, queryset, name, value):
        return {
            "member": queryset.filter(in_force=True),
            "suspended": queryset.filter(in_force=False, is_suspended=True),
            "ended": queryset.filter(in_force=False, is_suspended=False, was_member=True),
            "none": queryset.filter(was_member=False),
        }[value]

    def by_mark(self, queryset, name, value):
        if value == "trusted":
            return queryset.exclude(trusted_at=None)
        return queryset.filter(managers=0).filter(Q(in_force=True) | Q(is_suspended=True))


class CardTable(Table):
    """A table that becomes a list of cards on the phone."""

    classname = "listing ever-list ever-queue"


class _MarksColumn(LabelledColumn):
    """Trusted, or without a manager, in words."""

    cell_template_name = "network/staff/organisation_marks.html"


class OrganisationsView(SafeExport, ReportView):
    """The list, found by name, former name and number."""

    model = Organisation
    page_title = _("참여기관")
    header_icon = "group"
    results_template_name = "network/staff/organisation_results.html"
    index_url_name = "organisations:index"
    index_results_url_name = "organisations:index_results"
    filterset_class = OrganisationFilterSet
    is_searchable = True
    paginate_by = 50
    default_ordering = "name"
    table_class = CardTable
    list_export = [
        "name", "name_en", "get_kind_display", "get_unit_display", "printed_number",
        "get_industry_display", "get_size_display", "founded_year", "full_address",
        "get_dong_display", "website", "telephone", "email", "summary", "standing_name",
        "joined_on", "people", "managers", "trusted_on",
    ]  # fmt: skip
    export_headings = {
        "name": _("기관 이름"),
        "name_en": _("영문 이름"),
        "get_kind_display": _("종류"),
        "get_unit_display": _("본점·지점 구분"),
        "printed_number": _("사업자등록번호 또는 고유번호"),
        "get_industry_display": _("분야"),
        "get_size_display": _("규모(일하는 사람)"),
        "founded_year": _("설립 연도"),
        "full_address": _("주소"),
        "get_dong_display": _("행정동"),
        "website": _("누리집 주소"),
        "telephone": _("대표전화"),
        "email": _("대표 이메일"),
        "summary": _("한 줄 소개"),
        "standing_name": _("참여"),
        "joined_on": _("가입한 날"),
        "people": _("실무자 수"),
        "managers": _("관리자 수"),
        "trusted_on": _("믿는 기관으로 정한 날"),
    }
    export_filename = "organisations"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_organisations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "name",
                label=_("기관 이름"),
                sort_key="name",
                get_url=lambda each: reverse("organisations:inspect", args=[each.pk]),
            ),
            LabelledColumn("get_kind_display", label=_("종류"), sort_key="kind"),
            LabelledColumn("printed_number", label=_("등록번호")),
            LabelledColumn("get_dong_display", label=_("행정동"), sort_key="dong"),
            LabelledColumn("standing_name", label=_("참여"), accessor=standing_name),
            LabelledColumn(
                "joined_on",
                label=_("가입한 날"),
                sort_key="joined_on",
                accessor=lambda each: format_date(each.joined_on) if each.joined_on else "",
            ),
            LabelledColumn(
                "people",
                label=_("실무자"),
                sort_key="people",
                accessor=lambda each: _("%(count)d명") % {"count": each.people},
            ),
            _MarksColumn("marks", label=_("표시")),
        ]

    @cached_property
    def header_buttons(self):
        if not may_decide_succession(self.request.user):
            return []
        waiting = Succession.objects.filter(state=Asked.PENDING).count()
        label = _("승계 신청 %(count)d건") % {"count": waiting} if waiting else _("승계 신청")
        return [HeaderButton(label, url=reverse("organisations:successions"), icon_name="user")]

    def get_base_queryset(self):
        return super().get_base_queryset().with_standing()

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"caption": self.page_title, "classname": None}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            context["media"] += APPLICATIONS + ORGANISATIONS
        return context

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query)

    def to_row_dict(self, item):
        item.standing_name = standing_name(item)
        item.trusted_on = timezone.localdate(item.trusted_at) if item.trusted_at else None
        return super().to_row_dict(item)


def standing_name(organisation) -> str:
    """Its standing in words."""
    return str(STANDINGS[standing(organisation)])
