"""What happens to an application: one function a move, one transaction, one mail.

Every function asks first whether this person may do it and raises PermissionDenied for strangers;
it raises :class:`Refused`, with words for the person at the screen, when the state has moved on.
What the applicant does, staff may do in their place where they entered the application for
somebody without an account.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yeongdeungpoever.duties.models import ClosedDay, Ending
from yeongdeungpoever.korean.normal import normal_form

from ..acts import Refused
from ..models import Application, JoiningRules, Organisation
from ..papers.actions import destroy
from ..parts import PART_BY_KEY
from ..permissions import may_review, may_see_application
from ..states import State
from . import clock, duties, notices
from .admission import admit
from .drafts import erase
from .entry import amend_entry, enter_for
from .handing_in import hand_in, must_be_complete
from .logs import ASSIGN
from .recording import begin, change, locked, must_stand_as_seen, record, write_log
from .tasks import announce_member
from .times import postpone_overdue, recount

__all__ = [
    "Refused",
    "Result",
    "amend_entry",
    "approve",
    "assign",
    "decide_many",
    "discard",
    "enter_for",
    "postpone_overdue",
    "recount",
    "reject",
    "request_changes",
    "resubmit",
    "submit",
    "take",
    "withdraw",
]

logger = logging.getLogger("network.joining")

MAX_REASON = 2000


@transaction.atomic
def submit(application: Application, *, by) -> Application:
    """신청서 내기: a draft gets its number and its day, and waits. Mail: the receipt.

    Raises Refused with a sentence for everything that is missing.
    """
    return hand_in(begin(application, "submit", by), by=by)


@transaction.atomic
def take(application: Application, *, by) -> Application:
    """검토 시작: ``by`` reviews it, and holds the duty where nobody does. No mail."""
    now = begin(application, "take", by)
    change(now, state=State.IN_REVIEW, reviewer=by)
    record(now, "take", by)
    duties.take_review(now, by)
    return now


@transaction.atomic
def assign(application: Application, *, by, reviewer) -> Application:
    """Let somebody else of those who may decide review it, or nobody (None). No mail."""
    now = locked(application, by)
    if not may_review(by, now):
        raise PermissionDenied
    if not now.is_pending:
        raise Refused(_("이미 끝난 신청이라 맡길 수 없어요."))
    if reviewer is not None and not may_review(reviewer, now):
        raise Refused(
            _("%(name)s 님은 가입 신청을 검토할 권한이 없어요.")
            % {"name": reviewer.get_full_name()}
        )
    duties.give_review(now, reviewer, by)
    change(now, reviewer=reviewer)
    write_log(now, ASSIGN, by)
    return now


@transaction.atomic
def request_changes(
    application: Application, *, by, parts: Iterable[str], reason: str
) -> Application:
    """보완 요청: these parts, and no others, are the applicant's to mend; the clock stands still.

    ``parts`` are keys of ``network.parts``. Mail: the parts and the reason. Raises Refused where
    one of both is missing.
    """
    now = _of_another(begin(application, "request_changes", by), by)
    asked = set(parts)
    opened = [key for key in PART_BY_KEY if key in asked]
    if not opened or len(opened) != len(asked):
        raise Refused(_("보완할 부분을 골라 주세요."))
    reason = _stated(reason, _("무엇을 어떻게 보완할지 적어 주세요."))
    left = _days_left(now)
    change(
        now,
        state=State.CHANGES_REQUESTED,
        open_parts=opened,
        reviewer=now.reviewer or by,
        clock_from=None,
        clock_days=None,
        answer_by=None,
        days_left=left,
    )
    record(now, "request_changes", by, reason=reason, parts=opened)
    duties.close_both(now, by=by)
    notices.tell(now, notices.CHANGES, parts=opened, reason=reason)
    return now


@transaction.atomic
def resubmit(application: Application, *, by) -> Application:
    """보완해서 다시 내기: in review again, with the days that were left. Mail: the new day.

    Raises Refused with a sentence for everything that is missing.
    """
    now = begin(application, "resubmit", by)
    must_be_complete(now)
    days = now.days_left or JoiningRules.current().answer_days
    running = clock.start(timezone.localdate(), days, ClosedDay.objects.days())
    change(now, state=State.IN_REVIEW, open_parts=[], **running.columns())
    record(now, "resubmit", by)
    duties.resume_review(now)
    notices.tell(now, notices.RESUBMITTED, clock=True)
    return now


@transaction.atomic
def approve(application: Application, *, by, reason: str = "") -> Organisation:
    """승인: the organisation is a member, and its applicant the manager. Returns the organisation.

    Mail: that it is approved, with ``reason`` where something is to be said. Members hear of the
    new one as they chose. Raises Refused when this very unit is a member already.
    """
    now = _of_another(begin(application, "approve", by), by)
    if now.is_entered:
        must_be_complete(now)
    reason = _words(reason)
    change(now, state=State.APPROVED, decided_at=timezone.now(), decided_by=by)
    organisation = admit(now, by=by)
    record(now, "approve", by, reason=reason)
    duties.close_both(now, by=by)
    notices.tell(
        now,
        notices.APPROVED,
        reason=reason,
        has_manager=now.applicant is not None,
        is_invited=organisation.invitations.open().exists(),
        link=reverse("organisation_home", args=[organisation.key]),
    )
    transaction.on_commit(partial(announce_member.enqueue, organisation.pk), robust=True)
    return organisation


@transaction.atomic
def reject(application: Application, *, by, reason: str) -> Application:
    """반려, with a reason. Mail: the reason, word for word."""
    now = _of_another(begin(application, "reject", by), by)
    reason = _stated(reason, _("반려하는 까닭을 적어 주세요."))
    change(now, state=State.REJECTED, decided_at=timezone.now(), decided_by=by, open_parts=[])
    record(now, "reject", by, reason=reason)
    duties.close_both(now, by=by)
    notices.tell(
        now,
        notices.REJECTED,
        reason=reason,
        paper_days=JoiningRules.current().paper_days if now.papers.here().exists() else None,
    )
    return now


@transaction.atomic
def withdraw(application: Application, *, by) -> Application:
    """신청 취하: nobody reviews it any more and its papers are destroyed at once. Mail: that."""
    now = begin(application, "withdraw", by)
    change(now, state=State.WITHDRAWN, open_parts=[])
    destroyed = destroy(list(now.papers.here()))
    record(now, "withdraw", by)
    duties.close_both(now, by=by, how=Ending.CANCELLED)
    notices.tell(now, notices.WITHDRAWN, had_papers=bool(destroyed))
    return now


@transaction.atomic
def discard(application: Application, *, by) -> None:
    """Delete a draft, papers and all. It leaves nothing behind, not even in the log: it was never
    handed in. Raises Refused for anything but a draft."""
    now = locked(application, by)
    if not may_see_application(by, now):
        raise PermissionDenied
    if now.state != State.DRAFT:
        raise Refused(_("이미 낸 신청서는 지울 수 없어요. 신청을 취하할 수 있어요."))
    erase(now)


def _of_another(application: Application, by) -> Application:
    """Nobody decides their own case, whatever their rights."""
    if application.applicant_id == by.pk:
        raise Refused(_("내가 낸 신청은 내가 정할 수 없어요. 다른 사람에게 맡겨 주세요."))
    return application


def _days_left(application: Application) -> int:
    """Working days that remain when the clock of a running one stops today."""
    since, days = application.clock_from, application.clock_days
    if since is None or days is None:
        return JoiningRules.current().answer_days
    return clock.pause(since, days, timezone.localdate(), ClosedDay.objects.days())


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of many: whether it was done, and words for its row."""

    application: Application
    done: bool
    message: str | Promise


_DONE = {
    "take": gettext_lazy("검토를 시작했어요."),
    "request_changes": gettext_lazy("보완을 요청했어요."),
    "approve": gettext_lazy("승인했어요."),
    "reject": gettext_lazy("반려했어요."),
}


def decide_many(
    applications: Iterable[Application],
    move: str,
    *,
    by,
    reason: str = "",
    parts: Iterable[str] = (),
    seen: Mapping[int, int] | None = None,
) -> list[Result]:
    """Make one move of the staff upon each, in a transaction of its own: what one is refused
    keeps no other waiting. Returns a result for each, in order.

    ``seen`` is how many moves each had, by its primary key, when the person looked at it: one that
    has moved on since is left as it is, and its result says who was faster.

    ``move`` is ``take``, ``request_changes``, ``approve`` or ``reject``; raises KeyError for
    another one.
    """
    done = _DONE[move]
    parts = list(parts)
    results = []
    for application in applications:
        try:
            with transaction.atomic():
                if seen and application.pk in seen:
                    must_stand_as_seen(application, by, seen[application.pk])
                _decide(application, move, by, reason, parts)
        except PermissionDenied:
            results.append(Result(application, False, _("이 신청을 정할 권한이 없어요.")))
        except ValidationError as refusal:
            results.append(Result(application, False, " ".join(refusal.messages)))
        except Exception:
            logger.exception("%s of application %d failed", move, application.pk)
            words = _("처리하지 못했어요. 이 신청을 열어 다시 해 주세요.")
            results.append(Result(application, False, words))
        else:
            results.append(Result(application, True, done))
    return results


def _decide(application: Application, move: str, by, reason: str, parts: list[str]) -> None:
    if move == "take":
        take(application, by=by)
    elif move == "request_changes":
        request_changes(application, by=by, parts=parts, reason=reason)
    elif move == "approve":
        approve(application, by=by, reason=reason)
    else:
        reject(application, by=by, reason=reason)


def _words(text: str) -> str:
    # Told word for word, so it holds no sign that a mail or a sheet would choke on.
    text = normal_form(text[: MAX_REASON * 2]).strip()
    if len(text) > MAX_REASON:
        raise Refused(_("%(most)s자까지 적을 수 있어요.") % {"most": f"{MAX_REASON:,}"})
    return text


def _stated(text: str, otherwise: str) -> str:
    text = _words(text)
    if not text:
        raise Refused(otherwise)
    return text
