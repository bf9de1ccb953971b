"""예산 대조: editions against the division's table, by 단위사업. Pure: no query is made here.

Which edition belongs to which 단위사업 is a field of the edition. Only what really differs is
listed; 단위사업 without editions stand apart, as there is nothing to compare them with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .counting import newest
from .measures import AMOUNTS, LABELS
from .rates import total

if TYPE_CHECKING:
    from .models import UnitProgramme


@dataclass(frozen=True)
class Difference:
    """One value that differs, in 천원; ``difference`` is the table's minus the editions'."""

    unit: "UnitProgramme"
    measure: str
    stated: int
    summed: int

    @property
    def label(self) -> str:
        """예산액 or 집행액."""
        return str(LABELS[self.measure])

    @property
    def difference(self) -> int:
        return self.stated - self.summed


@dataclass(frozen=True)
class Reconciliation:
    """What 예산 대조 found in one table."""

    division: object
    differences: list[Difference]
    without_editions: list
    # 단위사업 that cannot be compared yet, as an amount is missing on one side.
    incomplete: list

    @property
    def agrees(self) -> bool:
        """Whether nothing differs and nothing is missing."""
        return not self.differences and not self.incomplete


def reconcile(division, units: Iterable, rows: Iterable) -> Reconciliation:
    """Compare every 단위사업 of a table with its live editions.

    ``rows`` are counting rows of both sides (``LedgerRow.objects.for_reconciliation``), each with
    ``owner_unit``: the 단위사업 to which it belongs, directly or through its edition.
    """
    rows = list(rows)
    differences, apart, incomplete = [], [], []
    for unit in units:
        own = [row for row in rows if row.owner_unit == unit.pk]
        if not any(row.edition_id for row in own):
            apart.append(unit)
            continue
        if _missing(unit, own):
            incomplete.append(unit)
        differences += compare_unit(unit, own)
    return Reconciliation(division, differences, apart, incomplete)


def compare_unit(unit, rows: Iterable) -> list[Difference]:
    """The values of one 단위사업 that differ; a value unknown on either side does not.

    ``rows`` are its counting rows: its own, and those of the live editions that belong to it.
    """
    stated, summed = _both_sides(unit, rows)
    found = []
    for measure in AMOUNTS:
        ours = total(getattr(row, measure) for row in stated)
        theirs = total(getattr(row, measure) for row in summed)
        if ours is not None and theirs is not None and ours != theirs:
            found.append(Difference(unit, measure, ours, theirs))
    return found


def _both_sides(unit, rows: Iterable) -> tuple[list, list]:
    rows = newest((row for row in rows if row.owner_unit == unit.pk), lambda row: row.owner_key)
    stated = [row for row in rows if row.unit_id == unit.pk]
    return stated, [row for row in rows if row.edition_id]


def _missing(unit, rows: list) -> bool:
    return any(
        total(getattr(row, measure) for row in side) is None
        for side in _both_sides(unit, rows)
        for measure in AMOUNTS
    )
