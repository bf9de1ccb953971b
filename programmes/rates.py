"""집행률, the one rule: computed from amounts each time, never stored."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_ONE_DECIMAL = Decimal("0.1")


def rate(budget: int | None, executed: int | None) -> Decimal | None:
    """집행률 in per cent, half up at one decimal, as the report rounds it.

    None where there is nothing to divide: no amount executed (a plan), or no budget. Printing it
    with the ``number`` filter cuts the decimal of a whole one: "100", never "100.0".
    """
    if executed is None or not budget:
        return None
    return (Decimal(executed) * 100 / Decimal(budget)).quantize(_ONE_DECIMAL, ROUND_HALF_UP)


def total(amounts: Iterable[int | None]) -> int | None:
    """The sum, or None as soon as one amount is unknown: a part is not a total."""
    amounts = list(amounts)
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None
