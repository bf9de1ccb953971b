"""Deadlines skip weekends, holidays and their substitutes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yeongdeungpoever.korean.working_days import add_working_days, is_working_day


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2026, 9, 25),  # 추석
        date(2022, 9, 12),  # substitute day of 추석
        date(2026, 3, 2),  # substitute day of 삼일절
        date(2026, 6, 3),  # local elections
    ],
)
def test_offices_are_closed(day):
    assert not is_working_day(day)


def test_offices_are_open_on_a_plain_tuesday():
    assert is_working_day(date(2026, 11, 24))


def test_a_declared_holiday_is_passed_in():
    closed = {date(2026, 11, 24)}
    assert not is_working_day(date(2026, 11, 24), closed)
    assert add_working_days(date(2026, 11, 23), 1, closed) == date(2026, 11, 25)


def test_the_first_day_is_not_counted():
    assert add_working_days(date(2026, 11, 24), 5) == date(2026, 12, 1)
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_chuseok_and_the_turn_of_the_year_are_skipped():
    # 24 to 26 September 2026 is 추석, 27 a Sunday.
    assert add_working_days(date(2026, 9, 23), 1) == date(2026, 9, 28)
    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_zero_days_stays_or_waits_for_the_next_open_day():
    assert add_working_days(date(2026, 11, 24), 0) == date(2026, 11, 24)
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_never_backwards():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 11, 24), -1)


@given(
    st.dates(min_value=date(2022, 1, 1), max_value=date(2030, 12, 31)),
    st.integers(min_value=1, max_value=30),
)
def test_exactly_so_many_open_days_pass(start, days):
    end = add_working_days(start, days)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, passed)) == days
