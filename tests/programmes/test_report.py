"""The district's report, loaded and read back: what it prints comes out of the rows."""

import re
import tomllib
from decimal import Decimal

import pytest

from home.management.commands import load_report
from programmes import actions
from programmes.figures import ProgrammeFigures
from programmes.listings import (
    latest_division_table,
    latest_editions,
    reconciliation_of,
    result_cards,
)
from programmes.loading import load
from programmes.models import (
    DivisionBudget,
    EditionPage,
    IndicatorValue,
    LedgerRow,
    ProgrammePage,
    UnitProgramme,
)
from programmes.tables import edition_table
from tests import personas, site
from yeongdeungpoever.korean.numbers import format_number
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district

pytestmark = pytest.mark.django_db


def printed_rates() -> list[dict]:
    file = district().content / "report-2022" / "printed.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["rate"]


def text_of(client, page) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    """The text of the main part, without markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_ten_programmes_eleven_editions(report):
    assert ProgrammePage.objects.live().count() == 10
    assert EditionPage.objects.live().filter(kind="results", year=2022).count() == 7
    assert EditionPage.objects.live().filter(kind="plan", year=2023).count() == 4


def test_loading_again_changes_nothing(report):
    def state():
        return (
            BasePage.objects.count(),
            list(BasePage.objects.values_list("latest_revision", flat=True)),
            LedgerRow.objects.count(),
            IndicatorValue.objects.count(),
            UnitProgramme.objects.count(),
        )

    row = LedgerRow.objects.first()
    actions.correct_ledger_row(personas.administrator(), row, budget=1, executed=1)
    before = state()
    load(district().content, site.home_page())
    assert state() == before


def test_the_command_publishes_the_front_page(db):
    load_report.Command().handle()
    assert site.home_page().live
    assert EditionPage.objects.count() == 11


def test_every_printed_rate_comes_out_of_the_rows(report, edition):
    table = latest_division_table()
    units = dict(zip([unit.slug for unit in UnitProgramme.objects.all()], table.rows, strict=True))
    for item in printed_rates():
        subject = item["subject"]
        if "/" in subject:
            page = edition(subject)
            own = edition_table(page, LedgerRow.objects.for_edition(page))
            line = own.total or own.rows[0]
        else:
            line = table.total if subject == "total" else units[subject]
        assert (line.budget, line.executed) == (item["budget"], item["executed"]), subject
        assert format_number(line.rate) == item["rate"], subject


def test_the_rates_are_printed_on_their_pages(report, edition, client):
    index = words(text_of(client, report))
    for item in printed_rates():
        subject = item["subject"]
        shown = words(text_of(client, edition(subject))) if "/" in subject else index
        assert f"{item['budget']:,} {item['executed']:,} {item['rate']}%" in shown, subject


def test_only_the_divisions_table_has_a_date(report, edition, client):
    assert "2022. 10. 31.(월) 기준" in text_of(client, report)
    assert "기준," not in text_of(client, edition("finance-centre/2022"))


def test_a_plan_is_never_shown_as_a_result(report, client):
    for page in EditionPage.objects.filter(year=2023):
        shown = words(text_of(client, page))
        assert "세부 추진계획" in shown
        assert "소요예산" in shown
        assert "2023년 계획입니다" in shown
        for word in ("추진실적", "집행액", "집행률", "%", "예산현황"):
            assert word not in shown, (page, word)
    amounts = {
        page.programme_slug: edition_table(page, LedgerRow.objects.for_edition(page)).rows[0].budget
        for page in EditionPage.objects.filter(year=2023)
    }
    assert sorted(amounts.values()) == [29_000, 50_000, 63_553, 186_812]


def test_what_the_report_lacks_is_absent(report, edition, client):
    healthy = words(text_of(client, edition("healthy-city/2022")))
    assert "사업대상" not in healthy
    assert "추진일정" not in healthy
    assert "사업기간: 4~12월" in healthy
    city = words(text_of(client, edition("city-exchange/2022")))
    assert "사업개요" in city
    assert "담당팀 대외협력팀" in city
    assert "담당팀" not in healthy
    assert "문의 건강특구팀" in healthy


def test_lines_keep_their_order_depth_and_figures(report, edition, client):
    page = edition("finance-standing/2022")
    view = page.get_context(_request(client, page))["edition"]
    results = view.sections[0]
    assert [len(line.children) for line in results.lines] == [3, 3]
    assert [str(figure.value.normalize()) for figure in results.groups[0].figures] == [
        "13",
        "4E+1",
        "3224",
    ]
    assert results.source_page == "7"
    assert [item["label"] for item in view.toc] == [
        "사업개요",
        "추진실적",
        "향후계획",
        "예산현황",
        "이어진 사업",
    ]


def _request(client, page):
    return client.get(page.url).wsgi_request


def test_twin_cities_keep_their_mark(report, edition, client):
    for name in ("city-exchange/2022", "city-exchange/2023"):
        shown = words(text_of(client, edition(name)))
        assert "국외(4개)" in shown
        assert "중국 황포구(우호)" in shown


def test_a_programme_that_follows_two_says_so_both_ways(report, client):
    later = ProgrammePage.objects.get(slug="medical-tourism")
    shown = text_of(client, later)
    assert "의 해석입니다" in shown
    for slug in ("medical-zone-promotion", "medical-tourism-base"):
        earlier = ProgrammePage.objects.get(slug=slug)
        assert f'href="{earlier.url}"' in shown
        assert f'href="{later.url}"' in text_of(client, earlier)


def test_both_amounts_are_printed_where_they_differ(report, edition, client):
    shown = words(text_of(client, edition("healthy-city/2022")))
    assert "54,000 49,076 90.9%" in shown
    assert "건강특구 활성화 10,000 10,000 100%" in shown
    assert "그 까닭이 없습니다" in shown
    agreeing = words(text_of(client, edition("finance-centre/2022")))
    assert "국제금융특구 활성화" not in agreeing


def test_labels_are_said_to_be_ours(report, client):
    shown = words(text_of(client, ProgrammePage.objects.get(slug="csr-ecosystem")))
    assert "SDG 12 지속가능한 생산과 소비" in shown
    assert "의 분류입니다" in shown


def test_the_index_narrows_by_year(report, client):
    every = text_of(client, report)
    plans = client.get(f"{report.url}?year=2023").content.decode()
    assert "/programmes/peace-unification/" in every
    assert "/programmes/peace-unification/" not in plans
    assert "/programmes/city-exchange/" in plans
    assert "2023년 계획" in plans
    # The division's table is of 2022: it does not stand under another year.
    assert "1,070,404" in every
    assert "1,070,404" not in plans
    assert client.get(f"{report.url}?year=nonsense").status_code == 200


def test_reconciliation_lists_exactly_what_differs(report):
    found = reconciliation_of(DivisionBudget.objects.get())
    assert [
        (item.unit.name, item.label, item.stated, item.summed, item.difference)
        for item in found.differences
    ] == [
        ("대외교류 활성화", "예산액", 198_888, 148_088, 50_800),
        ("대외교류 활성화", "집행액", 90_527, 61_934, 28_593),
        ("건강특구 활성화", "예산액", 10_000, 54_000, -44_000),
        ("건강특구 활성화", "집행액", 10_000, 49_076, -39_076),
        ("의료관광 활성화", "집행액", 258_672, 258_665, 7),
    ]
    assert [unit.name for unit in found.without_editions] == [
        "기본경비",
        "내부거래지출 (기금전출금)",
    ]
    assert not found.incomplete
    assert not found.agrees


def test_one_correction_moves_everything(report, client, django_capture_on_commit_callbacks):
    """One row of the division's table corrected and confirmed: rate, total, bar on the front
    page and 예산 대조 follow."""
    load_report.Command().handle()
    row = LedgerRow.objects.get(unit__slug="health-zone")
    editor, reviewer = personas.operator(), personas.reviewer()
    made = actions.correct_ledger_row(editor, row, budget=54_000, executed=49_076)

    def shown():
        return words(client.get("/").content.decode())

    assert "건강특구 활성화" in shown()
    assert "1,070,404 623,784 58.3%" in shown()
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_rows(reviewer, [made])
    assert "54,000 49,076 90.9%" in shown()
    assert "1,114,404 662,860 59.5%" in shown()
    assert 'width="90.9"' in client.get("/").content.decode()
    assert DivisionBudget.objects.get().table().total.rate == Decimal("59.5")
    names = [item.unit.name for item in reconciliation_of(row.unit.division).differences]
    assert "건강특구 활성화" not in names
    assert len(names) == 3


def test_an_older_draft_leaves_newer_figures_alone(report, edition, client):
    page = edition("healthy-city/2022")
    page.purpose = "옛 글입니다."
    draft = page.save_revision()
    reviewer = personas.reviewer()
    row = LedgerRow.objects.get(edition=page, fund="city")
    made = actions.correct_ledger_row(reviewer, row, budget=10_000, executed=10_000)
    value = IndicatorValue.objects.get(edition=page, key="plogging-sessions")
    counted = actions.correct_indicator_value(reviewer, value, value=Decimal(96))
    actions.confirm_rows(reviewer, [made, counted])
    draft.publish()
    shown = words(text_of(client, page))
    assert "옛 글입니다." in shown
    assert "54,000 54,000 100%" in shown
    assert "96 회" in shown


def test_cards_show_results_in_the_order_asked(report):
    pages = {page.slug: page.pk for page in ProgrammePage.objects.all()}
    asked = [pages["healthy-city"], pages["city-exchange"], 0]
    cards = result_cards(personas.visitor(), asked)
    assert [card.url for card in cards] == [
        "/programmes/healthy-city/",
        "/programmes/city-exchange/",
    ]
    # 2023 is a plan, so the figure comes from 2022, and says so.
    assert cards[1].figures[0].value == 100
    assert "2022년" in cards[1].figures[0].label


def test_latest_editions_are_cards(report):
    cards = latest_editions(personas.visitor(), 3)
    assert len(cards) == 3
    assert all(card.url and card.drawing for card in cards)


def test_figures_answer_by_key(report):
    provider = ProgrammeFigures()
    keys = [
        "finance-standing/2022/participants",
        f"division/{DivisionBudget.objects.get().pk}/rate",
        "finance-standing/2022/nobody",
        "nonsense",
    ]
    found = provider.get(keys)
    assert set(found) == set(keys[:2])
    people = found[keys[0]]
    assert (people.value, people.unit, people.year, people.source_page) == (3224, "명", 2022, "7")
    assert people.url == "/programmes/finance-standing/2022/"
    assert found[keys[1]].value == Decimal("58.3")
    labels = dict(provider.choices())
    assert keys[0] in labels
    assert not [key for key in labels if "/2023/" in key]
    assert set(provider.get(labels)) == set(labels)
