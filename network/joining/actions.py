"""What happens to an application: one function a move, one transaction, one mail.

Every function asks first whether this person may do it and raises PermissionDenied for strangers;
it raises :class:`Refused`, with words for the person at the screen, when the state has moved on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..models import Application, Organisation
from .recording import Refused

__all__ = ["Refused", "Result", "decide_many"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of many: whether it was done, and words for the list."""

    application: Application
    done: bool
    message: str


def submit(application: Application, *, by) -> Application:
    raise NotImplementedError


def take(application: Application, *, by) -> Application:
    raise NotImplementedError


def assign(application: Application, *, by, reviewer) -> Application:
    raise NotImplementedError


def request_changes(
    application: Application, *, by, parts: Iterable[str], reason: str
) -> Application:
    raise NotImplementedError


def resubmit(application: Application, *, by) -> Application:
    raise NotImplementedError


def approve(application: Application, *, by, reason: str = "") -> Organisation:
    raise NotImplementedError


def reject(application: Application, *, by, reason: str) -> Application:
    raise NotImplementedError


def withdraw(application: Application, *, by) -> Application:
    raise NotImplementedError


def discard(application: Application, *, by) -> None:
    raise NotImplementedError


def enter_for(
    *,
    by,
    channel: str,
    facts: dict,
    contact_name: str,
    contact_email: str = "",
    contact_title: str = "",
    contact_department: str = "",
    contact_telephone: str = "",
    pillars: Iterable[str] = (),
    sdgs: Iterable[int] = (),
    consent_noted: bool = False,
) -> Application:
    raise NotImplementedError


def decide_many(
    applications: Iterable[Application],
    move: str,
    *,
    by,
    reason: str = "",
    parts: Iterable[str] = (),
) -> list[Result]:
    raise NotImplementedError


def postpone_overdue(today: date) -> int:
    raise NotImplementedError


def recount() -> int:
    raise NotImplementedError
