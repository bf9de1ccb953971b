"""Many at once upon one application, with real threads and transactions on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.joining import actions
from network.joining.handing_in import MOST_PENDING
from network.models import Application, ApplicationMove, Membership, Officer, Organisation
from network.states import State
from tests import personas
from tests.network import factories
from tests.network.handed_in import complete, submitted
from yeongdeungpoever.accounts import handover
from yeongdeungpoever.accounts.groups import REVIEWER
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.duties.models import ClosedDay, Duty
from yeongdeungpoever.korean.working_days import add_working_days
from yeongdeungpoever.notices.models import Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY = 20
REASON = "까닭"


def together(*acts) -> list:
    """Run every act in a thread of its own at the same moment; results and refusals. Whatever
    else is raised (a deadlock) fails the test."""
    start = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return act()
        except (ValidationError, PermissionDenied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def won(results) -> list:
    return [result for result in results if not isinstance(result, Exception)]


def reviewers(number: int) -> list[User]:
    """So many people who may decide."""
    role = Group.objects.get(name=REVIEWER)
    return [personas._staff(f"reviewer-{each}", role) for each in range(number)]


def notices(kind: str) -> int:
    return Notice.objects.filter(kind=f"network.application_{kind}").count()


@pytest.mark.parametrize("of", ["one", "each"])
def test_twenty_approve_one_application(of):
    people = reviewers(1) * MANY if of == "one" else reviewers(MANY)
    personas.other_officer()
    application = submitted(personas.applicant())
    mail.outbox.clear()
    results = together(
        *(
            lambda person=person: actions.approve(
                Application.objects.get(pk=application.pk), by=person
            )
            for person in people
        )
    )
    (organisation,) = won(results)
    assert Organisation.objects.filter(name=application.name).get() == organisation
    assert Membership.objects.filter(organisation=organisation).count() == 1
    assert Officer.objects.filter(organisation=organisation).count() == 1
    assert ApplicationMove.objects.filter(move="approve").count() == 1
    assert ModelLogEntry.objects.filter(action="network.application.approve").count() == 1
    assert notices("approved") == 1
    assert [message.to for message in mail.outbox if "승인" in message.subject] == [
        ["applicant@test.example"]
    ]
    organisation.refresh_from_db()
    assert organisation.managers == 1


@pytest.mark.parametrize("turn", range(3))
def test_approve_and_reject_at_once(turn):
    first, second = reviewers(2)
    application = submitted(personas.applicant())
    results = together(
        *(lambda: actions.approve(application, by=first) for _number in range(3)),
        *(lambda: actions.reject(application, by=second, reason=REASON) for _number in range(3)),
    )
    assert len(won(results)) == 1
    application.refresh_from_db()
    approved = application.state == State.APPROVED
    assert approved or application.state == State.REJECTED
    assert (notices("approved"), notices("rejected")) == ((1, 0) if approved else (0, 1))
    assert Membership.objects.count() == int(approved)
    loser = second if approved else first
    told = [str(result.messages[0]) for result in results if isinstance(result, ValidationError)]
    winner = first if approved else second
    assert any(winner.get_full_name() in words for words in told), (told, loser)


@pytest.mark.parametrize("turn", range(3))
def test_submit_many_times(turn):
    applicant = personas.applicant()
    draft = complete(applicant)
    results = together(
        *(
            lambda: actions.submit(Application.objects.get(pk=draft.pk), by=applicant)
            for _number in range(8)
        )
    )
    assert len(won(results)) == 1
    assert notices("received") == 1
    assert Duty.objects.open().count() == 1


def test_numbers_are_given_once_and_none_is_left_out():
    people = [personas._user(f"applicant-{number}") for number in range(10)]
    drafts = [complete(person, name=f"기관 {person.pk}") for person in people]
    # Nobody has handed in anything this year: the counter's row is made at the same moment.
    results = together(
        *(lambda draft=draft: actions.submit(draft, by=draft.applicant) for draft in drafts)
    )
    year = timezone.localdate().year
    assert sorted(each.number for each in won(results)) == [
        f"{year}-{number:04d}" for number in range(1, 11)
    ]


@pytest.mark.parametrize("turn", range(3))
def test_two_people_for_one_unit_approved_at_once(turn):
    first, second = reviewers(2)
    number = factories.registration_number("104")
    found = [
        submitted(personas._user(f"applicant-{each}"), name="한 기관", registration_number=number)
        for each in range(2)
    ]
    results = together(
        lambda: actions.approve(found[0], by=first),
        lambda: actions.approve(found[1], by=second),
    )
    assert len(won(results)) == 1
    assert Membership.objects.count() == 1
    assert notices("approved") == 1


@pytest.mark.parametrize("turn", range(3))
def test_withdrawn_while_it_is_approved_and_asked_to_be_mended(turn):
    first, second = reviewers(2)
    application = submitted(personas.applicant())
    results = together(
        lambda: actions.approve(application, by=first),
        lambda: actions.request_changes(application, by=second, parts=["reach"], reason=REASON),
        lambda: actions.withdraw(application, by=application.applicant),
    )
    application.refresh_from_db()
    # 보완 요청 may be followed by the withdrawal; nothing follows the other two.
    assert len(won(results)) == (2 if notices("changes") and notices("withdrawn") else 1)
    assert Membership.objects.count() == int(application.state == State.APPROVED)
    moves = list(application.moves.values_list("state", flat=True))
    assert moves[-1] == application.state
    assert Duty.objects.open().count() == 0


@pytest.mark.parametrize("turn", range(3))
def test_two_bulks_in_opposite_order(turn):
    first, second = reviewers(2)
    found = [
        submitted(personas._user(f"applicant-{each}"), name=f"기관 {each}") for each in range(4)
    ]
    one, other = together(
        lambda: actions.decide_many(found, "approve", by=first),
        lambda: actions.decide_many(found[::-1], "reject", by=second, reason=REASON),
    )
    done = [result.done for result in one], [result.done for result in other][::-1]
    assert [sum(pair) for pair in zip(*done, strict=True)] == [1, 1, 1, 1]
    assert notices("approved") + notices("rejected") == 4


@pytest.mark.parametrize("turn", range(3))
def test_a_closed_day_comes_while_an_answer_is_given(turn):
    (reviewer,) = reviewers(1)
    found = [
        submitted(personas._user(f"applicant-{each}"), name=f"기관 {each}") for each in range(4)
    ]
    day = add_working_days(timezone.localdate(), 3)
    together(
        lambda: ClosedDay.objects.create(day=day, name="임시공휴일"),
        *(lambda each=each: actions.reject(each, by=reviewer, reason=REASON) for each in found[:2]),
        *(lambda each=each: actions.take(each, by=reviewer) for each in found[2:]),
    )
    actions.recount()
    for each in found[2:]:
        each.refresh_from_db()
        duty = Duty.objects.open().get(subject_id=str(each.pk))
        assert each.answer_by == duty.due_on > found[0].answer_by


@pytest.mark.parametrize("turn", range(3))
def test_late_answers_are_put_off_once(turn):
    (reviewer,) = reviewers(1)
    application = submitted(personas.applicant())
    day = add_working_days(application.answer_by, 1)
    results = together(*(lambda: actions.postpone_overdue(day) for _number in range(4)))
    assert sum(results) == 1
    assert notices("postponed") == 1
    assert Duty.objects.open().filter(kind="network.application_late").count() == 1
    assert reviewer.pk


def test_no_more_than_so_many_wait_however_fast_they_are_handed_in():
    applicant = personas.applicant()
    drafts = [complete(applicant, name=f"예시 {number}") for number in range(MOST_PENDING + 5)]
    results = together(*(partial(actions.submit, draft, by=applicant) for draft in drafts))
    assert len(won(results)) == Application.objects.pending().count() == MOST_PENDING


@pytest.mark.parametrize("turn", range(3))
def test_it_comes_back_while_its_reviewer_is_handed_over(turn):
    leaver, successor = reviewers(2)
    boss, applicant = personas.administrator(), personas.applicant()
    applications = [
        actions.take(submitted(applicant, name=f"예시 {number}"), by=leaver) for number in range(3)
    ]
    for application in applications:
        actions.request_changes(application, by=leaver, parts=["reach"], reason=REASON)
    results = together(
        lambda: handover.plan(leaver, successor, timezone.localdate(), by=boss),
        *(partial(actions.resubmit, application, by=applicant) for application in applications),
    )
    assert len(won(results)) == 4
    assert {each.reviewer for each in Application.objects.all()} == {successor}
    assert set(Application.objects.values_list("state", flat=True)) == {State.IN_REVIEW}
    assert not Duty.objects.open().filter(owner=leaver).exists()
