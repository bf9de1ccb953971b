"""Korean working days, in which the site promises its answers.

Holidays follow 관공서의 공휴일에 관한 법령 as the ``holidays`` package knows it, substitute days
included. A temporary holiday that the government declares later is passed in as ``closed``.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year. Built once a year, so that threads share no state."""
    return frozenset(holidays.country_holidays("KR", years=year, expand=False))


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Tell whether offices are open: no Saturday, Sunday, public holiday or ``closed`` day."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year) and day not in closed


def add_working_days(start: date, days: int, closed: Collection[date] = ()) -> date:
    """Return the ``days``-th working day after ``start``, which itself is not counted.

    So 5 days from a Friday is the Friday after, if no holiday lies between (민법 157조: the first
    day does not count).
    0 gives ``start`` itself, or the next working day if it is none. Raises ValueError below 0.
    """
    if days < 0:
        raise ValueError("Working days are counted forward only.")
    day = start
    left = days
    while left or not is_working_day(day, closed):
        day += timedelta(days=1)
        if left and is_working_day(day, closed):
            left -= 1
    return day
