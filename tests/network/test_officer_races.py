"""Two people at once, with real threads and transactions on PostgreSQL."""

from functools import partial

import pytest
from wagtail.models import ModelLogEntry

from network.models import JoinRequest, Officer, Organisation
from network.people import actions, logs
from network.people.actions.limits import ASKED_A_DAY, INVITED_A_DAY
from tests.duties.test_races import refused, together
from tests.network import factories
from tests.network.people import company, office, person
from yeongdeungpoever.accounts import withdrawal
from yeongdeungpoever.duties.models import Duty
from yeongdeungpoever.notices.models import Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TURNS = pytest.mark.parametrize("turn", range(5))


@TURNS
def test_two_managers_leave_at_once_exactly_one_may(turn):
    made, first, second = company(officers=0)
    rows = [office(made, first), office(made, second)]
    results = together(
        lambda: actions.leave(rows[0], by=first),
        lambda: actions.leave(rows[1], by=second),
    )
    assert refused(results) == 1
    made.refresh_from_db()
    assert made.managers == 1 == Officer.objects.managers().filter(organisation=made).count()


@TURNS
def test_two_managers_remove_each_other(turn):
    made, first, second = company(officers=0)
    rows = [office(made, first), office(made, second)]
    results = together(
        lambda: actions.remove(rows[1], by=first),
        lambda: actions.remove(rows[0], by=second),
    )
    assert refused(results) == 1
    made.refresh_from_db()
    assert made.managers == 1


@TURNS
def test_one_leaves_while_the_others_account_goes(turn):
    made, first, second = company(officers=0)
    mine = office(made, first)
    results = together(
        lambda: actions.leave(mine, by=first),
        lambda: withdrawal.withdraw(second),
    )
    made.refresh_from_db()
    left = Officer.objects.managers().filter(organisation=made).count()
    assert made.managers == left
    # Either the first was still there to be the last one, or staff know that nobody is.
    assert left == 1 or Duty.objects.open().filter(kind="network.no_manager").exists()
    assert not isinstance(results[1], Exception)


@TURNS
def test_an_invitation_is_used_once(turn):
    made, manager, *_rest = company()
    user = person("new")
    invitation = actions.invite(made, user.email, "officer", by=manager)
    accept = [lambda: actions.accept_invitation(invitation, user)] * 4
    results = together(*accept)
    assert refused(results) == 3
    assert made.officers.current().filter(user=user).count() == 1


@TURNS
def test_accepted_or_revoked_never_both(turn):
    made, manager, *_rest = company()
    user = person("new")
    invitation = actions.invite(made, user.email, "officer", by=manager)
    results = together(
        lambda: actions.accept_invitation(invitation, user),
        lambda: actions.revoke(invitation, by=manager),
    )
    assert refused(results) == 1
    invitation.refresh_from_db()
    assert (invitation.accepted_at is None) != (invitation.revoked_at is None)
    assert made.officers.current().filter(user=user).exists() == bool(invitation.accepted_at)


@TURNS
def test_two_managers_answer_one_request(turn):
    made, first, second, _officer = company()
    user = person("asks")
    row = actions.ask_to_join(user, made)
    Notice.objects.all().delete()
    results = together(
        lambda: actions.answer_join_request(row, by=first, accept=True),
        lambda: actions.answer_join_request(row, by=second, accept=False),
    )
    assert refused(results) == 1
    row.refresh_from_db()
    is_in = made.officers.current().filter(user=user).exists()
    assert is_in == (row.state == "accepted")
    assert Notice.objects.filter(user=user).count() == 1


@TURNS
def test_accepted_while_the_person_goes(turn):
    made, manager, *_rest = company()
    user = person("asks")
    row = actions.ask_to_join(user, made)

    def answer():
        try:
            return actions.answer_join_request(row, by=manager, accept=True)
        except JoinRequest.DoesNotExist as gone:
            raise actions.Refused("gone") from gone

    results = together(answer, lambda: withdrawal.withdraw(user))
    assert not isinstance(results[1], Exception)
    assert not Officer.objects.current().filter(person=user.key).exists()


@TURNS
def test_asked_twice_at_once(turn):
    made, *_rest = company()
    user = person("asks")
    together(*[lambda: actions.ask_to_join(user, made)] * 4)
    assert JoinRequest.objects.count() == 1
    assert Organisation.objects.get(pk=made.pk).managers == 2


@TURNS
def test_one_address_invited_by_many_at_once_gets_no_more_than_the_limit(turn):
    made, first, second = company(officers=0)

    def again(by):
        actions.revoke(actions.invite(made, "new@new.example", "officer", by=by), by=by)

    results = together(*[lambda: again(first), lambda: again(second)] * 3)
    invited = ModelLogEntry.objects.for_instance(made).filter(action=logs.INVITED)
    assert invited.count() <= INVITED_A_DAY
    assert refused(results) >= 3


@TURNS
def test_one_person_asks_many_at_once_no_more_than_the_limit(turn):
    user = person("asks")
    asked = [factories.organisation(f"기관 {number}") for number in range(ASKED_A_DAY + 2)]

    def ask(organisation):
        actions.withdraw_join_request(actions.ask_to_join(user, organisation), by=user)

    results = together(*[partial(ask, each) for each in asked])
    assert refused(results) == 2
    assert JoinRequest.objects.count() == ASKED_A_DAY
