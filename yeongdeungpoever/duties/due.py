"""Until when: due dates, with the days on which the office is closed beyond the law's list."""

from datetime import date, timedelta

from yeongdeungpoever.korean.working_days import add_working_days

from .kinds import Calendar


def due_date(start: date, days: int, calendar: str, closed: frozenset[date]) -> date:
    """The last day of a time of ``days`` that begins after ``start``.

    Working days are counted without Saturdays, Sundays, public holidays and ``closed`` days.
    Calendar days are counted all, and a time that would end on a Saturday, Sunday or holiday ends
    on the next working day (민법 161조). Raises ValueError below 0.
    """
    if calendar == Calendar.WORKING:
        return add_working_days(start, days, closed)
    return add_working_days(start + timedelta(days=days), 0, closed)
