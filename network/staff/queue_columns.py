"""Columns of the queue: the same on the screen and in the file."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, Table

from yeongdeungpoever.access.log import STRANGER

from ..models import Application


def people_in(applications) -> list:
    """The keys of the people whom these applications name; the stranger's for a contact without
    an account."""
    return [key for each in applications for key in people_of(each)]


def people_of(application: Application) -> list:
    """The key of whoever applies, as far as the row names anybody."""
    if application.applicant:
        return [application.applicant.key]
    return [STRANGER] if application.contact_name or application.contact_email else []


class LabelledColumn(Column):
    """A cell that carries its heading with it, for the phone, where the table is a list."""

    cell_template_name = "network/staff/queue_cell.html"


class PairColumn(LabelledColumn):
    """Two short values, one under the other: a row of eleven columns fits no screen."""

    cell_template_name = "network/staff/queue_pair.html"

    def __init__(self, *args, under: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.under = under

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        second = getattr(instance, self.under)
        return context | {"second": second() if callable(second) else second}


class NameColumn(LabelledColumn):
    """The organisation, which leads to its application, with the number of receipt."""

    cell_template_name = "network/staff/queue_name.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"url": reverse("joining:application", args=[instance.key])}


class StateColumn(LabelledColumn):
    """The state in a word, with a colour beside it."""

    cell_template_name = "network/staff/queue_state.html"


class DueColumn(LabelledColumn):
    """The day by which an answer is due."""

    cell_template_name = "network/staff/queue_due.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"days_over": days_over(instance)}


class DayColumn(LabelledColumn):
    """A day as it is printed."""

    cell_template_name = "network/staff/queue_day.html"


class TickColumn(BaseColumn):
    """A box a row, for what is done to several."""

    header_template_name = "network/staff/queue_tick_head.html"
    cell_template_name = "network/staff/queue_tick.html"


class QueueTable(Table):
    """The rows; one whose day has passed says so."""

    classname = "listing ever-list ever-queue"

    def get_row_classname(self, instance):
        return "ever-overdue" if days_over(instance) else ""


def days_over(application: Application) -> int | None:
    """By how many days its day has passed; None where it has not or the clock stands still."""
    if not (application.clock_runs and application.answer_by):
        return None
    return max((timezone.localdate() - application.answer_by).days, 0) or None


COLUMNS = [
    TickColumn("tick", label=_("고르기"), classname="ever-tick"),
    NameColumn("name", label=_("기관"), sort_key="name"),
    StateColumn("state", label=_("상태"), sort_key="state"),
    DueColumn("answer_by", label=_("답할 날"), sort_key="answer_by"),
    PairColumn(
        "get_kind_display", label=_("종류·행정동"), under="get_dong_display", sort_key="kind"
    ),
    PairColumn("contact", label=_("신청한 사람·방법"), under="get_channel_display"),
    DayColumn("submitted_at", label=_("접수한 날"), sort_key="submitted_at"),
    PairColumn(
        "department", label=_("맡은 팀·사람"), under="reviewer", sort_key="department__name"
    ),
]

# Every column that is shown, and what the eye reads from colour and cards on the screen.
EXPORTED = {
    "number": _("접수번호"),
    "name": _("기관 이름"),
    "printed_number": _("사업자등록번호 또는 고유번호"),
    "get_unit_display": _("본점·지점 구분"),
    "get_state_display": _("상태"),
    "answer_by": _("답할 날"),
    "days_over": _("지난 날수"),
    "get_kind_display": _("종류"),
    "get_dong_display": _("행정동"),
    "contact": _("신청한 사람"),
    "get_channel_display": _("받은 방법"),
    "submitted_on": _("접수한 날"),
    "decided_on": _("정한 날"),
    "department": _("맡은 팀"),
    "reviewer": _("검토하는 사람"),
}


def complete_for_file(application: Application) -> Application:
    """The application with the columns that only the file has, days as days of Seoul."""
    submitted, decided = application.submitted_at, application.decided_at
    more = {
        "days_over": days_over(application) or "",
        "submitted_on": timezone.localdate(submitted) if submitted else "",
        "decided_on": timezone.localdate(decided) if decided else "",
        "answer_by": application.answer_by or "",
    }
    for name, value in more.items():
        setattr(application, name, value)
    return application
