"""예산 대조 in the back office: exactly what differs, with the way to it, and safe files."""

import io

import pytest
from openpyxl import load_workbook

from programmes import actions
from programmes.admin.books import DivisionBook, EditionBook
from programmes.models import DivisionBudget, LedgerRow
from tests import personas
from tests.programmes import factories
from yeongdeungpoever.sheets.exports import safe_cell

pytestmark = pytest.mark.django_db

URL = "/admin/reports/budget/"


def lines(response) -> list[tuple]:
    return [
        (line.unit_name, line.label, line.stated, line.summed, line.difference)
        for line in response.context["object_list"]
    ]


def test_the_reports_own_differences_and_nothing_else(client, report):
    client.force_login(personas.operator())
    response = client.get(URL)
    assert lines(response) == [
        ("대외교류 활성화", "예산액", 198_888, 148_088, 50_800),
        ("대외교류 활성화", "집행액", 90_527, 61_934, 28_593),
        ("건강특구 활성화", "예산액", 10_000, 54_000, -44_000),
        ("건강특구 활성화", "집행액", 10_000, 49_076, -39_076),
        ("의료관광 활성화", "집행액", 258_672, 258_665, 7),
    ]
    (found,) = response.context["found"]
    assert [unit.name for unit in found["apart"]] == ["기본경비", "내부거래지출 (기금전출금)"]
    body = response.content.decode()
    assert "사업 없는 단위사업" in body
    assert DivisionBook(DivisionBudget.objects.get()).url() in body


def test_a_correction_moves_the_report(client, report, edition):
    operator = personas.operator()
    page = edition("healthy-city/2022")
    unit = page.unit_programme
    row = LedgerRow.objects.get(unit=unit)
    made = actions.correct_ledger_row(operator, row, budget=54_000, executed=49_076)
    client.force_login(operator)
    assert len(lines(client.get(URL))) == 5
    actions.confirm_rows(operator, [made])
    left = lines(client.get(URL))
    assert [line[0] for line in left] == ["대외교류 활성화", "대외교류 활성화", "의료관광 활성화"]


def test_links_lead_only_where_the_person_may_go(client):
    division = factories.division(names=("가",))
    unit = division.units.get()
    page = factories.edition(
        factories.programme(department=personas.department()), unit_programme=unit
    )
    factories.money(unit, 100, 50)
    factories.money(page, 90, 50)
    client.force_login(personas.department_editor())
    body = client.get(URL).content.decode()
    assert EditionBook(page).url() in body
    assert DivisionBook(division).url() not in body
    client.force_login(personas.reviewer())
    assert DivisionBook(division).url() in client.get(URL).content.decode()


def test_a_year_may_be_chosen_and_agreement_is_said(client):
    for year, stated in ((2024, 100), (2025, 90)):
        unit = factories.division(year, names=("가",)).units.get()
        page = factories.edition(factories.programme(f"p{year}"), year, unit_programme=unit)
        factories.money(unit, stated, 50)
        factories.money(page, 90, 50)
    client.force_login(personas.operator())
    assert "차이가 없습니다" in client.get(URL).content.decode()
    assert lines(client.get(URL, {"year": "2024"})) == [("가", "예산액", 100, 90, 10)]
    assert client.get(URL, {"year": "1999"}).status_code == 200
    results = client.get(f"{URL}results/", {"year": "2024"})
    assert "사업 페이지 합" in results.content.decode()


def test_a_house_without_tables_says_what_to_do(client):
    client.force_login(personas.operator())
    body = client.get(URL).content.decode()
    assert "견줄 예산 현황이 아직 없어요" in body


def test_what_cannot_be_compared_stands_apart(client):
    unit = factories.division(names=("가",)).units.get()
    page = factories.edition(factories.programme(), unit_programme=unit)
    factories.money(unit, 100, None)
    factories.money(page, 100, 50)
    client.force_login(personas.operator())
    assert "아직 견줄 수 없는 단위사업" in client.get(URL).content.decode()


@pytest.fixture
def formula():
    """A difference whose 단위사업 is a formula."""
    unit = factories.division(names=("=cmd|' /C calc'!A1",)).units.get()
    page = factories.edition(factories.programme(), unit_programme=unit)
    factories.money(unit, 80, 50)
    factories.money(page, 90, 50)
    return unit


def test_files_run_no_formula(client, formula):
    client.force_login(personas.operator())
    response = client.get(URL, {"export": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    heading, line = text.splitlines()
    assert heading == "연도,과,단위사업,항목,과 예산 현황(천원),사업 페이지 합(천원),차이(천원)"
    assert line == f"2024,시험과,{safe_cell(formula.name)},예산액,80,90,-10"

    response = client.get(URL, {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    cells = list(book.active.rows)[1]
    assert [cell.value for cell in cells][4:] == [80, 90, -10]
    assert all(cell.data_type != "f" for cell in cells)


def test_one_row_corrected_and_confirmed_moves_everything(
    client, report, django_capture_on_commit_callbacks
):
    """Its rate, the total, the bar on home and 예산 대조 follow, through the screens alone."""
    table = DivisionBook(DivisionBudget.objects.get())
    row = LedgerRow.objects.get(unit__name="기본경비")
    before = client.get("/").content.decode()
    assert "58.3" in before
    client.force_login(personas.operator())
    client.post(
        table.url("correct", "money", row.pk),
        {"budget": "83,624", "executed": "83,624", "source_page": "1–2", "note": "결산"},
    )
    assert (table.table.total.executed, str(table.table.total.rate)) == (623_784, "58.3")
    made = LedgerRow.objects.get(replaces=row)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(table.url("confirm"), {"row": f"money-{made.pk}"})
    total = table.table.total
    assert (total.executed, str(total.rate)) == (645_743, "60.3")
    (line,) = [line for line in table.table.rows if line.name == "기본경비"]
    assert str(line.rate) == "100.0"
    client.logout()
    after = client.get("/").content.decode()
    assert "645,743" in after
    assert "60.3" in after
