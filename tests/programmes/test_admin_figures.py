"""The screen 수치 and its forms: enter, correct, confirm, and what a refusal looks like."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes import actions
from programmes.admin.books import DivisionBook, EditionBook
from programmes.models import IndicatorValue, LedgerRow, Origin
from tests import personas
from tests.programmes import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.edition(
        factories.programme(department=personas.department()),
        achievements=[factories.line("교육", 0, "people", "times")],
    )


@pytest.fixture
def book(page):
    return EditionBook(page)


@pytest.fixture
def editor(client, page):
    user = personas.department_editor()
    client.force_login(user)
    return user


@pytest.fixture
def reviewer():
    return personas.reviewer()


def read(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def errors(response) -> dict:
    assert response.status_code == 200
    return response.context["form"].errors


def test_an_editor_enters_money_as_people_write_it(client, book, editor):
    response = client.post(
        book.url("enter", "money"),
        {
            "fund": "district",
            "budget": " 1,070,404천원 ",
            "executed": "0",
            "as_of": "2024. 10. 31.",
            "source_page": "1–2",
        },
    )
    assert response.url == book.url()
    row = LedgerRow.objects.get()
    assert (row.budget, row.executed, row.as_of) == (1_070_404, 0, date(2024, 10, 31))
    assert (row.entered_by, row.origin, row.is_confirmed) == (editor, Origin.ENTERED, False)
    assert "확인 기다림" in read(client, book.url())


@pytest.mark.parametrize(
    ("sent", "field", "word"),
    [
        ({"budget": "백만"}, "budget", "숫자만"),
        ({"budget": "1,000원"}, "budget", "천원 단위"),
        ({"budget": "-5"}, "budget", "0보다"),
        ({"budget": "5.5"}, "budget", "소수점"),
        ({"budget": "9" * 30}, "budget", "너무 커요"),
        ({"budget": "nan"}, "budget", "숫자만"),
        ({"executed": "1e400"}, "executed", "숫자만"),
        ({}, "budget", "예산액이나 집행액"),
        ({"budget": "1", "as_of": "시월"}, "as_of", "날짜로"),
        ({"budget": "1", "fund": "nobody"}, "fund", ""),
        ({"budget": "1", "source_page": "1" * 11}, "source_page", ""),
    ],
)
def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(
    client, book, editor, sent, field, word
):
    response = client.post(book.url("enter", "money"), sent)
    found = errors(response)
    assert list(found) == [field]
    assert word in found[field][0]
    for typed in sent.values():
        if typed != "nobody":
            assert f'value="{typed}"' in response.content.decode()
    assert not LedgerRow.objects.exists()


def test_what_only_the_ledger_knows_is_refused_at_the_form_too(client, book, editor):
    factories.money(book.subject, fund="district")
    found = errors(client.post(book.url("enter", "money"), {"budget": "3", "fund": "district"}))
    assert "이미 있어요" in str(found)
    found = errors(client.post(book.url("enter", "money"), {"budget": "3"}))
    assert "같은 기준일에" in found["fund"][0]
    assert LedgerRow.objects.count() == 1


def test_a_plan_asks_for_no_executed_amount(client, editor, page):
    plan = factories.edition(page.get_parent(), 2025, kind="plan")
    url = EditionBook(plan).url("enter", "money")
    assert "executed" not in client.get(url).context["form"].fields
    client.post(url, {"budget": "9", "executed": "9"})
    assert LedgerRow.objects.get().executed is None


def test_an_indicator_is_offered_by_the_words_of_its_line(client, book, editor):
    form = client.get(book.url("enter", "value") + "?key=times").context["form"]
    assert form["key"].initial == "times"
    assert [label for _key, label in form.fields["key"].choices] == [
        "지표 people (명)",
        "지표 times (명)",
    ]
    client.post(book.url("enter", "value"), {"key": "times", "value": "1,307.5"})
    assert IndicatorValue.objects.get().value == Decimal("1307.5")
    found = errors(client.post(book.url("enter", "value"), {"key": "other", "value": "1.2345"}))
    assert set(found) == {"key", "value"}
    assert "세 자리" in found["value"][0]


def test_a_correction_starts_from_what_stands_and_says_why(client, book, editor, reviewer):
    row = factories.money(book.subject, 109_588, 33_184, fund="district", source_page="3")
    url = book.url("correct", "money", row.pk)
    form = client.get(url).context["form"]
    assert (form["budget"].value(), form["source_page"].value()) == ("109,588", "3")

    found = errors(client.post(url, {"budget": "110000", "executed": "33184", "source_page": "3"}))
    assert list(found) == ["note"]
    same = {"budget": "109,588", "executed": "33,184", "source_page": "3", "note": "까닭"}
    assert "같아요" in errors(client.post(url, same))["budget"][0]
    empty = {"budget": "", "executed": "", "note": "까닭"}
    assert "거둬요" in errors(client.post(url, empty))["budget"][0]

    client.post(url, same | {"budget": "110,000"})
    made = LedgerRow.objects.get(replaces=row)
    assert (made.budget, made.note, made.fund) == (110_000, "까닭", "district")
    body = read(client, book.url())
    assert "<del>" in body
    assert "정정 1번" in body

    late = client.post(url, same | {"budget": "120,000"})
    assert "먼저 정정한" in str(errors(late))


def test_a_withdrawn_figure_leaves_the_page_only_when_confirmed(client, book, editor, reviewer):
    row = factories.value(book.subject)
    client.post(
        book.url("correct", "value", row.pk), {"value": "8", "withdraw": "on", "note": "없는 수치"}
    )
    made = IndicatorValue.objects.get(replaces=row)
    assert made.is_withdrawal
    assert IndicatorValue.objects.counting().get() == row
    client.force_login(reviewer)
    client.post(book.url("confirm"), {"row": f"value-{made.pk}"})
    assert not IndicatorValue.objects.counting().exists()
    assert "거둠" in read(client, book.url())


def test_a_reviewer_confirms_all_that_waits_at_once(client, book, editor, reviewer):
    rows = [
        factories.money(book.subject, fund="district", confirmed=False),
        factories.money(book.subject, fund="city", confirmed=False),
        factories.value(book.subject, confirmed=False),
    ]
    client.force_login(reviewer)
    assert "기다리는 3줄" in read(client, book.url())
    names = [f"money-{rows[0].pk}", f"money-{rows[1].pk}", f"value-{rows[2].pk}"]
    response = client.post(book.url("confirm"), {"row": names}, follow=True)
    assert "3줄을 확인했어요" in response.content.decode()
    assert {row.confirmed_by for row in LedgerRow.objects.all()} == {reviewer}
    assert IndicatorValue.objects.get().confirmed_by == reviewer


def test_a_row_corrected_meanwhile_is_not_confirmed_unseen(client, book, editor, reviewer):
    row = actions.enter_ledger_row(editor, book.subject, budget=5)
    actions.correct_ledger_row(editor, row, budget=6, executed=None)
    client.force_login(reviewer)
    response = client.post(book.url("confirm"), {"row": f"money-{row.pk}"}, follow=True)
    assert "그 사이 정정된" in response.content.decode()
    assert not LedgerRow.objects.confirmed().exists()
    nothing = client.post(book.url("confirm"), follow=True)
    assert "골라 주세요" in nothing.content.decode()


def test_confirming_leads_nowhere_outside(client, book, reviewer):
    row = factories.money(book.subject, confirmed=False)
    client.force_login(reviewer)
    sent = {"row": f"money-{row.pk}", "next": "https://elsewhere.example/"}
    assert client.post(book.url("confirm"), sent).url == book.url()


def test_the_screen_says_who_did_what_and_what_the_public_sees(client, book, editor, reviewer):
    row = actions.enter_ledger_row(editor, book.subject, budget=100, executed=45)
    actions.confirm_rows(reviewer, [row])
    body = read(client, book.url())
    for word in (editor.name, reviewer.name, "100천원", "45%", "값이 없는 지표"):
        assert word in body


def test_a_value_without_its_line_stays_in_sight(client, book, editor):
    factories.value(book.subject, "gone")
    assert "이 이름표를 쓰는 줄이 없어요" in read(client, book.url())


def test_a_divisions_table_is_entered_on_the_same_screen(client, reviewer):
    division = factories.division()
    book = DivisionBook(division)
    first, second = division.units.all()
    client.force_login(reviewer)
    assert "금액이 없는 단위사업" in read(client, book.url())
    url = book.url("enter", "money")
    assert list(errors(client.post(url, {"budget": "1"}))) == ["unit"]
    other = factories.division(2025).units.first()
    assert list(errors(client.post(url, {"budget": "1", "unit": other.pk}))) == ["unit"]
    for unit in (second, first):
        client.post(url, {"budget": "10", "executed": "5", "unit": unit.pk})
    assert [entry.label for entry in book.entries("money")] == ["가", "나"]


def test_the_screens_questions_do_not_grow(client, book, reviewer):
    client.force_login(reviewer)

    def count():
        with CaptureQueriesContext(connection) as queries:
            read(client, book.url())
        return len(queries)

    factories.money(book.subject, as_of=date(2024, 1, 1))
    factories.value(book.subject, as_of=date(2024, 1, 1))
    count()
    few = count()
    for day in range(2, 25):
        factories.money(book.subject, as_of=date(2024, 1, day), confirmed=day % 2)
        factories.value(book.subject, as_of=date(2024, 1, day), confirmed=day % 2)
    assert count() == few


def test_the_ways_in_from_the_page(client, page, book, editor):
    body = read(client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert book.url() in body
    assert book.url("next_year") in body
    assert book.url() in read(client, reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def test_the_pages_history_tells_of_its_figures(client, page, book, editor, reviewer):
    client.post(book.url("enter", "money"), {"budget": "100", "fund": "city"})
    client.force_login(reviewer)
    client.post(book.url("confirm"), {"row": f"money-{LedgerRow.objects.get().pk}"})
    body = read(client, reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "수치 입력: 시비" in body
    assert "수치 확인: 시비" in body
