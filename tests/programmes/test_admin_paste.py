"""한글·엑셀에서 붙여넣기: nothing enters unseen, and all or nothing does."""

import pytest

from programmes import actions
from programmes.admin.books import DivisionBook, EditionBook
from programmes.models import IndicatorValue, LedgerRow, Origin
from tests import personas
from tests.programmes import factories

pytestmark = pytest.mark.django_db

TABLE = """단위사업	예산액	집행액	집행률
가	1,000	455	45.5
나	200	200	100
계	1,200	655	54.6"""


@pytest.fixture
def book():
    return DivisionBook(factories.division())


@pytest.fixture
def user(client):
    user = personas.operator()
    client.force_login(user)
    return user


def look(client, url, text, **fields):
    return client.post(url, {"text": text, "preview": "1"} | fields)


def press(client, url, preview, **changes):
    """Press the button under a preview, as the browser would: with everything the form holds."""
    form = preview.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return client.post(url, sent | {"apply": "1"} | changes)


def test_a_preview_stores_nothing_and_says_what_would_change(client, book, user):
    unit = book.units[0]
    row = factories.money(unit, 1000, 400)
    url = book.url("paste", "money")
    preview = look(client, url, TABLE, source_page="3")
    assert LedgerRow.objects.count() == 1
    states = [line["state"] for line in preview.context["lines"]]
    assert states == ["correction", "new"]
    budget, executed = preview.context["lines"][0]["cells"]
    assert (budget["difference"], executed["difference"]) == (None, 55)
    assert preview.context["form"]["text"].value() == TABLE

    assert press(client, url, preview).url == book.url()
    corrected, new = LedgerRow.objects.exclude(pk=row.pk).order_by("pk")
    assert (corrected.replaces, corrected.executed, corrected.source_page) == (row, 455, "3")
    assert new.unit.name == "나"
    assert {corrected.origin, new.origin} == {Origin.PASTED}
    assert not corrected.is_confirmed


def test_a_line_that_cannot_be_read_keeps_all_out(client, book, user):
    url = book.url("paste", "money")
    preview = look(client, url, TABLE + "\n모르는 사업\t1\t1\t100")
    body = preview.content.decode()
    assert "이 표에 없는 단위사업이에요." in body
    assert "모르는 사업" in body
    assert not preview.context["may_apply"]
    assert press(client, url, preview).status_code == 200
    assert not LedgerRow.objects.exists()


def test_what_changed_since_the_preview_asks_for_another_look(client, book, user):
    url = book.url("paste", "money")
    preview = look(client, url, TABLE)
    actions.enter_ledger_row(user, book.units[0], budget=999)
    again = press(client, url, preview)
    assert "그 사이 바뀌었어요" in again.content.decode()
    assert LedgerRow.objects.count() == 1
    assert press(client, url, again).status_code == 302
    assert LedgerRow.objects.count() == 3


def test_an_edited_table_asks_for_another_look(client, book, user):
    url = book.url("paste", "money")
    preview = look(client, url, TABLE)
    assert press(client, url, preview, text="가\t5\t5\t100").status_code == 200
    assert press(client, url, preview, as_of="2024-10-31").status_code == 200
    assert press(client, url, preview, seen="").status_code == 200
    assert not LedgerRow.objects.exists()


def test_the_same_table_again_changes_nothing(client, book, user):
    url = book.url("paste", "money")
    press(client, url, look(client, url, TABLE))
    again = look(client, url, TABLE)
    assert not again.context["may_apply"]
    assert "넣을 줄이 없어요" in again.content.decode()


def test_an_empty_paste_and_a_bad_date_stand_beside_their_fields(client, book, user):
    response = look(client, book.url("paste", "money"), "", as_of="시월")
    assert set(response.context["form"].errors) == {"text", "as_of"}
    assert 'value="시월"' in response.content.decode()


def test_values_of_indicators_are_pasted_too(client):
    page = factories.edition(
        factories.programme(department=personas.department()),
        achievements=[factories.line("교육", 0, "people", "times")],
    )
    client.force_login(personas.department_editor())
    book = EditionBook(page)
    url = book.url("paste", "value")
    press(client, url, look(client, url, "지표 people\t1,307명\n지표 times\t40"))
    values = IndicatorValue.objects.values_list("key", "value")
    assert dict(values) == {"people": 1307, "times": 40}


def test_a_plans_paste_shows_no_executed_amount(client, user):
    plan = factories.edition(factories.programme(), kind="plan")
    url = EditionBook(plan).url("paste", "money")
    preview = look(client, url, "구비\t63,553")
    assert [str(heading) for heading in preview.context["headings"]] == ["예산액"]
    assert press(client, url, preview).status_code == 302
    assert LedgerRow.objects.get().budget == 63_553
