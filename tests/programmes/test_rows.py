"""Figures only grow, and the database itself refuses what must not be."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from programmes.counting import newest, newest_whole
from programmes.models import IndicatorValue, LedgerRow
from programmes.querysets import RowsOnlyGrow
from tests import personas
from tests.programmes import factories

pytestmark = pytest.mark.django_db
OCTOBER, DECEMBER = date(2024, 10, 31), date(2024, 12, 31)


@pytest.fixture
def page():
    return factories.edition()


def correct(row, confirmed=True, **amounts):
    """A row that replaces this one, as the action makes it."""
    moment = timezone.now() if confirmed else None
    made = LedgerRow(edition=row.edition, fund=row.fund, as_of=row.as_of, replaces=row, **amounts)
    made.confirmed_at = moment
    made.save()
    return made


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerRow(**fields).save()


def test_a_row_is_neither_changed_nor_deleted(page):
    row = factories.money(page)
    row.budget = 1
    for act in (
        row.save,
        row.delete,
        LedgerRow.objects.all().delete,
        lambda: LedgerRow.objects.update(budget=1),
        lambda: LedgerRow.objects.bulk_update([row], ["budget"]),
    ):
        with pytest.raises(RowsOnlyGrow), transaction.atomic():
            act()
    assert LedgerRow.objects.get().budget == 100


def test_a_page_with_figures_is_not_deleted(page):
    factories.money(page)
    with pytest.raises(ProtectedError):
        page.get_parent().specific.delete()


def test_the_last_confirmed_row_of_a_chain_counts(page):
    first = factories.money(page, 100)
    second = correct(first, budget=110)
    assert list(LedgerRow.objects.counting()) == [second]
    third = correct(second, confirmed=False, budget=120)
    assert list(LedgerRow.objects.counting()) == [second]
    assert third.root == first
    assert list(LedgerRow.objects.heads()) == [third]
    assert list(LedgerRow.objects.waiting()) == [third]
    assert list(LedgerRow.objects.history(second)) == [first, second, third]


def test_an_unconfirmed_row_counts_for_nothing(page):
    factories.money(page, confirmed=False)
    assert not LedgerRow.objects.counting().exists()


def test_a_correction_without_amounts_withdraws_its_chain(page):
    correct(factories.money(page))
    assert not LedgerRow.objects.counting().exists()


def test_counting_is_one_query(page, django_assert_num_queries):
    for fund in ("district", "city", ""):
        correct(factories.money(page, fund=fund), budget=1)
    with django_assert_num_queries(1):
        assert len(LedgerRow.objects.counting()) == 3


def test_one_first_row_a_fund_and_date_absent_ones_too(page):
    for fields in ({}, {"fund": "city"}, {"as_of": OCTOBER}, {"fund": "city", "as_of": OCTOBER}):
        factories.money(page, **fields)
        refused(edition=page, budget=1, **fields)


def test_one_first_row_of_a_unit():
    unit = factories.division().units.first()
    factories.money(unit)
    refused(unit=unit, budget=1)


def test_one_value_a_key_and_date(page):
    factories.value(page)
    factories.value(page, as_of=OCTOBER)
    for as_of in (None, OCTOBER):
        with pytest.raises(IntegrityError), transaction.atomic():
            IndicatorValue(edition=page, key="people", value=1, as_of=as_of).save()


def test_a_row_is_replaced_once(page):
    row = factories.money(page)
    correct(row, budget=1)
    refused(edition=page, budget=2, replaces=row)


def test_exactly_one_owner(page):
    unit = factories.division().units.first()
    refused(budget=1)
    refused(edition=page, unit=unit, budget=1)


@pytest.mark.parametrize(
    "amounts", [{"budget": -1}, {"budget": 1, "executed": -1}, {"budget": None, "executed": None}]
)
def test_amounts_are_stated_and_not_negative(page, amounts):
    refused(edition=page, **amounts)


def test_a_confirmer_never_without_a_time(page):
    refused(edition=page, budget=1, confirmed_by=personas.reviewer())


def test_a_correction_is_about_the_same_money(page):
    row = factories.money(page, fund="city")
    with pytest.raises(ValueError):
        LedgerRow(edition=page, fund="district", budget=1, replaces=row).save()


def test_figures_outlive_the_accounts_that_made_them(page):
    user = personas.reviewer()
    row = factories.money(page, entered_by=user, confirmed_by=user)
    user.delete()
    row.refresh_from_db()
    assert row.confirmed_by is None
    assert row.is_confirmed


def test_the_newest_date_of_each_owner_counts(page):
    undated, october = factories.money(page), factories.money(page, as_of=OCTOBER)
    december = factories.money(page, as_of=DECEMBER, fund="city")
    rows = [undated, october, december]
    assert newest(rows, lambda row: row.owner_key) == [december]
    assert newest(rows, lambda row: row.fund) == [october, december]


def test_a_table_changes_its_date_as_a_whole():
    first, second = factories.division().units.all()
    old = [factories.money(unit, as_of=OCTOBER) for unit in (first, second)]
    new = [factories.money(first, as_of=DECEMBER)]
    assert newest_whole(old + new, 2) == old
    new.append(factories.money(second, as_of=DECEMBER))
    assert newest_whole(old + new, 2) == new
