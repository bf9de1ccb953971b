"""What a month of the access log amounts to: sums an account, and what is out of the ordinary."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access.anchors import start_of
from yeongdeungpoever.access.models import AccessEntry, Act

# Our own thresholds; the screen states them.
NIGHT_FROM, NIGHT_TO = time(22), time(6)
MANY_PEOPLE = 100


class Oddity(StrEnum):
    """Why something is brought forward."""

    EXPORT = "export"
    NIGHT = "night"
    MANY = "many"

    @property
    def label(self):
        return _ODDITIES[self]


_ODDITIES = {
    Oddity.EXPORT: _("내려받기"),
    Oddity.NIGHT: _("밤 시간"),
    Oddity.MANY: _("많은 사람"),
}


@dataclass
class Sum:
    """One account's month."""

    account: str
    acts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Act.values, 0))
    people: set[str] = field(default_factory=set)
    name: str = ""

    @property
    def views(self) -> int:
        return self.acts[Act.VIEW]

    @property
    def searches(self) -> int:
        return self.acts[Act.SEARCH]

    @property
    def exports(self) -> int:
        return self.acts[Act.EXPORT]


@dataclass
class Odd:
    """Something out of the ordinary: ``number`` is of people, at night of acts."""

    oddity: Oddity
    account: str
    day: date
    number: int
    screen: str = ""
    reason: str = ""
    name: str = ""


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=32)).replace(day=1)


def rows_of(month: date) -> QuerySet[AccessEntry]:
    """The month's rows on the district's clock, newest first."""
    return AccessEntry.objects.filter(at__gte=start_of(month), at__lt=start_of(next_month(month)))


def is_night(moment: time) -> bool:
    """Whether the time of day lies outside any office hours."""
    return moment >= NIGHT_FROM or moment < NIGHT_TO


def sum_up(rows: Iterable[AccessEntry]) -> tuple[list[Sum], list[Odd]]:
    """Sums an account, who read most first, and what is odd, newest day first."""
    sums: dict[str, Sum] = {}
    nights: dict[tuple[str, date], int] = defaultdict(int)
    days: dict[tuple[str, date], set[str]] = defaultdict(set)
    odd = []
    for row in rows:
        account, at = str(row.account), timezone.localtime(row.at)
        mine = sums.setdefault(account, Sum(account))
        mine.acts[row.act] += 1
        mine.people.update(row.people)
        days[account, at.date()].update(row.people)
        nights[account, at.date()] += is_night(at.time())
        if row.act == Act.EXPORT:
            odd.append(
                Odd(Oddity.EXPORT, account, at.date(), row.people_count, row.screen, row.reason)
            )
    odd += [Odd(Oddity.NIGHT, *where, number) for where, number in nights.items() if number]
    odd += [
        Odd(Oddity.MANY, *where, len(people))
        for where, people in days.items()
        if len(people) >= MANY_PEOPLE
    ]
    order = list(Oddity)
    odd.sort(key=lambda each: (each.day, -order.index(each.oddity)), reverse=True)
    return sorted(sums.values(), key=lambda each: -sum(each.acts.values())), odd
