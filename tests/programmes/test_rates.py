from decimal import Decimal

import pytest

from programmes.rates import rate, total
from yeongdeungpoever.korean.numbers import format_number


@pytest.mark.parametrize(
    "budget, executed, printed",
    [
        (1_070_404, 623_784, "58.3"),
        (10_000, 10_000, "100"),
        (2_000, 1_001, "50.1"),  # 50.05 exactly: half goes up
        (2_000, 999, "50"),  # 49.95 exactly, and a whole one loses its decimal
        (100, 0, "0"),
        (100, 130, "130"),
    ],
)
def test_half_up_at_one_decimal_and_whole_ones_without(budget, executed, printed):
    assert format_number(rate(budget, executed)) == printed


@pytest.mark.parametrize("budget, executed", [(100, None), (0, 0), (0, 5), (None, 5), (None, None)])
def test_nothing_to_divide_is_no_rate(budget, executed):
    assert rate(budget, executed) is None


def test_a_rate_is_exact():
    assert isinstance(rate(3, 1), Decimal)


def test_a_part_is_not_a_total():
    assert total([1, 2]) == 3
    assert total([1, None]) is None
    assert total([]) is None
