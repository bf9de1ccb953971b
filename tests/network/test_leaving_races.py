"""An account goes while others act upon what hangs on it, with real threads on PostgreSQL."""

import pytest

from network.demo_papers import paper as sample
from network.joining import actions as joining
from network.models import JoinRequest, Officer, Paper
from network.papers import actions as papers
from network.people import actions as people
from network.states import State
from tests import personas
from tests.network.handed_in import complete, submitted
from tests.network.people import company, office, person
from tests.network.test_decision_races import reviewers, together
from yeongdeungpoever.accounts import withdrawal

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TURNS = pytest.mark.parametrize("turn", range(5))


@TURNS
def test_the_applicant_goes_while_the_reviewer_decides(turn):
    # Older than the applicant's: of the two accounts, the reviewer's is locked first.
    (reviewer,) = reviewers(1)
    applicant = personas.applicant()
    found = [submitted(applicant, name=f"기관 {number}") for number in range(4)]
    for application in found:
        joining.take(application, by=reviewer)
    results = together(
        lambda: withdrawal.withdraw(applicant),
        *(lambda each=each: joining.reject(each, by=reviewer, reason="까닭") for each in found),
    )
    assert results[0] is True
    for application in found:
        application.refresh_from_db()
        assert application.state in (State.REJECTED, State.WITHDRAWN)
        assert application.applicant is None


@TURNS
def test_the_applicant_goes_while_papers_come_in(turn, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    applicant = personas.applicant()
    drafts = [complete(applicant, name=f"기관 {number}") for number in range(4)]
    results = together(
        lambda: withdrawal.withdraw(applicant),
        *(
            lambda each=each: papers.upload(each, "other", sample("other"), by=applicant)
            for each in drafts
        ),
    )
    assert results[0] is True
    assert not Paper.objects.exists()


@TURNS
def test_a_manager_goes_while_somebody_asks_to_be_taken_in(turn):
    made, first, *_rest = company()
    asking = [person(f"asks{number}") for number in range(4)]
    results = together(
        lambda: withdrawal.withdraw(first),
        *(lambda each=each: people.ask_to_join(each, made) for each in asking),
    )
    assert results[0] is True
    assert JoinRequest.objects.filter(organisation=made).count() == len(asking)


@TURNS
def test_a_successor_goes_while_work_is_handed_over(turn):
    made, first, second, officer = company()
    people.invite(made, "new@people.example", "officer", by=second)
    rows = [office(made, user) for user in (first, second, officer)]
    results = together(
        lambda: withdrawal.withdraw(first),
        lambda: people.remove(rows[2], by=second, successor=rows[0]),
        lambda: people.leave(rows[1], by=second, successor=rows[0]),
    )
    assert results[0] is True
    made.refresh_from_db()
    assert made.managers == Officer.objects.managers().filter(organisation=made).count()
