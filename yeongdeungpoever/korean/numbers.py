"""Numbers as people read them."""

from decimal import Decimal


def format_number(value: int | float | Decimal) -> str:
    """Group by thousands and cut the zeros that a Decimal drags behind its point.

    The report prints "100", never "100.0". Nothing is rounded.

    >>> format_number(Decimal("100.0")), format_number(45.5), format_number(1307)
    ('100', '45.5', '1,307')
    """
    # str() first: Decimal(0.1) would show the binary tail of the float.
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"Not a number that can be written: {value!r}")
    text = f"{exact:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
