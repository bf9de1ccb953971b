"""Tables pasted from 한글 or Excel: what is read, what is refused, what is entered."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from programmes import paste
from programmes.models import LedgerRow, Origin
from programmes.pasted_cells import Unreadable, read_amounts, read_cells, read_number
from tests import personas
from tests.programmes import factories

DIVISION = """단위사업명\t예산액\t집행액\t집행률(%)
계\t1,070,404\t623,784\t58.3
가\t970,404\t523,784\t54
나\t100,000\t100,000\t100
"""


@pytest.mark.parametrize(
    "cell, total, parts",
    [
        ("1,070,404", 1_070_404, {}),
        ("109,588 (구비 109,588)", 109_588, {"district": 109_588}),
        ("38,500 (시 20,000, 구비 18,500)", 38_500, {"city": 20_000, "district": 18_500}),
        ("총 63,553천원(구비 63,553)", 63_553, {"district": 63_553}),
        ("（국비 ５００）", 500, {"national": 500}),
        ("0", 0, {}),
        ("", None, {}),
        ("-", None, {}),
    ],
)
def test_amounts_as_offices_write_them(cell, total, parts):
    read = read_amounts(cell)
    assert (read.total, read.parts) == (total, parts)


@pytest.mark.parametrize(
    "cell, reason",
    [
        ("△2,000", "△"),
        ("-500", "△"),
        ("1억 2천만원", "천원 단위"),
        ("12.5", "읽을 수 없어요"),
        ("1,07,404", "읽을 수 없어요"),
        ("약 100", "읽을 수 없어요"),
        ("100 (시 50, 구비 40)", "더하면 90"),
        ("100 (도비 100)", "모르는 재원"),
        ("100 (시 50, 시 50)", "두 번"),
        ("100 (시)", "재원을 읽을 수 없어요"),
    ],
)
def test_what_is_no_amount_says_why(cell, reason):
    with pytest.raises(Unreadable, match=reason):
        read_amounts(cell)


def test_numbers_with_their_unit():
    assert read_number("3,224명", "명") == 3224
    assert read_number("45.5%", "%").as_tuple().exponent == -1
    assert read_number("-") is None
    with pytest.raises(Unreadable):
        read_number("많음")


@pytest.mark.parametrize(
    "text",
    [
        "가\t1\t2\n\n나\t3\t4",
        "| 가 | 1 | 2 |\n|---|---|---|\n| 나 | 3 | 4 |",
        "가  1  2\n나  3  4",
        '"가"\t1\t2\r\n나\t3\t4',
    ],
)
def test_cells_of_tabs_pipes_and_gaps(text):
    assert [cells for _line, cells in read_cells(text)] == [["가", "1", "2"], ["나", "3", "4"]]


def test_brackets_on_a_line_of_their_own_belong_to_the_line_above():
    text = "112,000\t38,000\t33.9\n(구비 112,000)\t(구비 38,000)\t"
    assert read_cells(text) == [(1, ["112,000 (구비 112,000)", "38,000 (구비 38,000)", "33.9"])]


@pytest.mark.django_db
class TestDivision:
    @pytest.fixture
    def division(self):
        return factories.division()

    def test_a_table_is_proposed_and_entered(self, division):
        preview = paste.read_division(division, DIVISION, source_page="2")
        assert preview.is_ready, preview.errors
        assert [row.name for row in preview.rows] == ["가", "나"]
        made = paste.apply(personas.operator(), preview)
        assert [row.budget for row in made] == [970_404, 100_000]
        assert {(row.origin, row.source_page, row.is_confirmed) for row in made} == {
            (Origin.PASTED, "2", False)
        }

    def test_nothing_is_entered_by_looking(self, division):
        paste.read_division(division, DIVISION)
        assert not LedgerRow.objects.exists()

    def test_changed_amounts_become_corrections(self, division):
        first, second = division.units.all()
        old = factories.money(first, 1, 1)
        factories.money(second, 100_000, 100_000)
        made = paste.apply(personas.operator(), paste.read_division(division, DIVISION))
        assert [row.replaces for row in made] == [old]

    @pytest.mark.parametrize(
        "text, reason",
        [
            ("다\t1\t1", "없는 단위사업"),
            ("가\t△1\t1", "△"),
            ("가\t\t", "금액이 없어요"),
            ("가\t100\t50\t51", "집행률 51는 금액과"),
            ("가\t1\t1\n가\t2\t2", "두 번 나와요"),
        ],
    )
    def test_errors_stand_at_their_line(self, division, text, reason):
        preview = paste.read_division(division, text)
        assert not preview.is_ready
        assert reason in " ".join(error for row in preview.rows for error in row.errors)
        with pytest.raises(ValidationError):
            paste.apply(personas.operator(), preview)

    def test_a_total_that_is_no_sum(self, division):
        preview = paste.read_division(division, "계\t100\t3\n가\t1\t1\n나\t2\t2")
        assert preview.errors == ["예산액의 계가 100인데 줄을 더하면 3예요."]

    def test_an_empty_paste(self, division):
        assert paste.read_division(division, "단위사업명\t예산액").errors

    def test_a_stranger_enters_nothing(self, division):
        preview = paste.read_division(division, DIVISION)
        with pytest.raises(PermissionDenied):
            paste.apply(personas.officer(), preview)
        assert not LedgerRow.objects.exists()


@pytest.mark.django_db
class TestEdition:
    @pytest.fixture
    def page(self):
        return factories.edition(achievements=[factories.line("교육", 0, "people")])

    def test_the_reports_own_line(self, page):
        text = (
            "예산액\t집행액\t집행률(%)\n"
            "38,500 (시 20,000, 구비 18,500)\t28,750 (시 20,000, 구비 8,750)\t74.7"
        )
        made = paste.apply(personas.reviewer(), paste.read_edition(page, text))
        assert [(row.fund, row.budget, row.executed) for row in made] == [
            ("city", 20_000, 20_000),
            ("district", 18_500, 8_750),
        ]

    def test_a_line_a_fund(self, page):
        text = "재원\t예산액\t집행액\n시비\t10,000\t5,076\n구비\t44,000\t44,000\n계\t54,000\t49,076"
        preview = paste.read_edition(page, text)
        assert preview.is_ready, preview.errors
        assert [row.identity["fund"] for row in preview.rows] == ["city", "district"]

    def test_a_plan_takes_no_executed_amount(self):
        page = factories.edition(kind="plan")
        assert not paste.read_edition(page, "구비\t100\t50").is_ready
        assert paste.read_edition(page, "구비\t100").is_ready

    def test_indicators_by_label_or_key(self, page):
        preview = paste.read_indicators(page, "지표\t값\n지표 people\t3,224명")
        assert preview.is_ready, preview.rows
        made = paste.apply(personas.reviewer(), preview)
        assert made[0].value == 3224
        again = paste.read_indicators(page, "people\t3,300")
        assert again.rows[0].replaces == made[0]
        assert not paste.read_indicators(page, "nobody\t1").is_ready
