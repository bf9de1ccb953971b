"""A duty as lists show it: with what its kind adds, and what this person may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from . import kinds
from .due import short_date, time_left
from .kinds import Detail
from .models import Duty
from .people import kinds_done_by, sees_all, serves


@dataclass(frozen=True)
class Row:
    """``may_take``: nobody holds it and the person could; ``may_assign``: may give it to others;
    ``is_mine``: is its owner or deputy."""

    duty: Duty
    detail: Detail
    may_take: bool
    may_assign: bool
    is_mine: bool

    @property
    def title(self) -> str:
        """How the subject is named now, else how it was named."""
        return self.detail.title or self.duty.title

    @property
    def due(self) -> str:
        """The due date, short."""
        return short_date(self.duty.due_on, timezone.localdate())

    @property
    def left(self) -> str:
        """How far the due date is, in words."""
        return time_left(self.duty.days_left)


def rows(duties: Iterable[Duty], user) -> list[Row]:
    """Rows for duties of ``for_list()``. The questions grow with the kinds, not with the rows."""
    duties = list(duties)
    by_kind: dict[str, list[Duty]] = {}
    for duty in duties:
        by_kind.setdefault(duty.kind, []).append(duty)
    details: dict[int, Detail] = {}
    for key, group in by_kind.items():
        if kind := kinds.find(key):
            details |= kind.details(group)
    here, overseer, theirs = serves(user), sees_all(user), set(kinds_done_by(user))

    def may_do(duty: Duty) -> bool:
        kind = kinds.find(duty.kind)
        return here and (kind is None or kind.done_by is None or duty.kind in theirs)

    def may_assign(duty: Duty) -> bool:
        return duty.is_open and (
            overseer
            or user.pk in (duty.owner_id, duty.deputy_id)
            or (duty.department_id is not None and duty.department_id == user.department_id)
        )

    return [
        Row(
            duty,
            details.get(duty.pk, Detail()),
            duty.is_open and duty.holder is None and may_do(duty),
            may_assign(duty),
            user.pk in (duty.owner_id, duty.deputy_id),
        )
        for duty in duties
    ]
