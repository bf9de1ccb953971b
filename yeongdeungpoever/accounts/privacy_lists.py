"""Lists for the privacy officer: who agreed to what, who was given which right, what was done.

Nothing here changes anything. Files leave with a reason (``access/exports.py``); each look leaves
a row (``personal_screens.py``).
"""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from yeongdeungpoever.access.exports import ReasonedExport

from .models import Consent, PolicyKind, RightsChange, User
from .people_names import gone, keys_like, names_of


def moment(at) -> str:
    """A moment on the district's clock, to the second; empty where there is none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""


class PrivacyList(ReasonedExport, ReportView):
    """A list that staff with ``view`` on the model may read."""

    any_permission_required = ["view"]
    paginate_by = 50
    default_ordering = None

    def get_queryset(self):
        return self.model._default_manager.all()


class PersonFilterSet(WagtailFilterSet):
    """By whom the row is about: a name, an address, or the key of somebody who left."""

    person = django_filters.CharFilter(
        label=_("사람"),
        method="by_person",
        help_text=_("성명이나 이메일, 탈퇴한 사람은 사람 번호 전체를 적어요."),
    )

    def by_person(self, queryset, name, value):
        return queryset.filter(person__in=keys_like(value))


class ConsentFilterSet(PersonFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("종류"), field_name="policy__kind", choices=PolicyKind.choices
    )
    withdrawn = django_filters.BooleanFilter(
        label=_("철회함"), field_name="withdrawn_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Consent
        fields: list[str] = []


class ConsentsView(PrivacyList):
    """Who agreed to which version, when, from where, and who took it back."""

    model = Consent
    page_title = _("동의 기록")
    export_screen = _("동의 기록")
    header_icon = "clipboard-list"
    index_url_name = "privacy:consents"
    index_results_url_name = "privacy:consents_results"
    filterset_class = ConsentFilterSet
    columns = [
        Column("name", label=_("사람"), accessor=lambda each: who_agreed(each)),
        Column("policy", label=_("판")),
        Column("given_at", label=_("동의한 때"), accessor=lambda each: moment(each.given_at)),
        Column("method", label=_("동의한 곳"), accessor=lambda each: each.get_method_display()),
        Column("ip_address", label=_("접속지")),
        Column("withdrawn", label=_("철회한 때"), accessor=lambda each: moment(each.withdrawn_at)),
    ]
    list_export = ["name", "policy", "given", "method_name", "ip_address", "withdrawn"]
    export_headings = {
        "name": _("사람"),
        "policy": _("판"),
        "given": _("동의한 때"),
        "method_name": _("동의한 곳"),
        "ip_address": _("접속지"),
        "withdrawn": _("철회한 때"),
    }
    export_filename = "consents"

    def get_queryset(self):
        return super().get_queryset().select_related("user", "policy")

    def people_of(self, item):
        return [item.person]

    def to_row_dict(self, item):
        item.name = who_agreed(item)
        item.given, item.withdrawn = moment(item.given_at), moment(item.withdrawn_at)
        item.method_name = item.get_method_display()
        return super().to_row_dict(item)


def who_agreed(consent: Consent) -> str:
    """The person's name, live."""
    return consent.user.name if consent.user else gone(consent.person)


class RightsChangeFilterSet(PersonFilterSet):
    class Meta:
        model = RightsChange
        fields = ["change", "cause"]


class RightsChangesView(PrivacyList):
    """Who was given or lost which right, by whom and why."""

    model = RightsChange
    page_title = _("권한 변경 기록")
    export_screen = _("권한 변경 기록")
    header_icon = "key"
    index_url_name = "privacy:rights"
    index_results_url_name = "privacy:rights_results"
    filterset_class = RightsChangeFilterSet
    columns = [
        Column("at", label=_("때"), accessor=lambda each: moment(each.at)),
        Column("person_name", label=_("누구의 권한")),
        Column("change", label=_("변경"), accessor=lambda each: each.get_change_display()),
        Column("right", label=_("권한")),
        Column("actor_name", label=_("바꾼 사람")),
        Column("cause", label=_("까닭"), accessor=lambda each: each.get_cause_display()),
    ]
    list_export = ["moment", "person_name", "change_name", "right", "actor_name", "cause_name"]
    export_headings = {
        "moment": _("때"),
        "person_name": _("누구의 권한"),
        "change_name": _("변경"),
        "right": _("권한"),
        "actor_name": _("바꾼 사람"),
        "cause_name": _("까닭"),
    }
    export_filename = "rights-changes"

    def people_of(self, item):
        return [key for key in (item.person, item.actor) if key]

    def decorate_paginated_queryset(self, object_list):
        rows = list(object_list)
        names = names_of(key for row in rows for key in self.people_of(row))
        for row in rows:
            row.person_name = names[str(row.person)]
            row.actor_name = names[str(row.actor)] if row.actor else ""
        return rows

    def to_row_dict(self, item):
        item.moment = moment(item.at)
        item.change_name, item.cause_name = item.get_change_display(), item.get_cause_display()
        return super().to_row_dict(item)


def people_in_log(entries) -> list:
    """The keys of the people whose accounts these entries of Wagtail's log are about."""
    of_people = ContentType.objects.get_for_model(User)
    numbers = {
        entry.object_id() if callable(entry.object_id) else entry.object_id
        for entry in entries
        if entry.content_type_id == of_people.pk
    }
    return list(User.objects.filter(pk__in=numbers).values_list("key", flat=True))


class SiteHistoryView(ReasonedExport, LogEntriesView):
    """Wagtail's report of all acts. Entries about accounts carry people's names."""

    export_screen = _("사이트 이력")

    @cached_property
    def model(self):
        return User

    def as_spreadsheet(self, queryset, spreadsheet_format):
        entries = list(queryset)
        self.people = people_in_log(entries)
        return super().as_spreadsheet(entries, spreadsheet_format)

    def people_of(self, item):
        return self.people
