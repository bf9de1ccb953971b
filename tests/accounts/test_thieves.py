"""Who knows a password, or takes somebody's address first, gets no further than that."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.utils import timezone

from tests import personas
from tests.accounts.entering import SIGN_UP, sign_up_data
from tests.mailbox import delivered
from yeongdeungpoever.accounts import invitations, rights
from yeongdeungpoever.accounts.groups import OPERATOR
from yeongdeungpoever.accounts.models import StaffInvitation, User

pytestmark = pytest.mark.django_db

LOGIN, CODE, ENROL = "/accounts/login/", "/accounts/login/code/", "/accounts/staff/enrol/"
VICTIM, THIEF_PASSWORD = "victim@office.example", "seoul-thief-lantern-77"


def sign_in(email, password=personas.PASSWORD):
    browser = Browser()
    return browser, browser.post(LOGIN, {"login": email, "password": password})


def invite(by, email=VICTIM):
    invitations.invite(email, "김직원", role=Group.objects.get(name=OPERATOR), by=by)
    mail = [mail for mail in delivered() if email in mail.to][-1]
    return re.search(r"/accounts/staff/invitation/\S+", mail.body)[0]


def taken_address():
    """Somebody begins an account with an address that is not theirs."""
    Browser().post(SIGN_UP, sign_up_data(email=VICTIM, password1=THIEF_PASSWORD))
    assert User.objects.filter(email=VICTIM).exists()


@pytest.mark.parametrize(
    "path, data",
    [
        ("/accounts/email/", {"email": "thief@evil.example", "action_add": ""}),
        ("/accounts/password/change/", {"oldpassword": personas.PASSWORD, "password1": "x" * 20}),
        ("/accounts/data/", {}),
    ],
)
def test_a_password_alone_moves_no_staff_account(path, data):
    operator = personas.operator()
    Authenticator.objects.all().delete()
    browser, _ = sign_in(operator.email)
    answer = browser.post(path, data)
    assert answer.status_code == 302
    assert answer["Location"].split("?")[0] == ENROL
    operator.refresh_from_db()
    assert operator.email != "thief@evil.example"
    assert operator.check_password(personas.PASSWORD)


@pytest.mark.parametrize("road", ["role", "from the group", "administrator"])
def test_a_factor_from_before_the_rights_goes_and_sessions_end(road):
    person = personas.applicant()
    thief = Browser()
    thief.force_login(person)
    TOTP.activate(person, personas.TOTP_SECRET)
    group = Group.objects.get(name=OPERATOR)
    match road:
        case "role":
            person.groups.add(group)
        case "from the group":
            group.user_set.add(person)
        case _:
            person.is_superuser = True
            person.save()
    assert not Authenticator.objects.filter(user=person).exists()
    assert thief.get("/accounts/")["Location"].startswith(LOGIN)


def test_a_second_role_leaves_the_factor():
    reviewer = personas.reviewer()
    reviewer.groups.add(Group.objects.get(name=OPERATOR))
    assert Authenticator.objects.filter(user=reviewer).exists()


def test_an_invited_account_keeps_its_session_and_enrols_anew():
    person = personas.applicant()
    link = invite(personas.administrator(), person.email)
    browser, _ = sign_in(person.email)
    TOTP.activate(person, personas.TOTP_SECRET)
    browser.get(link)
    assert browser.post("/accounts/staff/invitation/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert browser.get("/admin/")["Location"].startswith(ENROL)
    # The way on asks for the password once more, as for everybody who adds a factor.
    answer = browser.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_an_unproven_password_fails_like_a_wrong_one():
    personas.officer()
    taken_address()
    _, unproven = sign_in(VICTIM, THIEF_PASSWORD)
    _, known = sign_in("officer@test.example", THIEF_PASSWORD)
    assert unproven.status_code == known.status_code == 200
    assert len(unproven.content) == len(known.content) + len(VICTIM) - len("officer@test.example")


@pytest.mark.parametrize("path", [CODE, "/accounts/password/reset/"])
def test_no_code_leads_into_an_account_that_a_stranger_began(path):
    taken_address()
    before = len(delivered())
    assert Browser().post(path, {"email": VICTIM}).status_code == 302
    mails = delivered()[before:]
    assert len(mails) == 1
    assert not re.search(r"\b\d{4}-\d{4}\b", mails[0].body)


def test_an_invitation_does_not_hand_rights_to_whoever_took_the_address():
    taken_address()
    link = invite(personas.administrator())
    browser = Browser()
    browser.get(link)
    answer = browser.post(
        "/accounts/staff/invitation/", {"name": "김직원", "password": "mokpo-violet-ladder-9"}
    )
    assert answer.status_code == 302
    _, thief = sign_in(VICTIM, THIEF_PASSWORD)
    assert thief.status_code == 200
    assert User.objects.get(email=VICTIM).check_password("mokpo-violet-ladder-9")


def test_an_end_date_holds_without_the_nightly_task(client):
    operator = personas.operator()
    operator.staff_until = timezone.localdate() - timedelta(days=1)
    operator.save()
    client.force_login(operator)
    assert client.get("/admin/").status_code == 403
    operator.staff_until = timezone.localdate()
    operator.save()
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("road", ["end_rights", "user form"])
def test_who_is_no_administrator_any_more_makes_none(road):
    administrator = personas.administrator()
    other = personas._staff("second", is_superuser=True)
    link = invite(administrator)
    if road == "end_rights":
        rights.end_rights(administrator, by=other, cause="edit")
    else:
        administrator.is_superuser = False
        administrator.save()
    browser = Browser()
    browser.get(link)
    answer = browser.post(
        "/accounts/staff/invitation/", {"name": "김직원", "password": "mokpo-violet-ladder-9"}
    )
    assert answer.status_code == 410
    assert not User.objects.filter(email=VICTIM).exists()
    assert StaffInvitation.objects.get().accepted_at is None
