"""확인을 기다리는 수치, and what the admin's first page says of it."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes import actions
from programmes.admin.panels import WaitingFiguresPanel
from programmes.models import LedgerRow
from tests import personas
from tests.programmes import factories

pytestmark = pytest.mark.django_db

URL = "/admin/figures/waiting/"


def edition(slug="bridge", team=None, year=2024, **fields):
    programme = factories.programme(slug, department=team or personas.department())
    return factories.edition(programme, year, department=programme.department, **fields)


@pytest.fixture
def other_team():
    return personas.department("시험2팀", "team-two")


def tokens(response) -> list[str]:
    return [item.token for item in response.context["object_list"]]


def test_the_oldest_stands_first_and_the_filters_narrow(client, other_team):
    first = factories.money(edition(), confirmed=False)
    second = factories.value(
        edition("other", other_team, 2025, achievements=[factories.line("교육", 0, "people")]),
        confirmed=False,
    )
    third = factories.money(factories.division().units.first(), confirmed=False)
    factories.money(edition("done"))
    client.force_login(personas.reviewer())
    everything = [f"money-{first.pk}", f"value-{second.pk}", f"money-{third.pk}"]
    assert tokens(client.get(URL)) == everything
    assert tokens(client.get(URL, {"year": "2025"})) == everything[1:2]
    assert tokens(client.get(URL, {"department": other_team.pk})) == everything[1:2]
    assert tokens(client.get(URL, {"department": "division"})) == everything[2:]
    assert tokens(client.get(URL, {"department": "division", "year": "2025"})) == []
    results = client.get(reverse("figures:waiting_results"), {"year": "2025"})
    assert tokens(results) == everything[1:2]


def test_editors_see_their_own_departments_rows_and_no_tick(client, other_team):
    own = factories.money(edition(), confirmed=False)
    factories.money(edition("other", other_team), confirmed=False)
    factories.money(factories.division().units.first(), confirmed=False)
    client.force_login(personas.department_editor())
    response = client.get(URL)
    assert tokens(response) == [f"money-{own.pk}"]
    assert 'name="row"' not in response.content.decode()


def test_each_row_says_what_became_of_it(client):
    page, division = edition(), factories.division()
    good = [factories.money(page, fund=fund, confirmed=False) for fund in ("district", "city")]
    replaced = factories.money(division.units.first(), confirmed=False)
    editor = personas.operator()
    actions.correct_ledger_row(editor, replaced, budget=3, executed=None)
    client.force_login(personas.reviewer())
    response = client.post(URL, {"row": [f"money-{row.pk}" for row in [*good, replaced]]})
    assert response.status_code == 200
    assert [row.is_done for row in response.context["results"]] == [True, True]
    body = response.content.decode()
    assert "1줄은 그 사이" in body
    assert LedgerRow.objects.confirmed().count() == 2
    assert len(response.context["object_list"]) == 1


def test_a_refused_book_keeps_no_other_waiting(client, monkeypatch):
    good = factories.money(edition(), confirmed=False)
    bad = factories.money(factories.division().units.first(), confirmed=False)
    refuse = actions.confirm_rows

    def confirm(user, rows):
        if bad in rows:
            raise actions.ValidationError("먼저 확인한 줄이에요.")
        return refuse(user, rows)

    monkeypatch.setattr(actions, "confirm_rows", confirm)
    client.force_login(personas.reviewer())
    response = client.post(URL, {"row": [f"money-{bad.pk}", f"money-{good.pk}"]})
    results = {row.row.pk: (row.is_done, row.result) for row in response.context["results"]}
    assert results == {good.pk: (True, "확인했어요."), bad.pk: (False, "먼저 확인한 줄이에요.")}
    assert LedgerRow.objects.confirmed().get() == good


def test_nothing_ticked_says_so(client):
    client.force_login(personas.reviewer())
    factories.money(edition(), confirmed=False)
    assert "골라 주세요" in client.post(URL).content.decode()


def test_an_empty_list_says_that_nothing_waits(client):
    client.force_login(personas.reviewer())
    assert "확인을 기다리는 수치가 없어요." in client.get(URL).content.decode()


def test_the_lists_questions_do_not_grow(client):
    division = factories.division(names=[str(number) for number in range(30)])
    page = edition(achievements=[factories.line("교육", 0, "people")])
    client.force_login(personas.reviewer())

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    units = list(division.units.all())
    factories.money(page, confirmed=False)
    factories.value(page, confirmed=False)
    factories.money(units.pop(), confirmed=False)
    count()
    few = count()
    for unit in units:
        factories.money(unit, confirmed=False)
    assert count() == few


def panel_of(user) -> str:
    request = RequestFactory().get("/admin/")
    request.user = user
    return WaitingFiguresPanel(request).render_html({})


def test_the_first_page_counts_what_waits_for_whom(client):
    editor, page = personas.department_editor(), edition()
    assert panel_of(personas.reviewer()) == ""
    actions.enter_ledger_row(editor, page, budget=1)
    factories.money(factories.division().units.first(), confirmed=False)
    body = panel_of(personas.operator())
    assert "<b>2줄</b>" in body
    assert page.title in body
    own = panel_of(editor)
    assert "확인을 기다리는 내 수치" in own
    assert "<b>1줄</b>" in own
    assert panel_of(personas.officer()) == ""
    client.force_login(editor)
    assert "확인을 기다리는 내 수치" in client.get("/admin/").content.decode()
