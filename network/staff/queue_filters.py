"""Which applications the queue shows."""

import django_filters
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from yeongdeungpoever.accounts.models import Department
from yeongdeungpoever.duties.people import can_do
from yeongdeungpoever.vocabulary.choices import dong_choices

from ..choices import OrganisationKind
from ..joining.duties import REVIEW
from ..models import Application, Channel
from ..states import PENDING, State

NOBODY = "nobody"
MINE = "mine"
ALL = "all"
WAITING = "pending"
SHOWN_STATES = tuple(state for state in State if state != State.DRAFT)
STATES = (
    (WAITING, _("정하지 않은 신청")),
    *((state.value, state.label) for state in SHOWN_STATES),
    (ALL, _("모두")),
)
DUE = (
    ("overdue", _("답할 날이 지난 신청")),
    ("today", _("오늘까지 답할 신청")),
    ("week", _("7일 안에 답할 신청")),
)
WEEK = 7


def reviewers():
    """People who may hold the review of an application, by name."""
    return can_do(REVIEW).select_related("department").order_by("name", "pk")


def _departments(request):
    return Department.objects.all()


class ApplicationFilterSet(WagtailFilterSet):
    """Whatever was handed in; without a choice of state, what waits for a decision. A search
    without one looks into all: who asks about a decided application does not know its state."""

    state = django_filters.ChoiceFilter(
        label=_("상태"),
        choices=STATES,
        empty_label=_("정하지 않은 신청(찾을 때는 모두)"),
        method="by_state",
    )
    due = django_filters.ChoiceFilter(label=_("답할 날"), choices=DUE, method="by_due")
    kind = django_filters.ChoiceFilter(label=_("종류"), choices=OrganisationKind.choices)
    dong = django_filters.ChoiceFilter(label=_("행정동"), choices=dong_choices)
    department = django_filters.ModelChoiceFilter(label=_("맡은 팀"), queryset=_departments)
    reviewer = django_filters.ChoiceFilter(label=_("검토하는 사람"), method="by_reviewer")
    channel = django_filters.ChoiceFilter(label=_("받은 방법"), choices=Channel.choices)
    submitted_at = django_filters.DateFromToRangeFilter(
        label=_("접수한 날"), widget=DateRangePickerWidget
    )
    decided_at = django_filters.DateFromToRangeFilter(
        label=_("정한 날"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["reviewer"].extra["choices"] = [
            (MINE, pgettext_lazy("사람", "나")),
            (NOBODY, _("아직 없음")),
            *((str(person.pk), person.get_full_name()) for person in reviewers()),
        ]

    def by_state(self, queryset, name, value):
        """Applied by :func:`in_state`, as "undecided" is what no choice means."""
        return queryset

    def by_due(self, queryset, name, value):
        today = timezone.localdate()
        if value == "overdue":
            return queryset.overdue(today)
        last = today if value == "today" else today + timezone.timedelta(days=WEEK)
        return queryset.running().filter(answer_by__lte=last)

    def by_reviewer(self, queryset, name, value):
        if value == NOBODY:
            return queryset.filter(reviewer=None)
        return queryset.filter(reviewer=self.request.user.pk if value == MINE else value)


def in_state(queryset, value: str):
    """Applications in this state, or those that wait for a decision, or all."""
    if value == ALL:
        return queryset
    return queryset.pending() if value == WAITING else queryset.filter(state=value)


def state_tabs(chosen: str, query) -> list[dict]:
    """The states as links with their counts; the other filters stay.

    ``chosen`` is the value of the filter, ``query`` the address's parameters.
    """
    counts = dict(
        Application.objects.handed_in().order_by().values_list("state").annotate(count=Count("pk"))
    )
    pending = sum(counts.get(state, 0) for state in PENDING)
    entries = [
        (WAITING, _("정하지 않은 신청"), pending),
        *((state.value, state.label, counts.get(state, 0)) for state in SHOWN_STATES),
        (ALL, _("모두"), sum(counts.values())),
    ]
    tabs = []
    for value, label, count in entries:
        address = query.copy()
        for name in ("p", "state", "_w_filter_fragment"):
            address.pop(name, None)
        address["state"] = value
        tabs.append(
            {
                "label": label,
                "count": count,
                "query": address.urlencode(),
                "is_current": value == chosen,
            }
        )
    return tabs
