"""Dates as Korean offices write them.

Source of the form: rules of administrative writing (행정업무의 운영 및 혁신에 관한 규정 시행규칙),
year, month and day each closed by a full stop, the weekday in brackets without a space before.
In English: 24 November 2026.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from .languages import is_english

# The district's clock. Fixed: a deadline does not move with the reader.
SEOUL = ZoneInfo("Asia/Seoul")
WEEKDAYS = "월화수목금토일"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def in_seoul(moment: datetime) -> datetime:
    """Return an aware ``moment`` on Seoul's clock; a naive one is taken as Seoul's already."""
    return moment if moment.tzinfo is None else moment.astimezone(SEOUL)


def format_date(day: date) -> str:
    """Write a date, or the Seoul date of a datetime, in the active language.

    >>> format_date(date(2026, 11, 24))
    '2026. 11. 24.(화)'
    """
    if isinstance(day, datetime):
        day = in_seoul(day)
    if is_english():
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}. {day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


def format_datetime(moment: datetime) -> str:
    """Write a datetime on Seoul's 24-hour clock, to the minute.

    >>> format_datetime(datetime(2027, 3, 2, 14, 0))
    '2027. 3. 2.(화) 14:00'
    """
    time = f"{in_seoul(moment):%H:%M}"
    return f"{format_date(moment)}, {time}" if is_english() else f"{format_date(moment)} {time}"
