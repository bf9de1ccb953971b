"""Who may open and use each screen of figures: every screen, every person, GET and POST."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programmes.admin.books import DivisionBook, EditionBook
from programmes.admin.forms import AmountField, DayField, NumberField
from programmes.admin.viewsets import FiguresViewSet
from programmes.models import EditionPage, IndicatorValue, LedgerRow, ProgrammePage
from tests import personas
from tests.programmes import factories
from yeongdeungpoever.accounts.models import User

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "officer", "stranger", "editor", "reviewer", "operator")
PASTED = {"text": "구비\t100\t40\t40"}
ENTERED = {"budget": "5", "executed": "1", "fund": "city", "as_of": "2024-06-30"}

# What a screen of an edition answers to each of PEOPLE: "in" lets in, "out" leads a member of
# staff to the admin's first page, "sign-in" a visitor to the sign-in; "refused" tells somebody
# signed in who is no staff that the back office is not theirs.
_OUTSIDE = ("sign-in", "refused")
EVERYBODY = (*_OUTSIDE, "in", "in", "in", "in")
OWN = (*_OUTSIDE, "out", "in", "in", "in")
CONFIRMING = (*_OUTSIDE, "out", "out", "in", "in")
OPERATING = (*_OUTSIDE, "out", "out", "out", "in")

SCREENS = [
    # name, method, data, answers
    ("edition", "get", None, OWN),
    ("edition enter money", "get", None, OWN),
    ("edition enter money", "post", ENTERED, OWN),
    ("edition enter value", "get", None, OWN),
    ("edition enter value", "post", {"key": "people", "value": "3", "as_of": "2024-06-30"}, OWN),
    ("edition correct money", "get", None, OWN),
    ("edition correct money", "post", {"budget": "7", "note": "까닭"}, OWN),
    ("edition correct value", "get", None, OWN),
    ("edition correct value", "post", {"value": "9", "note": "까닭"}, OWN),
    ("edition paste", "get", None, OWN),
    ("edition paste", "post", PASTED, OWN),
    ("edition next year", "get", None, OWN),
    ("edition next year", "post", {}, OWN),
    ("edition confirm", "post", {"row": "money"}, CONFIRMING),
    ("division", "get", None, CONFIRMING),
    ("division enter money", "get", None, CONFIRMING),
    ("division enter money", "post", ENTERED | {"unit": "unit"}, CONFIRMING),
    ("division correct money", "get", None, CONFIRMING),
    ("division correct money", "post", {"budget": "7", "note": "까닭"}, CONFIRMING),
    ("division paste", "get", None, CONFIRMING),
    ("division paste", "post", {"text": "가\t100\t40\t40"}, CONFIRMING),
    ("division confirm", "post", {"row": "division money"}, CONFIRMING),
    ("division next year", "get", None, OPERATING),
    ("division next year", "post", {}, OPERATING),
    ("tables", "get", None, CONFIRMING),
    ("table add", "get", None, OPERATING),
    ("table add", "post", {}, OPERATING),
    ("table edit", "get", None, OPERATING),
    ("table edit", "post", {}, OPERATING),
    ("waiting", "get", None, EVERYBODY),
    ("waiting results", "get", None, EVERYBODY),
    ("waiting", "post", {"row": "money"}, CONFIRMING),
    ("report", "get", None, EVERYBODY),
    ("report results", "get", None, EVERYBODY),
    ("report csv", "get", None, EVERYBODY),
    ("report xlsx", "get", None, EVERYBODY),
]


@pytest.fixture
def world():
    """An edition and a table with waiting rows; addresses of every screen by name."""
    page = factories.edition(
        factories.programme(department=personas.department()),
        achievements=[factories.line("교육", 0, "people")],
    )
    division = factories.division()
    unit = division.units.first()
    rows = {
        "money": factories.money(page, confirmed=False, fund="district"),
        "value": factories.value(page, confirmed=False),
        "division money": factories.money(unit, confirmed=False),
    }
    edition, table = EditionBook(page), DivisionBook(division)
    report = reverse("budget_reconciliation")
    urls = {
        "edition": edition.url(),
        "edition enter money": edition.url("enter", "money"),
        "edition enter value": edition.url("enter", "value"),
        "edition correct money": edition.url("correct", "money", rows["money"].pk),
        "edition correct value": edition.url("correct", "value", rows["value"].pk),
        "edition paste": edition.url("paste", "money"),
        "edition next year": edition.url("next_year"),
        "edition confirm": edition.url("confirm"),
        "division": table.url(),
        "division enter money": table.url("enter", "money"),
        "division correct money": table.url("correct", "money", rows["division money"].pk),
        "division paste": table.url("paste", "money"),
        "division confirm": table.url("confirm"),
        "division next year": table.url("next_year"),
        "tables": reverse("division_budgets:index"),
        "table add": reverse("division_budgets:add"),
        "table edit": reverse("division_budgets:edit", args=[division.pk]),
        "waiting": reverse("figures:waiting"),
        "waiting results": reverse("figures:waiting_results"),
        "report": report,
        "report results": reverse("budget_reconciliation_results"),
        "report csv": f"{report}?export=csv",
        "report xlsx": f"{report}?export=xlsx",
    }
    named = {
        name: f"{'value' if name == 'value' else 'money'}-{row.pk}" for name, row in rows.items()
    }
    return {"urls": urls, "rows": named | {"unit": unit.pk}, "page": page, "division": division}


def person(name):
    if name == "stranger":
        return personas.department_editor(personas.department("시험2팀", "team-two"))
    return {"editor": personas.department_editor}.get(name) or getattr(personas, name)


def sign_in(client, name):
    found = person(name)
    user = found() if callable(found) else found
    if user.is_authenticated:
        client.force_login(user)


def answer(response) -> str:
    """``in``, ``out``, ``sign-in`` or ``refused``; anything else is a fault of the screen."""
    if response.status_code == 200:
        return "in"
    if response.status_code == 403:
        return "refused"
    assert response.status_code == 302, response.status_code
    if response.url == "/admin/":
        return "out"
    return "sign-in" if "login" in response.url else "in"


@pytest.mark.parametrize("who", PEOPLE)
def test_who_is_let_in(client, world, who):
    """One table for all, so that a new screen without a rule is seen."""
    sign_in(client, who)
    wrong = []
    before = (
        LedgerRow.objects.count(),
        IndicatorValue.objects.count(),
        EditionPage.objects.count(),
    )
    for name, method, data, answers in SCREENS:
        sent = {key: world["rows"].get(value, value) for key, value in (data or {}).items()}
        response = getattr(client, method)(world["urls"][name], sent)
        wanted = answers[PEOPLE.index(who)]
        if answer(response) != wanted:
            wrong.append(f"{method} {name}: {answer(response)}, not {wanted}")
    assert not wrong, "\n".join(wrong)
    after = (LedgerRow.objects.count(), IndicatorValue.objects.count(), EditionPage.objects.count())
    if who in ("visitor", "officer", "stranger"):
        assert after == before
        assert not LedgerRow.objects.confirmed().exists()


def test_every_screen_is_in_the_table(world):
    ours = {pattern.name for pattern in FiguresViewSet().get_urlpatterns()}
    assert ours == {
        "waiting", "waiting_results", "book", "confirm", "next_year", "enter", "paste", "correct",
    }  # fmt: skip


def test_a_confirmation_is_only_a_post(client, world):
    sign_in(client, "reviewer")
    assert client.get(world["urls"]["edition confirm"]).status_code == 405


def test_a_row_of_another_book_is_not_found(client, world):
    """Object and parent must belong together, or a right on one page would reach another."""
    other = factories.edition(factories.programme("other", department=personas.department()))
    unit = factories.division(2025).units.first()
    foreign, of_division = (
        factories.money(other, confirmed=False),
        factories.money(unit, confirmed=False),
    )
    sign_in(client, "reviewer")
    book, table = EditionBook(world["page"]), DivisionBook(world["division"])
    for address in (
        book.url("correct", "money", foreign.pk),
        book.url("correct", "money", of_division.pk),
        book.url("correct", "value", foreign.pk),
        table.url("correct", "money", of_division.pk),
        table.url("correct", "money", foreign.pk),
        table.url("correct", "value", 1),
        table.url("paste", "value"),
        table.url("enter", "value"),
        book.url("correct", "nothing", foreign.pk),
        book.url("enter", "nothing"),
        book.url("paste", "nothing"),
        "/admin/figures/nothing/1/",
        "/admin/figures/edition/0/",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"budget": "1", "note": "n"}).status_code == 404
    for row in (foreign, of_division):
        assert client.post(book.url("confirm"), {"row": f"money-{row.pk}"}).status_code == 404
        assert client.post(table.url("confirm"), {"row": f"money-{row.pk}"}).status_code == 404
    for nonsense in ("money", "money-x", "-1", "other-1", "money-²"):
        assert client.post(book.url("confirm"), {"row": nonsense}).status_code == 404
    assert not LedgerRow.objects.confirmed().exists()
    assert LedgerRow.objects.filter(replaces__isnull=False).count() == 0


def test_an_edition_without_lines_has_no_values_to_paste(client, world):
    bare = factories.edition(factories.programme("bare"), kind="plan")
    sign_in(client, "operator")
    assert client.get(EditionBook(bare).url("paste", "value")).status_code == 404


def test_the_menu_shows_what_a_person_may_open(client, world):
    def shown(who):
        sign_in(client, who)
        return client.get(reverse("figures:waiting")).content.decode()

    for who, expected in (("editor", (True, False)), ("operator", (True, True))):
        body = shown(who)
        assert (reverse("figures:waiting") in body) is expected[0]
        assert (reverse("division_budgets:index") in body) is expected[1]
        assert reverse("budget_reconciliation") in body


def _may_edit(user, page) -> bool:
    # Both anew: Wagtail remembers permissions on the user.
    fresh = ProgrammePage.objects.get(pk=page.pk)
    return fresh.permissions_for_user(User.objects.get(pk=user.pk)).can_edit()


def test_a_draft_hands_no_programme_to_another_department():
    first, second = personas.department(), personas.department("시험2팀", "team-two")
    editor, other = personas.department_editor(first), personas.department_editor(second)
    page = factories.programme(department=first)
    draft = ProgrammePage.objects.get(pk=page.pk)
    draft.department = second
    revision = draft.save_revision()
    assert (_may_edit(editor, page), _may_edit(other, page)) == (True, False)
    revision.publish()
    assert (_may_edit(editor, page), _may_edit(other, page)) == (False, True)


def test_an_address_beyond_every_key_is_404(client):
    client.force_login(personas.operator())
    for kind in ("edition", "division"):
        assert client.get(f"/admin/figures/{kind}/{10**25}/").status_code == 404


@pytest.mark.parametrize(
    "text", ["1e9", "1e3000000", "1_0", "١٢", "NaN", "Infinity", "-1", "9" * 31]
)
def test_no_number_is_read_otherwise_than_a_person_means_it(text):
    for field in (AmountField(), NumberField()):
        with pytest.raises(ValidationError):
            field.clean(text)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_a_date_stays_within_the_years_of_the_house(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)
