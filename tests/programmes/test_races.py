"""Two people at once, with real threads and transactions: one succeeds, one is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from programmes import actions
from programmes.models import LedgerRow
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
