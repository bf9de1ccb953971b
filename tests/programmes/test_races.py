"""Two people at once, with real threads and transactions: one succeeds, one is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import monotonic

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from programmes import actions
from programmes.models import DivisionBudget, LedgerRow
from tests import personas
from tests.programmes import factories

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 4


def together(act) -> list:
    """Run ``act(number)`` in several threads at the same moment; results and refusals."""
    start = Barrier(PEOPLE)

    def run(number):
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return act(number)
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as threads:
        return list(threads.map(run, range(PEOPLE)))


def refused(results) -> int:
    return sum(isinstance(result, ValidationError) for result in results)


def test_one_correction_of_a_row():
    row = factories.money(factories.edition())
    user = personas.reviewer()
    results = together(
        lambda number: actions.correct_ledger_row(user, row, budget=number, executed=None)
    )
    assert refused(results) == PEOPLE - 1
    assert LedgerRow.objects.filter(replaces=row).count() == 1


def test_one_confirmation_of_a_row():
    row = factories.money(factories.edition(), confirmed=False)
    user = personas.reviewer()
    results = together(lambda number: actions.confirm_rows(user, [row]))
    assert refused(results) == PEOPLE - 1
    assert LedgerRow.objects.counting().count() == 1


def somebody_waits_for_a_lock() -> bool:
    """Whether, within twenty seconds, another transaction waits for one of ours."""
    until = monotonic() + 20
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone()[0]:
                return True
    return False


def test_a_row_that_is_being_corrected_is_not_confirmed_unseen():
    """The confirmation starts while the correction is not committed, and must see it."""
    row = factories.money(factories.edition(), confirmed=False)
    user = personas.reviewer()
    corrected = Event()

    def correct():
        try:
            with transaction.atomic():
                actions.correct_ledger_row(user, row, budget=1, executed=None)
                corrected.set()
                return somebody_waits_for_a_lock()
        finally:
            connection.close()

    def confirm():
        try:
            assert corrected.wait(timeout=20)
            return actions.confirm_rows(user, [row])
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(correct), threads.submit(confirm)
    assert first.result()
    assert "정정된 줄" in second.result().messages[0]
    assert not LedgerRow.objects.confirmed().exists()


def test_one_first_row_of_an_owner():
    page = factories.edition()
    user = personas.reviewer()
    results = together(lambda number: actions.enter_ledger_row(user, page, budget=number))
    assert refused(results) == PEOPLE - 1
    assert LedgerRow.objects.count() == 1


def test_one_next_year():
    page = factories.edition()
    user = personas.reviewer()
    results = together(lambda number: actions.make_next_year(user, page))
    assert refused(results) == PEOPLE - 1
    assert page.get_siblings().count() == 2


def test_one_next_table():
    division = factories.division()
    user = personas.operator()
    results = together(lambda number: actions.make_next_table(user, division))
    assert refused(results) == PEOPLE - 1
    assert DivisionBudget.objects.filter(year=2025).get().units.count() == 2
