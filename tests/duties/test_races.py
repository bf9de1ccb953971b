"""Two people at once, with real threads and transactions on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from tests import personas
from tests.duties.factories import KIND, duty, page
from yeongdeungpoever.accounts import handover
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.duties import actions
from yeongdeungpoever.duties.models import Duty, HandOver

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 4


def together(*acts) -> list:
    """Run every act in a thread of its own at the same moment; results and refusals."""
    start = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return act()
        except (ValidationError, PermissionDenied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def refused(results) -> int:
    return sum(isinstance(result, Exception) for result in results)


@pytest.mark.parametrize("by_key", [True, False])
def test_one_open_duty_of_a_subject(by_key):
    subject = "2026-11" if by_key else page("a")
    results = together(
        *(lambda: actions.open_duty(KIND, subject, title="일") for _number in range(PEOPLE))
    )
    assert len({each.pk for each in results}) == 1
    assert Duty.objects.count() == 1


def test_one_of_two_takes_it():
    row, first, second = duty(), personas.reviewer(), personas.operator()
    results = together(
        lambda: actions.take(row, by=first),
        lambda: actions.take(row, by=second),
    )
    assert refused(results) == 1
    (winner,) = [each.owner for each in results if isinstance(each, Duty)]
    row.refresh_from_db()
    assert row.owner == winner


def test_one_of_two_assignments_upon_the_same_view():
    first, second = personas.operator(), personas.administrator()
    seen = duty()
    results = together(
        lambda: actions.assign(Duty.objects.get(), by=first, owner=first, seen=seen),
        lambda: actions.assign(Duty.objects.get(), by=second, owner=second, seen=seen),
    )
    assert refused(results) == 1


@pytest.mark.parametrize("turn", range(5))
def test_what_is_closed_while_it_is_handed_over_is_closed(turn):
    leaver, successor = personas.reviewer(), personas.operator()
    rows = [duty(key=str(number), owner=leaver) for number in range(5)]
    results = together(
        lambda: actions.hand_over(leaver, successor, by=None),
        *(lambda key=str(number): actions.close_duty(KIND, key) for number in range(5)),
    )
    assert refused(results) == 0
    assert not Duty.objects.open().exists()
    assert Duty.objects.closed().count() == len(rows)


def test_two_hand_overs_of_the_same_person():
    leaver, boss = personas.reviewer(), personas.administrator()
    first, second = personas.operator(), personas.department_editor()
    for number in range(5):
        duty(key=str(number), owner=leaver)
    today = timezone.localdate()
    results = together(
        lambda: handover.plan(leaver, first, today, by=boss),
        lambda: handover.plan(leaver, second, today, by=boss),
    )
    assert refused(results) == 1
    (row,) = [each for each in results if isinstance(each, HandOver)]
    assert set(Duty.objects.values_list("owner", flat=True)) == {row.successor_id}


def test_two_who_hand_over_to_each_other():
    """One goes; the other's successor is then nobody who works here."""
    first, second = personas.reviewer(), personas.operator()
    boss = personas.administrator()
    today = timezone.localdate()
    results = together(
        lambda: handover.plan(first, second, today, by=boss),
        lambda: handover.plan(second, first, today, by=boss),
    )
    assert refused(results) == 1
    assert sum(each.works_here for each in User.objects.exclude(pk=boss.pk)) == 1


def test_two_administrators_who_go_at_once_leave_one():
    first = personas.administrator()
    second = User.objects.create_superuser("second@test.example", "x" * 12, name="둘째")
    successors = personas.reviewer(), personas.operator()
    today = timezone.localdate()
    results = together(
        lambda: handover.plan(first, successors[0], today, by=first),
        lambda: handover.plan(second, successors[1], today, by=second),
    )
    assert refused(results) == 1
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1
