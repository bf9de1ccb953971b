"""The life of an application as data: states, moves, who may make them.

draft → submitted → in review ⇄ changes requested → approved | rejected; withdrawn from any open
one. A resubmitted application is in review again.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """States of an application (product.md)."""

    DRAFT = "draft", _("작성 중")
    SUBMITTED = "submitted", _("접수")
    IN_REVIEW = "in_review", _("검토 중")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("신청 상태", "보완 요청")
    APPROVED = "approved", pgettext_lazy("신청 상태", "승인")
    REJECTED = "rejected", pgettext_lazy("신청 상태", "반려")
    WITHDRAWN = "withdrawn", _("취하")


# With us: the clock runs.
RUNNING = (State.SUBMITTED, State.IN_REVIEW)
# Handed in and undecided.
PENDING = (*RUNNING, State.CHANGES_REQUESTED)
# Its applicant may still change something.
OPEN = (State.DRAFT, *PENDING)
CLOSED = (State.APPROVED, State.REJECTED, State.WITHDRAWN)
# What the applicant may write into.
WRITABLE = (State.DRAFT, State.CHANGES_REQUESTED)


class By(StrEnum):
    """Who makes a move."""

    APPLICANT = "applicant"
    STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One move: from which states, to which, by whom, and whether it states a reason.

    ``label`` is the button, ``done`` what the status page says of it afterwards.
    """

    key: str
    label: str | Promise
    done: str | Promise
    sources: tuple[State, ...]
    target: State
    by: By
    needs_reason: bool = False


MOVES: dict[str, Move] = {
    move.key: move
    for move in (
        Move(
            key="submit",
            label=_("신청서 내기"),
            done=_("신청서를 냈습니다"),
            sources=(State.DRAFT,),
            target=State.SUBMITTED,
            by=By.APPLICANT,
        ),
        Move(
            key="take",
            label=_("검토 시작"),
            done=_("검토를 시작했습니다"),
            sources=(State.SUBMITTED,),
            target=State.IN_REVIEW,
            by=By.STAFF,
        ),
        Move(
            key="request_changes",
            label=_("보완 요청"),
            done=_("보완을 요청했습니다"),
            sources=RUNNING,
            target=State.CHANGES_REQUESTED,
            by=By.STAFF,
            needs_reason=True,
        ),
        Move(
            key="resubmit",
            label=_("보완해서 다시 내기"),
            done=_("보완해서 다시 냈습니다"),
            sources=(State.CHANGES_REQUESTED,),
            target=State.IN_REVIEW,
            by=By.APPLICANT,
        ),
        Move(
            key="approve",
            label=_("승인"),
            done=_("승인했습니다"),
            sources=RUNNING,
            target=State.APPROVED,
            by=By.STAFF,
        ),
        Move(
            key="reject",
            label=_("반려"),
            done=_("반려했습니다"),
            sources=PENDING,
            target=State.REJECTED,
            by=By.STAFF,
            needs_reason=True,
        ),
        Move(
            key="withdraw",
            label=_("신청 취하"),
            done=_("신청을 취하했습니다"),
            sources=PENDING,
            target=State.WITHDRAWN,
            by=By.APPLICANT,
        ),
    )
}


def moves_from(state: str, by: By) -> list[Move]:
    """Every move that this side may make in this state, in the order of the table."""
    return [move for move in MOVES.values() if state in move.sources and move.by == by]
