"""Open, close, take, hand out: what waits has an owner or a team, and a date."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from tests import personas
from tests.duties.factories import KIND, LAW, duty, page
from yeongdeungpoever.duties import actions
from yeongdeungpoever.duties.models import ClosedDay, Duty, Ending

pytestmark = pytest.mark.django_db
# A Friday.
NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


@time_machine.travel(NOW, tick=False)
def test_working_days_are_counted_without_the_days_off_that_staff_know():
    assert duty(key="a").due_on == date(2026, 12, 2)
    ClosedDay.objects.create(day=date(2026, 11, 30), name="임시공휴일")
    assert duty(key="b").due_on == date(2026, 12, 3)


@time_machine.travel(NOW, tick=False)
def test_a_time_of_the_law_counts_every_day_and_ends_on_a_working_day():
    """Friday and eight days is a Saturday; 민법 161조 moves the end to Monday."""
    assert duty(kind=LAW, key="a").due_on == date(2026, 12, 7)


@time_machine.travel(NOW, tick=False)
def test_a_new_day_off_moves_counted_dates_and_no_given_ones():
    counted, given = duty(key="a"), duty(key="b", due_on=date(2026, 12, 2))
    day = ClosedDay.objects.create(day=date(2026, 12, 1), name="임시공휴일")
    for row in (counted, given):
        row.refresh_from_db()
    assert (counted.due_on, given.due_on) == (date(2026, 12, 3), date(2026, 12, 2))
    day.delete()
    counted.refresh_from_db()
    assert counted.due_on == date(2026, 12, 2)


def test_opening_twice_gives_the_same_duty_and_ending_it_lets_the_next_begin():
    subject = page("a")
    first = actions.open_duty(KIND, subject, title="일")
    assert actions.open_duty(KIND, subject.specific, title="다른 말") == first
    person = personas.reviewer()
    closed = actions.close_duty(KIND, subject, by=person)
    assert (closed, closed.closed_by, closed.how) == (first, person, Ending.DONE)
    assert actions.close_duty(KIND, subject) is None
    assert actions.open_duty(KIND, subject, title="일") != first


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        actions.open_duty("nowhere.nothing", "key", title="일")


def test_overdue_from_the_day_after():
    with time_machine.travel(NOW, tick=False) as clock:
        row = duty(due_on=date(2026, 11, 27))
        assert (row.is_overdue, row.days_over) == (False, 0)
        clock.shift(timedelta(days=1))
        assert (row.is_overdue, row.days_over) == (True, 1)
        assert list(Duty.objects.overdue()) == [row]


def test_the_first_to_take_it_has_it():
    row, first, second = duty(), personas.reviewer(), personas.operator()
    assert actions.take(row, by=first).owner == first
    assert actions.take(row, by=first).owner == first
    with pytest.raises(ValidationError, match="다른 사람이 맡은"):
        actions.take(row, by=second)


def test_what_somebody_held_who_is_gone_may_be_taken():
    leaver, next_one = personas.reviewer(), personas.operator()
    row = duty(owner=leaver)
    leaver.is_active = False
    leaver.save()
    assert actions.take(row, by=next_one).owner == next_one


def test_nobody_takes_what_has_ended():
    row = duty(key="a")
    actions.close_duty(KIND, "a")
    with pytest.raises(ValidationError, match="끝난"):
        actions.take(row, by=personas.reviewer())


def test_an_assignment_upon_an_old_view_is_refused():
    operator, reviewer = personas.operator(), personas.reviewer()
    seen = duty()
    actions.assign(Duty.objects.get(), by=operator, owner=reviewer)
    with pytest.raises(ValidationError, match="그 사이"):
        actions.assign(seen, by=operator, owner=operator, seen=seen)


def test_who_has_left_or_is_no_staff_gets_nothing():
    operator, officer = personas.operator(), personas.officer()
    with pytest.raises(ValidationError, match=officer.name):
        actions.assign(duty(), by=operator, owner=officer)


def test_an_owner_is_not_their_own_deputy():
    operator, reviewer = personas.operator(), personas.reviewer()
    row = duty(owner=operator, deputy=reviewer)
    row = actions.assign(row, by=operator, owner=reviewer)
    assert (row.owner, row.deputy) == (reviewer, None)


def test_another_departments_editor_hands_nothing_out():
    other = personas.department_editor(personas.department("시험2팀", "team-two"))
    row = duty(department=personas.department())
    personas.reviewer()
    with pytest.raises(PermissionDenied):
        actions.assign(row, by=other, owner=other)
    with pytest.raises(PermissionDenied):
        actions.take(row, by=other)


def test_handing_over_moves_both_places():
    leaver, successor, boss = (
        personas.reviewer(),
        personas.operator(),
        personas.administrator(),
    )
    owned, deputised = duty(key="a", owner=leaver), duty(key="b", owner=boss, deputy=leaver)
    both = duty(key="c", owner=leaver, deputy=successor)
    ended = duty(key="d", owner=leaver)
    actions.close_duty(KIND, "d")
    assert actions.hand_over(leaver, successor, by=boss) == 3
    for row in (owned, deputised, both, ended):
        row.refresh_from_db()
    assert (owned.owner, deputised.deputy) == (successor, successor)
    assert (both.owner, both.deputy) == (successor, None)
    assert ended.owner == leaver


def test_only_what_lost_its_record_is_put_away_by_hand():
    operator = personas.operator()
    subject = personas.department("사라질 팀", "team-gone")
    row = actions.open_duty(KIND, subject, title="일")
    with pytest.raises(PermissionDenied):
        actions.put_away(row, by=operator)
    subject.delete()
    row = Duty.objects.get()
    assert (row.url, row.title) == ("", "일")
    assert actions.put_away(row, by=operator).how == Ending.GONE


def test_closed_duties_are_kept_for_three_years():
    with time_machine.travel(NOW, tick=False) as clock:
        duty(key="a")
        duty(key="b")
        actions.close_duty(KIND, "a")
        clock.shift(timedelta(days=3 * 365 - 1))
        assert actions.forget_old() == 0
        clock.shift(timedelta(days=2))
        assert actions.forget_old() == 1
    assert Duty.objects.get().subject_id == "b"


def test_a_person_who_leaves_is_emptied_from_the_row():
    person = personas.reviewer()
    row = duty(owner=person, deputy=person, asked_by=person)
    person.delete()
    row.refresh_from_db()
    assert (row.owner, row.deputy, row.asked_by) == (None, None, None)
