"""예산 현황 in the menu, 다음 해 만들기, and pages that figures keep."""

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from programmes.admin.books import DivisionBook, EditionBook
from programmes.models import DivisionBudget, EditionPage, LedgerRow, UnitProgramme
from tests import personas
from tests.programmes import factories
from yeongdeungpoever.pages.models import BasePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    user = personas.operator()
    client.force_login(user)
    return user


def sent(units, initial=0, **fields):
    return nested_form_data(
        {"year": "2024", "division": "시험과", "title": "예산 현황", "source_page": "", "note": ""}
        | fields
        | {"units": inline_formset(units, initial=initial)}
    )


def unit(name, order=1, **fields):
    return {"name": name, "ORDER": str(order), "note": ""} | fields


def test_a_table_is_made_with_its_lines(client, operator):
    url = reverse("division_budgets:add")
    made = client.post(url, sent([unit("가", 1), unit("나", 2)]))
    division = DivisionBudget.objects.get()
    assert made.url == DivisionBook(division).url()
    assert [(each.name, each.slug) for each in division.units.all()] == [
        ("가", "unit-1"),
        ("나", "unit-2"),
    ]
    again = client.post(url, sent([unit("가")]))
    assert again.status_code == 200
    assert "이미 있어요" in again.content.decode()
    assert client.get(url).context["form"].initial["division"] == "시험과"


def test_names_and_order_change_and_used_lines_stay(client, operator):
    division = factories.division()
    first, second = division.units.all()
    factories.money(first)
    url = reverse("division_budgets:edit", args=[division.pk])
    lines = [
        unit("가 새 이름", 5, id=str(first.pk)),
        unit("나", 2, id=str(second.pk)),
        unit("다", 1),
    ]
    assert client.post(url, sent(lines, initial=2)).status_code == 302
    assert [each.name for each in division.units.all()] == ["다", "나", "가 새 이름"]

    gone = [unit("가 새 이름", 5, id=str(first.pk), DELETE="1"), unit("나", 2, id=str(second.pk))]
    kept = client.post(url, sent(gone, initial=2))
    assert "뺄 수 없어요" in kept.content.decode()
    assert UnitProgramme.objects.filter(pk=first.pk).exists()
    moved = client.post(url, sent(lines[:2], initial=2, year="2030"))
    assert "바꿀 수 없어요" in moved.content.decode()
    assert LedgerRow.objects.count() == 1


def test_the_list_leads_to_the_figures(client, operator):
    division = factories.division()
    body = client.get(reverse("division_budgets:index")).content.decode()
    assert DivisionBook(division).url() in body
    assert reverse("division_budgets:edit", args=[division.pk]) in body


def test_the_lists_questions_do_not_grow(client, operator):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("division_budgets:index")).status_code == 200
        return len(queries)

    factories.division()
    count()
    few = count()
    for year in range(2000, 2015):
        factories.division(year, names=("가", "나", "다"))
    # Once, as a new table makes the site forget what it had read.
    count()
    assert count() == few


def test_a_table_with_figures_is_not_deleted_by_any_way(client):
    """Not even where the screens' own refusals are passed by."""
    division = factories.division()
    unit = division.units.first()
    factories.money(unit)
    for kept in (unit, division):
        with pytest.raises(ProtectedError), transaction.atomic():
            kept.delete()
    for rows in (UnitProgramme.objects.all(), DivisionBudget.objects.all()):
        with pytest.raises(ProtectedError), transaction.atomic():
            rows.delete()
    assert LedgerRow.objects.count() == 1


def test_a_table_with_lines_is_not_deleted(client):
    division = factories.division()
    url = reverse("division_budgets:delete", args=[division.pk])
    client.force_login(personas.administrator())
    response = client.post(url, follow=True)
    assert "지울 수 없어요" in response.content.decode()
    assert DivisionBudget.objects.exists()


def test_next_years_table_has_the_lines_and_no_figures(client, operator):
    division = factories.division()
    factories.money(division.units.first())
    book = DivisionBook(division)
    assert "2025년 만들기" in client.get(book.url("next_year")).content.decode()
    response = client.post(book.url("next_year"))
    made = DivisionBudget.objects.get(year=2025)
    assert response.url == DivisionBook(made).url()
    assert [each.name for each in made.units.all()] == ["가", "나"]
    assert not LedgerRow.objects.filter(unit__division=made).exists()
    again = client.post(book.url("next_year"))
    assert "이미 있어요" in again.content.decode()
    history = client.get(reverse("division_budgets:history", args=[made.pk])).content.decode()
    assert "2024년 표의 단위사업으로 만듦" in history


def test_next_years_page_is_a_draft_and_is_made_once(client):
    page = factories.edition(factories.programme(department=personas.department()))
    book = EditionBook(page)
    client.force_login(personas.department_editor())
    assert EditionPage.objects.count() == 1
    client.get(book.url("next_year"))
    assert EditionPage.objects.count() == 1
    response = client.post(book.url("next_year"))
    made = EditionPage.objects.get(year=2025)
    assert not made.live
    assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert client.get(response.url).status_code == 200
    again = client.post(book.url("next_year"))
    assert response.url in again.content.decode()
    assert "이미 있어요" in again.content.decode()


@pytest.mark.parametrize("way", ["one", "many"])
@pytest.mark.parametrize("row", [factories.money, factories.value])
@pytest.mark.parametrize("place", ["edition", "programme", "index", "home"])
def test_a_page_with_figures_below_is_not_deleted(client, way, row, place):
    page = factories.edition()
    row(page, confirmed=False)
    programme = page.get_parent()
    index = programme.get_parent()
    asked = {"edition": page, "programme": programme, "index": index, "home": index.get_parent()}
    bystander = factories.programme("bystander")
    client.force_login(personas.administrator())
    if way == "one":
        url = reverse("wagtailadmin_pages:delete", args=[asked[place].pk])
    else:
        bulk = reverse("wagtail_bulk_action", args=["pages", "basepage", "delete"])
        url = f"{bulk}?id={bystander.pk}&id={asked[place].pk}&next=/admin/"
    response = client.post(url, follow=True)
    assert response.status_code == 200
    assert "수치가 딸려 있어서 지울 수 없어요" in response.content.decode()
    for kept in (page, bystander):
        assert BasePage.objects.filter(pk=kept.pk).exists()


def test_a_page_without_figures_is_deleted(client):
    programme = factories.programme()
    client.force_login(personas.administrator())
    client.post(reverse("wagtailadmin_pages:delete", args=[programme.pk]))
    assert not BasePage.objects.filter(pk=programme.pk).exists()
