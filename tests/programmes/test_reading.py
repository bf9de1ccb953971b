"""What drafts, levels and missing rows do to lists and pages, and what reading costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import nested_form_data, streamfield

from programmes.figures import ProgrammeFigures
from programmes.listings import latest_division_table, reconciliation_of, result_cards
from programmes.models import DivisionBudget, EditionPage, LedgerRow
from tests import personas
from tests.programmes import factories

pytestmark = pytest.mark.django_db


def test_a_page_without_rows_reads_well(client):
    page = factories.edition()
    shown = client.get(page.url).content.decode()
    assert "예산현황" not in shown
    assert "천원" not in shown
    assert client.get(factories.index_page().url).status_code == 200


def test_no_table_without_confirmed_rows():
    factories.money(factories.division().units.first(), confirmed=False)
    assert latest_division_table() is None


def test_a_part_of_a_table_has_no_total():
    first, second = factories.division().units.all()
    factories.money(first, 100, 50)
    factories.money(second, 100, None)
    table = latest_division_table()
    assert (table.total.budget, table.total.executed, table.total.rate) == (200, None, None)


def test_levels_hold_in_lists_and_figures():
    programme = factories.programme(visibility="staff")
    page = factories.edition(programme, achievements=[factories.line("일", 0, "people")])
    factories.value(page)
    assert result_cards(personas.visitor(), [programme.pk]) == []
    assert len(result_cards(personas.administrator(), [programme.pk])) == 1
    assert ProgrammeFigures().get([f"{programme.slug}/2024/people"]) == {}


def test_an_unpublished_edition_is_no_part_of_reconciliation():
    division = factories.division()
    unit = division.units.first()
    factories.money(unit, 100, 50)
    page = factories.edition(unit_programme=unit)
    factories.money(page, 90, 50)
    assert [item.difference for item in reconciliation_of(division).differences] == [10]
    page.unpublish()
    found = reconciliation_of(division)
    assert not found.differences
    assert unit in found.without_editions


def test_a_value_unknown_on_one_side_is_incomplete_not_different():
    division = factories.division()
    unit = division.units.first()
    factories.money(unit, 100, None)
    factories.money(factories.edition(unit_programme=unit), 100, 50)
    found = reconciliation_of(division)
    assert found.incomplete == [unit]
    assert not found.differences


def test_the_draft_is_previewed_with_its_figures(client):
    programme = factories.programme(department=personas.department())
    page = factories.edition(programme, achievements=[factories.line("일", 0, "people")])
    factories.money(page, 100, 50)
    client.force_login(personas.administrator())
    page.purpose = "미리 본 글"
    page.save_revision()
    answer = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert answer.status_code == 200
    assert "미리 본 글" in answer.content.decode()
    assert "50%" in answer.content.decode()


def test_a_page_not_yet_saved_is_previewed(rf):
    page = EditionPage(title="새 해", year=2025, kind="plan")
    programme = factories.programme()
    page.path, page.depth = programme.path + "0001", programme.depth + 1
    page.set_url_path(programme)
    request = rf.get("/")
    request.user = personas.administrator()
    answer = page.serve_preview(request, "")
    answer.render()
    assert "새 해" in answer.content.decode()


def _edit(client, page, **changes):
    """Post the edition's own admin form."""
    data = {
        "title": page.title,
        "year": page.year,
        "kind": page.kind,
        "visibility": "public",
        **{name: streamfield([]) for name in (*page.LINE_FIELDS, "cities")},
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    } | changes
    return client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(data))


def test_the_year_is_the_address_and_stands_once(client):
    programme = factories.programme()
    page, other = factories.edition(programme, 2024), factories.edition(programme, 2023)
    client.force_login(personas.administrator())
    answer = _edit(client, other, year=2024)
    assert answer.status_code == 200
    assert "그해 페이지가 이미 있어요" in answer.content.decode()
    assert _edit(client, page, year=2025).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == "2025"


def test_a_unit_of_another_year_is_refused(client):
    page = factories.edition(year=2024)
    client.force_login(personas.administrator())
    unit = factories.division(2023).units.first()
    answer = _edit(client, page, unit_programme=unit.pk)
    assert "그해 과 예산 현황의 단위사업" in answer.content.decode()


def _typed(*keys) -> dict:
    """Lines as the editor sends them, each naming one of these indicators."""
    return streamfield(
        ("line", factories.line("한 일")["value"] | {"indicators": _listed(key)}) for key in keys
    )


def _listed(key) -> dict:
    item = {"value": {"key": key, "label": "지표", "unit": "명"}, "order": "0", "deleted": ""}
    return {"count": "1", "0": item}


def test_an_indicator_key_stands_once_on_a_page(client):
    page = factories.edition()
    client.force_login(personas.administrator())
    for changes in (
        {"achievements": _typed("people", "people")},
        {"achievements": _typed("people"), "plans": _typed("people")},
    ):
        answer = _edit(client, page, **changes)
        assert "같은 지표 이름표가 두 번 나와요: people" in answer.content.decode()
    assert _edit(client, page, achievements=_typed("people", "times")).status_code == 302
    page.refresh_from_db()
    assert list(page.get_latest_revision_as_object().indicators) == ["people", "times"]


def test_the_large_figure_is_one_of_the_pages_own(client):
    page = factories.edition()
    client.force_login(personas.administrator())
    answer = _edit(client, page, achievements=_typed("people"), headline="times")
    assert "줄에 없는 지표예요" in str(answer.context["form"].errors["headline"])
    answer = _edit(client, page, achievements=_typed("people"), headline="people")
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().headline == "people"


def test_two_divisions_of_one_year_keep_their_figures_apart():
    first, second = factories.division(), factories.division(division="다른과")
    factories.money(first.units.first(), 100, 50)
    factories.money(second.units.first(), 400, 100)
    labels = dict(ProgrammeFigures().choices())
    assert len(labels) == 6
    found = ProgrammeFigures().get(labels)
    rates = {figure.label: figure.value for key, figure in found.items() if "rate" in key}
    assert rates == {"시험과 집행률": 50, "다른과 집행률": 25}


def queries(client, url) -> int:
    client.get(url, {"warm": 1})
    with CaptureQueriesContext(connection) as found:
        assert client.get(url, {"x": len(url)}).status_code == 200
    return len(found)


def fill(programme, number: int, start: int = 0) -> None:
    """Programmes with an edition, and rows of many dates and corrections on all of them."""
    units = list(DivisionBudget.objects.get().units.all())
    for position in range(start, start + number):
        made = factories.programme(f"p{position}")
        page = factories.edition(
            made, unit_programme=units[0], achievements=[factories.line("일", 0, "people")]
        )
        first = factories.money(page, fund="city")
        LedgerRow(
            edition=page, fund="city", budget=5, replaces=first, confirmed_at=first.confirmed_at
        ).save()
        factories.money(page, fund="district")
        factories.value(page)


def test_the_number_of_queries_stays_the_same_as_rows_grow(client):
    division = factories.division()
    for unit in division.units.all():
        factories.money(unit)
    own = factories.programme("own", department=personas.department())
    page = factories.edition(own, unit_programme=division.units.first())
    factories.edition(own, 2023)
    factories.money(page, 1, 1)
    fill(own, 1)
    urls = [factories.index_page().url, own.url, page.url]
    few = [queries(client, url) for url in urls]
    assert max(few) <= 20
    fill(own, 9, start=1)
    rows = [
        LedgerRow(
            unit=division.units.first(),
            budget=number,
            as_of=f"{2000 + number // 12}-{number % 12 + 1:02}-28",
            confirmed_at=division.units.first().ledger.first().confirmed_at,
        )
        for number in range(1, 288)
    ]
    LedgerRow.objects.bulk_create(rows)
    assert [queries(client, url) for url in urls] == few
