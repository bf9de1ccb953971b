"""Chains of rows as the screens show them: what counts, what waits, how it came about. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ..models import IndicatorValue, LedgerRow
from ..rates import rate

type Row = LedgerRow | IndicatorValue

# How an address and a form name a row's table.
KINDS = {"ledgerrow": "money", "indicatorvalue": "value"}


def token_of(row: Row) -> str:
    """How a form names a row of either table: ``money-12``, ``value-3``."""
    return f"{KINDS[str(row._meta.model_name)]}-{row.pk}"


@dataclass(frozen=True)
class Entry:
    """One figure: a chain of a first row and its corrections, oldest first, never empty."""

    rows: list[Row]
    label: str
    unit: str = ""

    @property
    def head(self) -> Row:
        """The newest row: what a correction replaces."""
        return self.rows[-1]

    @cached_property
    def counting(self) -> Row | None:
        """The row that the public sees; None while none is confirmed or it was withdrawn."""
        confirmed = [row for row in self.rows if row.is_confirmed]
        return confirmed[-1] if confirmed and not confirmed[-1].is_withdrawal else None

    @property
    def waiting(self) -> Row | None:
        """The newest row while nobody has confirmed it."""
        return None if self.head.is_confirmed else self.head

    @property
    def is_withdrawn(self) -> bool:
        """Whether a confirmed correction has taken the figure out of the count."""
        return self.counting is None and any(row.is_confirmed for row in self.rows)

    @property
    def shown(self) -> Row:
        """The row whose amounts stand in the table: the counting one, else the newest."""
        return self.counting or self.head

    @property
    def rate(self):
        """집행률 of the amounts shown, in per cent; None for an indicator."""
        row = self.shown
        return rate(row.budget, row.executed) if isinstance(row, LedgerRow) else None

    @property
    def history(self) -> list[Row]:
        """Every row, newest first."""
        return self.rows[::-1]

    @property
    def corrections(self) -> int:
        """How often the figure was corrected."""
        return len(self.rows) - 1

    @property
    def token(self) -> str:
        return token_of(self.head)

    @property
    def kind(self) -> str:
        return KINDS[str(self.head._meta.model_name)]


def entries_of(rows: Iterable[Row], name: Callable[[Row], tuple[str, str]]):
    """Rows in the order of their keys → one Entry a chain; ``name`` gives label and unit."""
    chains: dict[int, list[Row]] = {}
    for row in rows:
        chains.setdefault(row.root_id or row.pk, []).append(row)
    return [Entry(chain, *name(chain[0])) for chain in chains.values()]
