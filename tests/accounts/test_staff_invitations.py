"""Coming in: the command, the list, the mailed link, and what is said when it does not work."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client as PlainClient
from django.utils import timezone

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.accounts import invitations
from yeongdeungpoever.accounts.groups import REVIEWER
from yeongdeungpoever.accounts.invitations import InvitationClosed, accept, invite, renew, revoke
from yeongdeungpoever.accounts.models import RightsChange, StaffInvitation, User

pytestmark = pytest.mark.django_db

NEW = "new@office.example"
ACCEPT = "/accounts/staff/invitation/"
GOOD = {"name": "김다리", "password": "wide-river-quiet-night"}


def _link() -> str:
    """The path in the last mail."""
    body = delivered()[-1].body
    word = next(word for word in body.split() if ACCEPT in word)
    return word[word.index("/accounts/") :]


def _reviewer_invited(email=NEW, **fields):
    admin = User.objects.filter(is_superuser=True).first() or personas.administrator()
    role = Group.objects.get(name=REVIEWER)
    return invite(email, "김다리", role=role, by=admin, **fields)


def test_the_first_administrator_comes_in_by_the_command(client, capsys):
    call_command("invite_administrator", "first@office.example", name="박첫째")
    said = capsys.readouterr().out
    link = _link()
    assert link.rsplit("/", 2)[1] not in said
    assert client.get(link)["Location"] == ACCEPT
    page = client.get(ACCEPT).content.decode()
    assert "first@office.example" in page
    assert "박첫째" in page
    response = client.post(ACCEPT, GOOD)
    assert response["Location"] == "/admin/"
    user = User.objects.get(email="first@office.example")
    assert (user.is_superuser, user.name) == (True, "김다리")
    assert user.emailaddress_set.get().verified
    # Without the factor the way ends at the enrolment, which the mailed link has opened.
    enrol = client.get("/admin/")["Location"]
    assert "인증 앱 등록하기" in client.get(enrol).content.decode()
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_the_command_again_sends_a_new_link_and_the_old_one_dies(client):
    call_command("invite_administrator", NEW, verbosity=0)
    first = _link()
    call_command("invite_administrator", NEW, verbosity=0)
    second = _link()
    assert first != second
    client.get(first)
    assert "쓸 수 없는 초대 주소" in client.get(ACCEPT).content.decode()
    client.get(second)
    assert client.get(ACCEPT).status_code == 200


def test_the_command_refuses_what_makes_no_sense():
    admin = personas.administrator()
    for email in ("nobody", admin.email):
        with pytest.raises(CommandError):
            call_command("invite_administrator", email)


def test_a_reviewer_is_invited_with_department_and_end(client):
    team = personas.department()
    until = timezone.localdate() + timedelta(days=100)
    _reviewer_invited(department=team, staff_until=until)
    client.get(_link())
    client.post(ACCEPT, GOOD)
    user = User.objects.get(email=NEW)
    assert [group.name for group in user.groups.all()] == [REVIEWER]
    assert (user.department, user.staff_until, user.is_superuser) == (team, until, False)
    rows = RightsChange.objects.filter(person=user.key, cause=RightsChange.Cause.INVITATION)
    assert rows.filter(right=REVIEWER, change="granted").count() == 1
    assert rows.exclude(actor=User.objects.get(is_superuser=True).key).count() == 0


def test_a_poor_password_is_refused_and_the_name_comes_back(client):
    _reviewer_invited()
    client.get(_link())
    page = client.post(ACCEPT, {"name": "이강물", "password": "password12"}).content.decode()
    assert "이강물" in page
    assert "password12" not in page
    assert not User.objects.filter(email=NEW).exists()


def test_a_link_is_used_once(client):
    _reviewer_invited()
    link = _link()
    client.get(link)
    client.post(ACCEPT, GOOD)
    other = PlainClient()
    other.get(link)
    response = other.get(ACCEPT)
    assert response.status_code == 410
    assert "이미 받아들인 초대" in response.content.decode()


def test_expired_revoked_unknown(client):
    invitation = _reviewer_invited()
    link = _link()
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        client.get(link)
        assert "기한이 지난 초대" in client.get(ACCEPT).content.decode()
        with pytest.raises(InvitationClosed):
            accept(invitation, name="x", password="y")
    revoke(invitation, by=None)
    client.get(link)
    assert "거둔 초대" in client.get(ACCEPT).content.decode()
    with pytest.raises(InvitationClosed):
        revoke(invitation, by=None)
    with pytest.raises(InvitationClosed):
        renew(invitation, by=None)
    client.get("/accounts/staff/invitation/made-up/")
    assert client.get(ACCEPT).status_code == 410
    assert PlainClient().get(ACCEPT).status_code == 410


def test_an_expired_one_makes_room_for_a_new_one():
    _reviewer_invited()
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        again = _reviewer_invited()
        assert StaffInvitation.objects.open().get() == again
        assert [each.closed_as for each in StaffInvitation.objects.order_by("pk")] == [
            "expired",
            "",
        ]


def test_signed_in_as_somebody_else(client):
    _reviewer_invited()
    other = personas.officer()
    client.force_login(other)
    client.get(_link())
    response = client.get(ACCEPT)
    assert response.status_code == 409
    page = response.content.decode()
    assert NEW in page
    assert other.email in page


def test_an_account_that_exists_signs_in_first(client):
    user = personas.officer()
    _reviewer_invited(user.email)
    client.get(_link())
    assert "이미 있습니다" in client.get(ACCEPT).content.decode()
    client.post(ACCEPT, GOOD)
    assert not User.objects.get(pk=user.pk).works_here
    sign_in = {"login": user.email, "password": personas.PASSWORD, "next": ACCEPT}
    assert client.post("/accounts/login/", sign_in)["Location"] == ACCEPT
    assert client.post(ACCEPT)["Location"] == "/admin/"
    assert User.objects.get(pk=user.pk).works_here
    assert client.get("/admin/")["Location"].startswith("/accounts/staff/enrol/")


def test_a_closed_account_is_told(client):
    user = personas.officer()
    user.is_active = False
    user.save()
    _reviewer_invited(user.email)
    client.get(_link())
    assert client.get(ACCEPT).status_code == 409


def test_the_database_keeps_only_the_hash():
    _reviewer_invited()
    token = _link().rsplit("/", 2)[1]
    invitation = StaffInvitation.objects.get()
    assert token not in str(invitation.__dict__)
    assert StaffInvitation.objects.for_token(token) == invitation


# The screens


def test_names_of_the_invited_hold_letters_only(client):
    client.force_login(personas.administrator())
    role = Group.objects.get(name=REVIEWER).pk
    new = {"email": NEW, "name": "www.bad.example/1", "role": role}
    page = client.post("/admin/invitations/new/", new).content.decode()
    assert "성명은 글자로만" in page
    assert not StaffInvitation.objects.exists()
    _reviewer_invited()
    client.logout()
    client.get(_link())
    page = client.post(ACCEPT, GOOD | {"name": "김\u202e다리"}).content.decode()
    assert "성명은 글자로만" in page
    assert not User.objects.filter(email=NEW).exists()


def test_the_list_and_its_buttons(client):
    admin = personas.administrator()
    client.force_login(admin)
    role = Group.objects.get(name=REVIEWER).pk
    new = {"email": NEW, "name": "김다리", "role": role, "department": "", "staff_until": ""}
    assert client.post("/admin/invitations/new/", new)["Location"] == "/admin/invitations/"
    invitation = StaffInvitation.objects.get()
    assert invitation.invited_by == admin
    page = client.get("/admin/invitations/").content.decode()
    assert NEW in page
    assert "기다리는 중" in page
    again = client.post("/admin/invitations/new/", new).content.decode()
    assert "아직 열려 있어요" in again
    assert 'value="김다리"' in again
    assert client.post(f"/admin/invitations/{invitation.key}/renew/").status_code == 302
    assert [mail.to for mail in delivered()] == [[NEW], [NEW]]
    assert client.post(f"/admin/invitations/{invitation.key}/revoke/").status_code == 302
    invitation.refresh_from_db()
    assert invitation.closed_as == "revoked"
    assert client.get(f"/admin/invitations/{invitation.key}/revoke/").status_code == 405
    for state in ("open", "accepted", "revoked", "expired"):
        assert client.get("/admin/invitations/", {"state": state}).status_code == 200


def test_adding_a_user_leads_to_the_invitation(client):
    client.force_login(personas.administrator())
    assert client.get("/admin/users/new/")["Location"] == "/admin/invitations/new/"
    assert client.get("/admin/invitations/new/").status_code == 200


def test_the_role_is_chosen_never_given(client):
    client.force_login(personas.administrator())
    page = client.post("/admin/invitations/new/", {"email": NEW, "name": "김다리", "role": ""})
    assert "역할을 골라 주세요" in page.content.decode()
    as_admin = {"email": NEW, "name": "김다리", "role": "administrator"}
    assert client.post("/admin/invitations/new/", as_admin).status_code == 302
    assert StaffInvitation.objects.get().role is None


@pytest.mark.parametrize("role", ["operator", "reviewer", "privacy_officer"])
def test_only_administrators_invite(client, role):
    client.force_login(personas.ALL[role]())
    invitation = _reviewer_invited()
    for path in ("", "new/"):
        assert client.get(f"/admin/invitations/{path}").status_code in (302, 403)
    for act in ("renew", "revoke"):
        client.post(f"/admin/invitations/{invitation.key}/{act}/")
    invitation.refresh_from_db()
    assert invitation.closed_as == ""


def test_staff_are_not_invited_again(client):
    client.force_login(personas.administrator())
    new = {"email": personas.reviewer().email, "name": "김다리", "role": "administrator"}
    assert "이미 관리 화면을" in client.post("/admin/invitations/new/", new).content.decode()
    past = {
        "email": NEW,
        "name": "김다리",
        "role": "administrator",
        "staff_until": str(date(2020, 1, 1)),
    }
    assert "앞으로 올 날" in client.post("/admin/invitations/new/", past).content.decode()


def test_the_list_leaves_as_a_file_with_a_reason(client):
    client.force_login(personas.administrator())
    _reviewer_invited()
    assert "내려받는 까닭" in client.get("/admin/invitations/?export=csv").content.decode()
    reason = {"reason": "부서별 초대 현황을 확인함"}
    response = client.post("/admin/invitations/?export=csv", reason)
    assert NEW in b"".join(response.streaming_content).decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_one_wins():
    invitation = _reviewer_invited()
    ready, results = threading.Barrier(8), []

    def one():
        try:
            ready.wait()
            accept(StaffInvitation.objects.get(pk=invitation.pk), **GOOD)
            results.append("in")
        except InvitationClosed:
            results.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["closed"] * 7 + ["in"]
    assert User.objects.filter(email=NEW).count() == 1
    assert invitations.account_of(invitation).groups.count() == 1
