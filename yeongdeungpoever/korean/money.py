"""Money. The ledger counts in 천원 (thousands of won), so every amount here is in 천원.

In English nothing is rounded either: tables say KRW and thousands, sentences the whole amount.
"""

from .languages import is_english
from .numbers import format_number

THOUSAND_WON = "천원"
THOUSAND_WON_EN = "KRW 1,000"
# One unit of each name, in 천원.
LARGE_UNITS = (("조", 1_000_000_000), ("억", 100_000), ("만", 10))


def thousand_unit() -> str:
    """The unit of a table of amounts: ``천원`` or ``KRW 1,000``."""
    return THOUSAND_WON_EN if is_english() else THOUSAND_WON


def in_thousands(amount: int) -> str:
    """Write an amount in 천원 for a table.

    >>> in_thousands(1_070_404)
    '1,070,404천원'

    In English ``KRW 1,070,404 thousand``.
    """
    if is_english():
        return f"KRW {format_number(amount)} thousand"
    return f"{format_number(amount)}{THOUSAND_WON}"


def in_words(amount: int) -> str:
    """Write an amount in 천원 for a sentence, split at 조, 억 and 만.

    >>> in_words(1_070_404)
    '10억 7,040만 4천 원'

    In English the whole amount: ``KRW 1,070,404,000``.
    """
    if is_english():
        return f"{'-' if amount < 0 else ''}KRW {abs(amount) * 1000:,}"
    if amount == 0:
        return "0원"
    rest = abs(amount)
    parts = []
    for name, size in LARGE_UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{name}")
    if rest:
        parts.append(f"{rest}천")
    return f"{'-' if amount < 0 else ''}{' '.join(parts)} 원"
