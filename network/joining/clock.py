"""How long an answer may take: working days, standing still while the applicant mends something.

The first day never counts (민법 157조): an answer to what came on a Friday in five days is due on
the Friday after. Time of mending is not ours (행정절차법 시행령 11조 1호): neither the day on which
we ask nor the one on which the application comes back, nor any in between.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yeongdeungpoever.korean.working_days import add_working_days, is_working_day


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock: ``answer_by`` is the ``days``-th working day after ``since``."""

    since: date
    days: int
    answer_by: date

    def columns(self) -> dict[str, Any]:
        """The columns of an application while this clock runs."""
        return {
            "clock_from": self.since,
            "clock_days": self.days,
            "answer_by": self.answer_by,
            "days_left": None,
        }


def start(today: date, days: int, closed: Collection[date] = ()) -> Clock:
    """The clock of what came in or came back today. ``closed``: days off beyond the law's list."""
    return Clock(today, days, add_working_days(today, days, closed))


def pause(since: date, days: int, today: date, closed: Collection[date] = ()) -> int:
    """How many working days remain when the clock stops today: at least one, so that whatever
    comes back is not due on the day on which it comes."""
    used = 0
    day = since + timedelta(days=1)
    while day < today and used < days:
        used += is_working_day(day, closed)
        day += timedelta(days=1)
    return max(days - used, 1)
