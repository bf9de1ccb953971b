"""Until when an answer is due: working days, standing still while the applicant mends."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from network.joining import actions, clock
from network.models import JoiningRules
from network.states import State
from tests import personas
from tests.network.handed_in import complete, submitted
from yeongdeungpoever.duties.models import ClosedDay, Duty

# 2027: 설날 is a Sunday; 6 to 8 February are off, the 9th in its stead.
WEDNESDAY = date(2027, 2, 3)


def at(day: int, month: int = 2, hour: int = 3) -> datetime:
    """Noon in Seoul."""
    return datetime(2027, month, day, hour, tzinfo=UTC)


def test_seven_days_over_new_year():
    assert clock.start(WEDNESDAY, 7).answer_by == date(2027, 2, 16)


def test_a_day_off_declared_later():
    closed = frozenset([date(2027, 2, 10)])
    assert clock.start(WEDNESDAY, 7, closed).answer_by == date(2027, 2, 17)


@pytest.mark.parametrize(
    ("stopped", "left"),
    [
        (date(2027, 2, 3), 7),  # on the day itself
        (date(2027, 2, 4), 7),  # the day of asking is not ours either
        (date(2027, 2, 5), 6),
        (date(2027, 2, 8), 5),  # a day off: Thursday and Friday are used
        (date(2027, 2, 10), 5),
        (date(2027, 2, 11), 4),
        (date(2027, 2, 16), 1),  # on the last day
        (date(2027, 3, 31), 1),  # long over: what comes back is never due at once
    ],
)
def test_what_is_left_when_the_clock_stops(stopped, left):
    assert clock.pause(WEDNESDAY, 7, stopped) == left


def test_closed_days_do_not_use_up_the_time():
    closed = frozenset([date(2027, 2, 10), date(2027, 2, 11)])
    assert clock.pause(WEDNESDAY, 7, date(2027, 2, 12), closed) == 5


def test_the_clock_goes_on_with_what_was_left():
    resumed = clock.start(date(2027, 2, 26), 4)
    # 1 March is off.
    assert resumed.answer_by == date(2027, 3, 5)
    assert resumed.columns()["days_left"] is None


@pytest.mark.django_db
def test_the_whole_way_over_new_year_and_a_day_off():
    reviewer = personas.reviewer()
    with time_machine.travel(at(3), tick=False):
        application = submitted(personas.applicant())
        assert application.answer_by == date(2027, 2, 16)
        assert Duty.objects.get(kind="network.application").due_on == date(2027, 2, 16)
    with time_machine.travel(at(5), tick=False):
        actions.request_changes(application, by=reviewer, parts=["reach"], reason="전화번호")
        application.refresh_from_db()
        assert (application.answer_by, application.clock_from, application.days_left) == (
            None,
            None,
            6,
        )
        assert not Duty.objects.open().exists()
    with time_machine.travel(at(25), tick=False):
        # It stands still however long it takes, and closed days in between do not matter.
        ClosedDay.objects.create(day=date(2027, 2, 24), name="임시공휴일")
        actions.recount()
        actions.resubmit(application, by=application.applicant)
        application.refresh_from_db()
        # Friday, then Tuesday to Friday without 1 March, then Monday.
        assert application.answer_by == date(2027, 3, 8)
        assert application.state == State.IN_REVIEW
        duty = Duty.objects.open().get(kind="network.application")
        assert (duty.due_on, duty.days) == (date(2027, 3, 8), 6)


@pytest.mark.django_db
@time_machine.travel(at(3), tick=False)
def test_a_closed_day_moves_the_answer_and_its_duty(django_capture_on_commit_callbacks):
    application = submitted(personas.applicant())
    with django_capture_on_commit_callbacks(execute=True):
        day = ClosedDay.objects.create(day=date(2027, 2, 12), name="임시공휴일")
    application.refresh_from_db()
    duty = Duty.objects.get(kind="network.application")
    assert application.answer_by == duty.due_on == date(2027, 2, 17)
    with django_capture_on_commit_callbacks(execute=True):
        day.delete()
    application.refresh_from_db()
    assert application.answer_by == date(2027, 2, 16)


@pytest.mark.django_db
@time_machine.travel(at(3), tick=False)
def test_a_closed_day_moves_no_clock_that_stands_still_and_no_decided_one():
    reviewer, applicant = personas.reviewer(), personas.applicant()
    stopped = submitted(applicant)
    actions.request_changes(stopped, by=reviewer, parts=["reach"], reason="전화번호")
    decided = submitted(applicant, name="나다라 주식회사")
    actions.reject(decided, by=reviewer, reason="까닭")
    ClosedDay.objects.create(day=date(2027, 2, 12), name="임시공휴일")
    assert actions.recount() == 0
    stopped.refresh_from_db()
    assert stopped.answer_by is None


@pytest.mark.django_db
@time_machine.travel(at(3), tick=False)
def test_the_days_are_those_of_the_rules_when_it_came_in():
    rules = JoiningRules.objects.create(answer_days=3)
    before = submitted(personas.applicant())
    rules.answer_days = 10
    rules.save()
    actions.recount()
    before.refresh_from_db()
    assert before.answer_by == date(2027, 2, 10)
    assert complete(before.applicant, name="나다라").answer_by is None


@pytest.mark.django_db
class TestLate:
    def test_a_new_day_is_told_and_the_leader_gets_a_duty(self):
        leader = personas.reviewer()
        team = leader.department
        team.leader = leader
        team.save()
        JoiningRules.objects.create(department=team)
        with time_machine.travel(at(3), tick=False):
            application = submitted(personas.applicant())
        with time_machine.travel(at(16, hour=8), tick=False):
            assert actions.postpone_overdue(date(2027, 2, 16)) == 0
        with time_machine.travel(at(17, hour=0), tick=False):
            assert actions.postpone_overdue(date(2027, 2, 17)) == 1
            assert actions.postpone_overdue(date(2027, 2, 17)) == 0
        application.refresh_from_db()
        assert (application.answer_by, application.postponed) == (date(2027, 2, 24), 1)
        late = Duty.objects.open().get(kind="network.application_late")
        assert (late.owner, late.department) == (leader, team)
        review = Duty.objects.open().get(kind="network.application")
        assert review.due_on == date(2027, 2, 24)
        with time_machine.travel(at(25, hour=0), tick=False):
            assert actions.postpone_overdue(date(2027, 2, 25)) == 1
        application.refresh_from_db()
        assert application.postponed == 2
        assert Duty.objects.open().filter(kind="network.application_late").count() == 1

    def test_nothing_on_a_closed_day(self):
        with time_machine.travel(at(3), tick=False):
            submitted(personas.applicant())
        ClosedDay.objects.create(day=date(2027, 2, 17), name="임시공휴일")
        with time_machine.travel(at(18), tick=False):
            assert actions.postpone_overdue(date(2027, 2, 20)) == 0  # a Saturday
            # The closed day moved the date as well.
            assert actions.postpone_overdue(date(2027, 2, 17)) == 0

    def test_not_while_the_applicant_mends(self):
        with time_machine.travel(at(3), tick=False):
            application = submitted(personas.applicant())
            actions.request_changes(
                application, by=personas.reviewer(), parts=["reach"], reason="전화번호"
            )
        assert actions.postpone_overdue(date(2027, 4, 1)) == 0

    def test_the_people_who_held_the_review_keep_it(self):
        reviewer = personas.reviewer()
        with time_machine.travel(at(3), tick=False):
            application = submitted(personas.applicant())
            actions.take(application, by=reviewer)
        with time_machine.travel(at(17), tick=False):
            actions.postpone_overdue(date(2027, 2, 17))
        assert Duty.objects.open().get(kind="network.application").owner == reviewer

    def test_the_duty_ends_with_the_decision(self):
        reviewer = personas.reviewer()
        with time_machine.travel(at(3), tick=False):
            application = submitted(personas.applicant())
        with time_machine.travel(at(17), tick=False):
            actions.postpone_overdue(date(2027, 2, 17))
            actions.reject(application, by=reviewer, reason="까닭")
        assert not Duty.objects.open().exists()
