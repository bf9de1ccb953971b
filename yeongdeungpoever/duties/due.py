"""Until when: due dates, with the days on which the office is closed beyond the law's list."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yeongdeungpoever.korean.dates import WEEKDAYS, format_date
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


def short_date(day: date, today: date) -> str:
    """``11. 30.(월)``, with its year where that is not today's."""
    if day.year != today.year:
        return format_date(day)
    return f"{day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


def time_left(days: int) -> str:
    """How far the due date is, in words: ``3일 지남``, ``오늘까지``, ``2일 남음``."""
    if days < 0:
        return ngettext("%(days)s일 지남", "%(days)s일 지남", -days) % {"days": -days}
    if days == 0:
        return _("오늘까지")
    return ngettext("%(days)s일 남음", "%(days)s일 남음", days) % {"days": days}
