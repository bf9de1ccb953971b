"""Days that pass and days that move: late answers, ours and theirs, and closed days that come or
go."""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction

from yeongdeungpoever.duties.models import ClosedDay
from yeongdeungpoever.korean.working_days import is_working_day

from ..models import Application, JoiningRules
from ..states import State
from . import clock, duties, notices
from .recording import change, locked, record

logger = logging.getLogger("network.joining")


def postpone_overdue(today: date) -> int:
    """Give every application whose day has passed a new one, tell its applicant and let the
    team's leader know. Returns how many.

    Nothing happens on a day on which the office is closed. Each is a transaction of its own.
    """
    if not is_working_day(today, ClosedDay.objects.days()):
        return 0
    recount()
    moved = 0
    for application in list(Application.objects.overdue(today).order_by("pk")):
        try:
            moved += _postpone(application, today)
        except Exception:
            # One that fails keeps no other applicant waiting.
            logger.exception("The answer to application %d cannot be put off", application.pk)
    return moved


def recount() -> int:
    """Count the days of answers anew, after a closed day came or went. Returns how many moved.

    A clock that stands still keeps the days that it has left.
    """
    closed = ClosedDay.objects.days()
    moved = 0
    for row in Application.objects.running().order_by("pk"):
        answer_by = clock.start(row.clock_from, row.clock_days, closed).answer_by
        if answer_by != row.answer_by:
            # Unless it has been decided, stopped or put off since it was read.
            same = Application.objects.running().filter(
                pk=row.pk, clock_from=row.clock_from, clock_days=row.clock_days
            )
            moved += same.update(answer_by=answer_by)
    return moved


@transaction.atomic
def _postpone(application: Application, today: date) -> bool:
    now = locked(application)
    promised = now.answer_by
    if not now.clock_runs or promised is None or promised >= today:
        return False
    days = JoiningRules.current().postponed_days
    running = clock.start(today, days, ClosedDay.objects.days())
    change(now, postponed=now.postponed + 1, **running.columns())
    record(now, "postpone", None)
    duties.move_review(now)
    duties.open_late(now)
    notices.tell(now, notices.POSTPONED, clock=True, promised=promised)
    return True


def remember_unanswered(now: datetime) -> int:
    """Let every application wait with us again whose applicant has left 보완 요청 unanswered for
    ``duties.UNANSWERED_DAYS``: staff ask by telephone, or reject it. Returns how many."""
    before = now - timedelta(days=duties.UNANSWERED_DAYS)
    waiting = Application.objects.filter(state=State.CHANGES_REQUESTED)
    remembered = 0
    for application in list(waiting.order_by("pk")):
        try:
            remembered += _remember(application, before)
        except Exception:
            logger.exception("Application %d cannot be remembered", application.pk)
    return remembered


@transaction.atomic
def _remember(application: Application, before: datetime) -> bool:
    now = locked(application)
    asked = now.moves.filter(move="request_changes").last()
    if now.state != State.CHANGES_REQUESTED or asked is None or asked.at > before:
        return False
    return duties.review_unanswered(now, asked.at)
