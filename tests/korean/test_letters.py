"""Letters, first consonants and the one normal form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yeongdeungpoever.korean.chosung import initials
from yeongdeungpoever.korean.jamo import FIRST, LAST, decompose, split
from yeongdeungpoever.korean.normal import MOST_MARKS, normal_form

syllables = st.characters(min_codepoint=ord(FIRST), max_codepoint=ord(LAST))


def test_decompose():
    assert decompose("협력 1동") == "ㅎㅕㅂㄹㅕㄱ 1ㄷㅗㅇ"
    assert decompose("여의도 ESG") == "ㅇㅕㅇㅢㄷㅗ ESG"


def test_initials():
    assert initials("영등포본동") == "ㅇㄷㅍㅂㄷ"
    assert initials("까치 CSR 2호") == "ㄲㅊ CSR 2ㅎ"


@given(syllables)
def test_split_agrees_with_unicode(syllable):
    """The standard's own decomposition has as many letters, and only syllables are split."""
    letters = split(syllable)
    assert letters is not None
    assert len("".join(letters)) == len(unicodedata.normalize("NFD", syllable))
    assert initials(syllable) == letters[0]


@pytest.mark.parametrize("other", ["", "a", "ㄱ", "가나", "一", "힤"])
def test_split_leaves_everything_else(other):
    assert split(other) is None


@given(st.text(alphabet=syllables))
def test_separate_letters_make_no_difference(text):
    apart = unicodedata.normalize("NFD", text)
    assert decompose(apart) == decompose(text)
    assert initials(apart) == initials(text)
    assert normal_form(apart) == text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ＥＳＧ　２０２３", "ESG 2023"),
        ("영등\u200b포\ufeff", "영등포"),
        ("보고서\u202egpj.exe", "보고서gpj.exe"),
        ("가\u00a0나", "가 나"),
        ("가나다㈜", "가나다㈜"),
        ("한 줄\n두 줄", "한 줄\n두 줄"),
        ("ﾡ\uffa0", "ㄱ"),
    ],
)
def test_normal_form(text, normal):
    assert normal_form(text) == normal


@given(st.text())
def test_normal_form_is_final(text):
    once = normal_form(text)
    assert normal_form(once) == once


@pytest.mark.parametrize("marks", ["\u0301\u0327", "\u0f73", "\u20dd"])
def test_marks_upon_one_letter_are_bounded_before_they_are_sorted(marks, monkeypatch):
    sorted_by_python = []

    def composed(form, text):
        sorted_by_python.append(text)
        return normalize(form, text)

    normalize = unicodedata.normalize
    monkeypatch.setattr("yeongdeungpoever.korean.normal.unicodedata.normalize", composed)
    once = normal_form("a" + marks * 5000 + "b")
    assert all(len(text) <= MOST_MARKS + 2 for text in sorted_by_python)
    assert len(once) <= MOST_MARKS + 2
    assert once[-1] == "b"
    assert normal_form(once) == once


@pytest.mark.parametrize("text", ["\x85", "\u2800", "\u3164", "\u180e\u2063"])
def test_what_nobody_sees_is_nothing(text):
    assert normal_form(text) == ""


def test_living_letters_keep_their_marks():
    text = "ế ที่ क्षि שָּׁ"
    assert normal_form(text) == unicodedata.normalize("NFC", text)
