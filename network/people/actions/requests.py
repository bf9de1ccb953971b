"""이 기관에 참여 요청: asked, answered by managers, after its day by the staff."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yeongdeungpoever.duties.due import due_date
from yeongdeungpoever.duties.kinds import WORKING
from yeongdeungpoever.duties.models import ClosedDay

from ...acts import Refused
from ...choices import Role
from ...models import JoiningRules, JoinRequest, Officer, Organisation
from ...models.officers import Asked
from ...permissions import may_answer_request
from .. import duties, logs, notices
from ..notices import tell
from . import limits
from .locks import Answered, lock, pending_row, write_log
from .officers import add_officer

# How many one person may have open at once.
MOST_OPEN = 5
_ANSWERED = Answered(
    by="answered_by",
    withdrawn=_lazy("그 사이 요청한 분이 요청을 거뒀어요."),
    by_somebody=_lazy("그 사이 %(name)s 님이 답한 요청이에요."),
    anyhow=_lazy("그 사이 답한 요청이에요."),
)


def answer_day() -> date:
    """Until when something asked today is to be answered: the days of an application."""
    days = JoiningRules.current().answer_days
    return due_date(timezone.localdate(), days, WORKING, ClosedDay.objects.days())


@transaction.atomic
def ask_to_join(user, organisation: Organisation, message: str = "") -> JoinRequest:
    """Ask the managers of a member to take the person in, and mail each of them.

    An organisation without managers is asked through the staff at once. Asked twice it is the one
    request, and nobody is mailed again. Raises Refused where the organisation is no member, where
    the person acts for it already, for too many open requests, and for too many in a short time.
    """
    now = lock(organisation, user, managers=True)
    if not Organisation.objects.members().filter(pk=now.pk).exists():
        raise Refused(_("지금은 참여기관이 아니어서 참여를 요청할 수 없어요."))
    if Officer.objects.current().filter(organisation=now, user=user).exists():
        raise Refused(_("이미 이 기관의 실무자예요."))
    pending = JoinRequest.objects.filter(user=user, state=Asked.PENDING)
    if row := pending.filter(organisation=now).first():
        return row
    if pending.count() >= MOST_OPEN:
        raise Refused(_("답을 기다리는 요청이 너무 많아요. 먼저 한 요청을 거두고 다시 해 주세요."))
    limits.may_ask_to_join(user, now)
    row = JoinRequest.objects.create(
        organisation=now, user=user, message=message.strip()[:300], due_on=answer_day()
    )
    write_log(logs.ASKED_TO_JOIN, now, by=user, person=str(user.key), request=str(row.key))
    managers = list(Officer.objects.managers().filter(organisation=now).select_related("user"))
    for office in managers:
        tell(
            notices.JOIN_REQUEST,
            office.user,
            now,
            request=str(row.key),
            name=user.get_full_name(),
            message=row.message,
            due_on=row.due_on,
        )
    if not managers:
        _escalate(row)
    return row


@transaction.atomic
def answer_join_request(request_row: JoinRequest, *, by, accept: bool) -> JoinRequest:
    """Take the person in as an officer, or not, and tell them. By a manager; by the staff once the
    request has gone on to them; never by whoever asked. Raises Refused when it was answered or
    taken back meanwhile."""
    organisation = lock(request_row.organisation, by, request_row.user)
    row = _pending_row(request_row)
    if not may_answer_request(by, row):
        raise PermissionDenied
    if row.user_id == by.pk:
        raise Refused(_("본인이 한 참여 요청에는 답할 수 없어요. 다른 사람이 답해야 해요."))
    row.state = Asked.ACCEPTED if accept else Asked.DECLINED
    row.answered_at, row.answered_by = timezone.now(), by
    row.save(update_fields=["state", "answered_at", "answered_by"])
    if accept:
        add_officer(organisation, row.user, Role.OFFICER, by=by)
    duties.request_is_answered(row, by=by)
    write_log(
        logs.JOIN_ACCEPTED if accept else logs.JOIN_DECLINED,
        organisation,
        by=by,
        person=str(row.user.key),
        request=str(row.key),
    )
    if accept:
        tell(notices.JOIN_ACCEPTED, row.user, organisation)
    else:
        tell(notices.JOIN_DECLINED, row.user, organisation, view="organisation_list", args=[])
    return row


@transaction.atomic
def withdraw_join_request(request_row: JoinRequest, *, by) -> JoinRequest:
    """Take one's own request back. Raises Refused when it was answered in the meantime."""
    organisation = lock(request_row.organisation, by)
    row = _pending_row(request_row)
    if row.user_id != by.pk:
        raise PermissionDenied
    row.state, row.answered_at = Asked.WITHDRAWN, timezone.now()
    row.save(update_fields=["state", "answered_at"])
    duties.request_is_answered(row, by=by, withdrawn=True)
    write_log(logs.JOIN_WITHDRAWN, organisation, by=by, request=str(row.key))
    return row


def escalate_overdue(today: date) -> int:
    """Pass on to the staff what no manager has answered by its day. Returns how many."""
    waiting = JoinRequest.objects.filter(
        state=Asked.PENDING, escalated_at=None, due_on__lt=today
    ).values_list("pk", flat=True)
    return sum(_escalate_one(pk) for pk in list(waiting))


@transaction.atomic
def _escalate_one(pk: int) -> bool:
    row = (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=pk, state=Asked.PENDING, escalated_at=None)
        .first()
    )
    if row is None:
        return False
    _escalate(row)
    return True


def _escalate(row: JoinRequest) -> None:
    row.escalated_at = timezone.now()
    row.save(update_fields=["escalated_at"])
    duties.request_waits(row)


def _pending_row(request_row: JoinRequest) -> JoinRequest:
    return pending_row(request_row, _ANSWERED)
