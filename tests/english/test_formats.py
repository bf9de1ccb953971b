"""Dates, money and names as each language writes them."""

from datetime import date, datetime

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from yeongdeungpoever.korean.templatetags import korean as filters
from yeongdeungpoever.vocabulary.choices import EsgPillar, Fund, OpenLicence, Sdg


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.mark.usefixtures("english")
def test_dates_and_money_in_english():
    assert filters.kdate(date(2026, 11, 24)) == "24 November 2026"
    assert filters.kdatetime(datetime(2027, 3, 2, 14, 5)) == "2 March 2027, 14:05"
    assert filters.thousands(1_070_404) == "KRW 1,070,404 thousand"
    assert filters.won_words(1_070_404) == "KRW 1,070,404,000"
    assert filters.won_words(-50) == "-KRW 50,000"
    assert filters.number(1307) == "1,307"


def test_dates_and_money_in_korean():
    with translation.override("ko"):
        assert filters.kdate(date(2026, 11, 24)) == "2026. 11. 24.(화)"
        assert filters.won_words(1_070_404) == "10억 7,040만 4천 원"
    with translation.override(None):
        assert filters.thousands(1_070_404) == "1,070,404천원"


@pytest.mark.usefixtures("english")
def test_particles_stay_out_of_english():
    assert filters.josa("YeongdeungpoEver", "은는") == "YeongdeungpoEver"


@pytest.mark.usefixtures("english")
def test_a_korean_name_on_an_english_page_says_that_it_is_korean():
    assert filters.spoken("홍 길동 <b>") == '<span lang="ko">홍 길동</span> &lt;b&gt;'
    assert filters.spoken("Hong") == "Hong"


@pytest.mark.usefixtures("english")
def test_choices_are_english():
    assert str(OpenLicence.TYPE_1.label) == "KOGL Type 1: source indication"
    assert str(Fund.CITY.label) == "City"
    assert str(EsgPillar.GOVERNANCE.label) == "Governance"
    assert str(Sdg.CLIMATE.label) == "Climate Action"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("count, said", [(1, "1 day left"), (2, "2 days left")])
def test_plurals(count, said):
    words = ngettext("%(days)s일 남음", "%(days)s일 남음", count)
    assert words % {"days": count} == said
