"""Dates, numbers, money and particles come out as Korean offices write them."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from yeongdeungpoever.korean import dates, money, numbers
from yeongdeungpoever.korean.josa import PAIRS, particle, with_josa


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 24), "2026. 11. 24.(화)"),
        (date(2022, 1, 2), "2022. 1. 2.(일)"),
        # 16:00 in London is past midnight in Seoul.
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), "2026. 11. 25.(수)"),
    ],
)
def test_date(day, written):
    assert dates.format_date(day) == written


def test_datetime_is_on_seouls_clock():
    assert dates.format_datetime(datetime(2027, 3, 2, 5, 7, tzinfo=UTC)) == "2027. 3. 2.(화) 14:07"
    assert dates.format_datetime(datetime(2027, 3, 2, 14, 0)) == "2027. 3. 2.(화) 14:00"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("100.0"), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("45.50"), "45.5"),
        (45.5, "45.5"),
        (0.1, "0.1"),
        (1307, "1,307"),
        (Decimal("-1234.0"), "-1,234"),
        (Decimal("-0.0"), "0"),
        (1000, "1,000"),
        (0, "0"),
    ],
)
def test_number(value, written):
    assert numbers.format_number(value) == written


def test_number_refuses_what_is_none():
    with pytest.raises(ValueError, match="nan"):
        numbers.format_number(float("nan"))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_number_loses_nothing(value):
    assert Decimal(numbers.format_number(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("thousand", "words"),
    [
        (1_070_404, "10억 7,040만 4천 원"),
        (10_000, "1,000만 원"),
        (54_000, "5,400만 원"),
        (100_000, "1억 원"),
        (63_553, "6,355만 3천 원"),
        (1, "1천 원"),
        (0, "0원"),
        (-2_000, "-200만 원"),
        (1_000_000_000, "1조 원"),
    ],
)
def test_money_in_words(thousand, words):
    assert money.in_words(thousand) == words


@given(st.integers(min_value=1, max_value=10**12))
def test_money_in_words_adds_up(thousand):
    sizes = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3}
    parts = money.in_words(thousand).removesuffix(" 원").split()
    assert sum(int(part[:-1].replace(",", "")) * sizes[part[-1]] for part in parts) == (
        thousand * 1000
    )


@pytest.mark.parametrize(
    ("word", "pair", "written"),
    [
        ("영등포", "을를", "영등포를"),
        ("영등포구청", "을를", "영등포구청을"),
        ("문래동", "이가", "문래동이"),
        ("서울", "으로로", "서울로"),
        ("구청", "으로로", "구청으로"),
        ("학교", "으로로", "학교로"),
        ("ESG", "은는", "ESG는"),
        ("CSR", "은/는", "CSR은"),
        ("CSR", "으로로", "CSR로"),
        ("2023", "과와", "2023과"),
        ("2022", "과와", "2022와"),
        ("100", "으로로", "100으로"),
        ("58.3%", "을를", "58.3%를"),
        ("가나다㈜", "은는", "가나다㈜는"),
        ("라마바(주)", "이가", "라마바(주)가"),
        ("황포구(우호)", "과와", "황포구(우호)와"),
        ("'금융'", "을를", "'금융'을"),
        ("Naver", "을를", "Naver을(를)"),
        ("", "이가", "이(가)"),
        # macOS hands names over as separate letters.
        (unicodedata.normalize("NFD", "구청"), "이가", unicodedata.normalize("NFD", "구청") + "이"),
    ],
)
def test_josa(word, pair, written):
    assert with_josa(word, pair) == written


def test_unknown_pair_is_refused():
    with pytest.raises(ValueError, match="을를"):
        particle("구청", "를을")


@given(st.text(), st.sampled_from(sorted(PAIRS)))
def test_josa_answers_anything(word, pair):
    assert particle(word, pair) in PAIRS[pair]


def render(source: str, **values) -> str:
    return Template("{% load korean %}" + source).render(Context(values))


def test_filters():
    assert render("{{ d|kdate }}", d=date(2026, 11, 24)) == "2026. 11. 24.(화)"
    moment = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert render("{{ d|kdatetime }}", d=moment) == "2026. 11. 24.(화) 09:30"
    assert render("{{ n|number }}", n=Decimal("100.0")) == "100"
    assert render("{{ n|thousands }}", n=1_070_404) == "1,070,404천원"
    assert render("{{ n|won_words }}", n=1_070_404) == "10억 7,040만 4천 원"
    assert render('{{ w|josa:"을를" }}', w="구청") == "구청을"


@pytest.mark.parametrize("name", ["kdate", "kdatetime", "number", "thousands", "won_words"])
def test_filters_write_nothing_for_what_is_absent(name):
    assert render(f"{{{{ missing|{name} }}}}") == ""
    assert render(f"{{{{ value|{name} }}}}", value=None) == ""


def test_josa_filter_escapes():
    assert render('{{ w|josa:"을를" }}', w="<b>구청") == "&lt;b&gt;구청을"


def test_a_word_with_a_middle_dot_stays_on_one_line():
    from yeongdeungpoever.korean.templatetags.korean import together

    assert together("지속가능 민·관협력 네트워크") == (
        '지속가능 <span class="together">민·관협력</span> 네트워크'
    )
    assert together("<b>가·나") == '&lt;b&gt;<span class="together">가·나</span>'
    assert "span" not in together("신길1·3·4·5·6·7동")
