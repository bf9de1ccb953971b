"""Budget tables as people read them, built from counting rows. Pure: no query is made here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from yeongdeungpoever.korean.money import thousand_unit

from .counting import newest, newest_whole
from .rates import rate, total


@dataclass(frozen=True)
class BudgetRow:
    """One line of a table. Amounts in 천원; an absent one is None and never shown as 0."""

    name: str
    budget: int | None
    executed: int | None = None
    url: str = ""
    funds: str = ""
    note: str = ""

    @property
    def rate(self) -> Decimal | None:
        """집행률 in per cent."""
        return rate(self.budget, self.executed)


@dataclass(frozen=True)
class BudgetTable:
    """What ``components/budget_table.html`` draws. ``total`` is recomputed from the rows."""

    caption: str
    rows: list[BudgetRow]
    year: int | None = None
    as_of: date | None = None
    total: BudgetRow | None = None
    row_header: str = ""
    note: str = ""
    source_page: str = ""
    unit: str = field(default_factory=thousand_unit)

    @property
    def has_executed(self) -> bool:
        """Whether any amount was executed; a plan has a budget only, so neither rate nor bar."""
        return any(row.executed is not None for row in self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def summed(name: str, rows: Iterable, **kwargs) -> BudgetRow:
    """One table line out of ledger rows or table lines; an unknown amount makes the sum unknown."""
    rows = list(rows)
    return BudgetRow(
        name=name,
        budget=total(row.budget for row in rows),
        executed=total(row.executed for row in rows),
        **kwargs,
    )


def funds_of(rows: list) -> str:
    """재원 of the rows: ``구비``, or with several ``시비 20,000 · 구비 18,500``."""
    named = [row for row in rows if row.fund]
    if len(named) == 1:
        return str(named[0].get_fund_display())
    return " · ".join(
        f"{row.get_fund_display()} {row.budget:,}" for row in named if row.budget is not None
    )


def edition_table(edition, rows: Iterable) -> BudgetTable:
    """예산현황 (or 소요예산) of an edition: a line a 재원, and their sum where there are several.

    ``rows`` are counting ledger rows, those of other owners among them.
    """
    own = newest((row for row in rows if row.edition_id == edition.pk), lambda row: row.owner_key)
    lines = [
        BudgetRow(
            name=str(row.get_fund_display()) or edition.title,
            budget=row.budget,
            # What a plan needs is not what was spent, whatever a row may say.
            executed=None if edition.is_plan else row.executed,
        )
        for row in own
    ]
    return BudgetTable(
        caption=edition.title,
        year=edition.year,
        as_of=own[0].as_of if own else None,
        rows=lines,
        total=summed(_("계"), lines) if len(lines) > 1 else None,
        row_header=_("재원") if any(row.fund for row in own) else _("사업"),
        source_page=own[0].source_page if own else "",
    )


def unit_table(unit, rows: Iterable) -> BudgetTable:
    """The division's table cut down to one 단위사업; empty while nothing is known of it.

    ``rows`` are counting ledger rows, those of other owners among them.
    """
    own = newest((row for row in rows if row.unit_id == unit.pk), lambda row: row.owner_key)
    division = unit.division
    return BudgetTable(
        caption=division.local_caption,
        year=division.year,
        as_of=own[0].as_of if own else None,
        rows=[summed(unit.local_name, own, funds=funds_of(own))] if own else [],
        row_header=_("단위사업"),
        source_page=division.source_page,
    )


def division_table(division, units: Iterable, rows: Iterable) -> BudgetTable:
    """예산 현황 of a division: a line a 단위사업 in its order, and 계 from their sum.

    All lines are of one 기준일 (``newest_whole``).
    """
    units = list(units)
    rows = newest_whole(rows, len(units))
    by_unit = defaultdict(list)
    for row in rows:
        by_unit[row.unit_id].append(row)
    lines = [
        summed(
            unit.local_name,
            by_unit[unit.pk],
            funds=funds_of(by_unit[unit.pk]),
            note=unit.local_note,
        )
        for unit in units
        if by_unit[unit.pk]
    ]
    return BudgetTable(
        caption=division.local_caption,
        year=division.year,
        as_of=rows[0].as_of if rows else None,
        rows=lines,
        total=summed(_("계"), lines),
        row_header=_("단위사업"),
        note=division.local_note,
        source_page=division.source_page,
    )
