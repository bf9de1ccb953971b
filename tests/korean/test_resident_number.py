"""주민등록번호 are found however they are written, in a time that grows with the text alone."""

import re

import pytest

from yeongdeungpoever.korean import resident_number
from yeongdeungpoever.korean.resident_number import holds_resident_number


@pytest.mark.parametrize(
    "text",
    [
        "900101-1234567",
        "900101 - 1234567",
        "900101   1234567",
        "9001011234567",
        "번호는 ９００１０１－１２３４５６７입니다",
        "900101-1******",
        "900101.1xxxxxx",
    ],
)
def test_found(text):
    assert holds_resident_number(text)


@pytest.mark.parametrize("text", ["900101", "901301-1234567", "02-2670-1234", "220-81-62517", ""])
def test_not_found(text):
    assert not holds_resident_number(text)


def test_nothing_between_the_digits_is_matched_without_end():
    between = resident_number._CANDIDATE.pattern
    assert not re.search(r"\][*+]", between)


def test_it_looks_at_no_more_than_any_text_may_have(monkeypatch):
    seen = []
    monkeypatch.setattr(resident_number, "normal_form", lambda text: seen.append(text) or text)
    holds_resident_number("가" * 100_000)
    assert [len(text) for text in seen] == [20_000]
