"""Invitations of officers: mailed, used once, until their day, taken back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from network.models import Officer, OfficerInvitation
from network.people import actions
from network.people.actions.invitations import hash_of
from network.people.actions.limits import INVITATIONS_A_DAY, INVITED_A_DAY
from network.people.keeping import forget_invitations
from tests import personas
from tests.accounts.entering import CODE_PAGE, code_in_mail, sign_up_data
from tests.mailbox import delivered
from tests.network.people import company, person
from yeongdeungpoever.notices.models import Notice

pytestmark = pytest.mark.django_db
NEW = "new@people.example"


def _link() -> str:
    return re.search(r"/(?:en/)?my/invitation/[\w-]{20,}/", delivered()[-1].body).group()


@pytest.fixture
def invited():
    made, manager, *_rest = company()
    invitation = actions.invite(made, f" {NEW.upper()} ", "officer", by=manager)
    return made, manager, invitation, _link()


def test_the_mail_leads_to_the_invitation_and_its_secret_is_kept_nowhere(client, invited):
    made, _manager, invitation, link = invited
    assert invitation.email == NEW
    token = link.rstrip("/").rpartition("/")[2]
    assert invitation.token_hash == hash_of(token)
    assert token not in str(OfficerInvitation.objects.values().get())
    response = client.get(link)
    assert response["Location"] == "/my/invitation/"
    page = client.get("/my/invitation/").content.decode()
    assert made.name in page
    assert token not in page
    assert "/accounts/signup/?email=new%40people.example&amp;next=/my/invitation/" in page


def test_who_has_an_account_signs_in_and_accepts(client, invited):
    made, manager, invitation, link = invited
    user = person("new")
    client.get(link)
    page = client.get("/my/invitation/").content.decode()
    assert "/accounts/login/?next=/my/invitation/" in page
    assert "/accounts/signup/?email" not in page
    client.force_login(user)
    client.get(link)
    assert "초대 받아들이기" in client.get("/my/invitation/").content.decode()
    response = client.post("/my/invitation/")
    assert response["Location"] == f"/my/organisations/{made.key}/"
    assert Officer.objects.current().get(user=user).role == "officer"
    assert client.session["acting_organisation"] == str(made.key)
    assert delivered()[-1].to == [manager.email]
    # Once.
    client.get(link)
    assert client.get("/my/invitation/").status_code == 410
    assert Officer.objects.filter(user=user).count() == 1
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_a_wrong_account_is_told_and_becomes_nothing(client, invited):
    *_rest, link = invited
    other = personas.applicant()
    client.force_login(other)
    client.get(link)
    for ask in (client.get, client.post):
        answer = ask("/my/invitation/")
        assert answer.status_code == 409
        assert NEW in answer.content.decode()
    assert not Officer.objects.filter(user=other).exists()


def test_an_address_that_is_not_shown_to_be_theirs_opens_nothing(invited):
    _made, _manager, invitation, _link = invited
    user = person("new")
    user.emailaddress_set.update(verified=False)
    with pytest.raises(PermissionDenied):
        actions.accept_invitation(invitation, user)


@pytest.mark.parametrize("how", ["expired", "revoked", "renewed", "unknown"])
def test_what_is_closed_opens_nothing(client, invited, how):
    _made, manager, invitation, link = invited
    client.force_login(person("new"))
    moment = timezone.now()
    if how == "expired":
        moment += timedelta(days=7, seconds=1)
    elif how == "revoked":
        actions.revoke(invitation, by=manager)
    elif how == "renewed":
        with time_machine.travel(moment + timedelta(minutes=11)):
            actions.renew(invitation, by=manager)
    else:
        link = "/my/invitation/nothing/"
    with time_machine.travel(moment, tick=False):
        client.get(link)
        assert client.get("/my/invitation/").status_code == 410
        assert client.post("/my/invitation/").status_code == 410
    assert not Officer.objects.filter(user__email=NEW).exists()


def test_a_renewed_one_works_by_its_new_link(client, invited):
    made, manager, invitation, _old = invited
    with pytest.raises(actions.Refused, match="10분"):
        actions.renew(invitation, by=manager)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        actions.renew(invitation, by=manager)
        client.force_login(person("new"))
        client.get(_link())
        client.post("/my/invitation/")
    assert made.officers.current().filter(user__email=NEW).exists()


def test_a_mail_of_a_revoked_one_does_not_leave_any_more():
    made, manager, *_rest = company()
    invitation = actions.invite(made, NEW, "officer", by=manager)
    actions.revoke(invitation, by=manager)
    assert delivered() == []
    assert Notice.objects.get().state == "dropped"


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("no address", "모양"),
        ("officer1@people.example", "이미 이 기관의 실무자"),
        ("twice@people.example", "아직 열려"),
    ],
)
def test_whom_one_cannot_invite(email, why):
    made, manager, *_rest = company()
    actions.invite(made, "twice@people.example", "officer", by=manager)
    with pytest.raises(actions.Refused, match=why):
        actions.invite(made, email, "officer", by=manager)
    assert made.invitations.count() == 1


def test_one_that_ran_out_may_be_made_again():
    made, manager, *_rest = company()
    first = actions.invite(made, NEW, "officer", by=manager)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        second = actions.invite(made, NEW, "manager", by=manager)
        assert second.is_open
    first.refresh_from_db()
    assert first.revoked_at


def test_not_everybody_at_once():
    made, manager, *_rest = company()
    for number in range(INVITATIONS_A_DAY):
        actions.invite(made, f"n{number}@new.example", "officer", by=manager)
    with pytest.raises(actions.Refused, match="너무 많아요"):
        actions.invite(made, NEW, "officer", by=manager)


def test_taking_back_and_inviting_again_fills_no_mailbox():
    made, manager, *_rest = company()
    moment = timezone.now()
    for _number in range(INVITED_A_DAY):
        actions.revoke(actions.invite(made, NEW, "officer", by=manager), by=manager)
    with pytest.raises(actions.Refused, match="이 이메일로 하루에"):
        actions.invite(made, NEW.upper(), "manager", by=manager)
    actions.invite(made, "other@new.example", "officer", by=manager)
    with time_machine.travel(moment + timedelta(hours=25)):
        assert actions.invite(made, NEW, "officer", by=manager).is_open


def test_mailing_anew_counts_as_mail():
    made, manager, *_rest = company()
    moment = timezone.now()
    invitation = actions.invite(made, NEW, "officer", by=manager)
    for number in range(1, INVITED_A_DAY):
        with time_machine.travel(moment + timedelta(minutes=11 * number)):
            actions.renew(invitation, by=manager)
    with (
        time_machine.travel(moment + timedelta(hours=2)),
        pytest.raises(actions.Refused, match="이 이메일로 하루에"),
    ):
        actions.renew(invitation, by=manager)


def test_one_organisation_mails_so_many_strangers_a_day(client):
    made, manager, *_rest = company()
    for number in range(INVITATIONS_A_DAY):
        each = actions.invite(made, f"n{number}@new.example", "officer", by=manager)
        actions.revoke(each, by=manager)
    client.force_login(manager)
    address = f"/my/organisations/{made.key}/invite/"
    page = client.post(address, {"email": NEW, "role": "officer"}).content.decode()
    assert "기관에서 하루에 보낼 수 있는 초대" in page
    assert 'id="id_email_error"' in page
    assert NEW in page
    assert not made.invitations.open().exists()


def test_staff_add_no_manager_to_those_that_there_are():
    made, manager, *_rest = company()
    reviewer = personas.reviewer()
    with pytest.raises(actions.Refused, match="관리자가 있는 기관"):
        actions.invite(made, NEW, "manager", by=reviewer)
    invitation = actions.invite(made, NEW, "manager", by=manager)
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=11)),
        pytest.raises(actions.Refused, match="관리자가 있는 기관"),
    ):
        actions.renew(invitation, by=reviewer)
    assert actions.invite(made, "hand@new.example", "officer", by=reviewer).is_open


@pytest.mark.parametrize("how", ["accepted", "revoked", "expired"])
def test_addresses_of_the_invited_are_kept_for_thirty_days(how):
    made, manager, *_rest = company()
    invitation = actions.invite(made, NEW, "officer", by=manager)
    end = timezone.now()
    if how == "accepted":
        actions.accept_invitation(invitation, person("new"))
    elif how == "revoked":
        actions.revoke(invitation, by=manager)
    else:
        end = invitation.expires_at
    assert forget_invitations(end + timedelta(days=29)) == 0
    assert forget_invitations(end + timedelta(days=30, minutes=1)) == 1
    assert not OfficerInvitation.objects.exists()


@pytest.mark.parametrize("who", ["officer", "applicant", "other_officer", "department_editor"])
def test_who_may_not_invite(who):
    made, manager, _second, officer = company()
    by = officer if who == "officer" else personas.ALL[who]()
    invitation = actions.invite(made, NEW, "officer", by=manager)
    for act in (
        lambda: actions.invite(made, "x@new.example", "manager", by=by),
        lambda: actions.renew(invitation, by=by),
        lambda: actions.revoke(invitation, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert made.invitations.open().count() == 1


def test_staff_invite_for_what_came_by_telephone():
    made, *_rest = company(managers=0, officers=0)
    actions.invite(made, NEW, "manager", by=personas.reviewer())
    body = delivered()[-1].body
    assert "관리자" in body
    assert "시험 reviewer" not in body
    user = person("new")
    actions.accept_invitation(made.invitations.get(), user)
    made.refresh_from_db()
    assert made.managers == 1


def test_a_managers_form(client):
    made, manager, *_rest = company()
    client.force_login(manager)
    address = f"/my/organisations/{made.key}/invite/"
    for bad in ("", "x", "\x00@a.example", "a" * 10_000 + "@a.example"):
        answer = client.post(address, {"email": bad, "role": "officer"})
        assert answer.status_code == 200
        assert 'class="error"' in answer.content.decode()
    answer = client.post(address, {"email": NEW, "role": "officer"})
    assert answer["Location"] == f"/my/organisations/{made.key}/"
    page = client.get(answer["Location"]).content.decode()
    assert NEW in page
    row = f"/my/organisations/{made.key}/invitations/{made.invitations.get().key}/"
    assert "10분" in client.post(row, {"act": "renew"}, follow=True).content.decode()
    client.post(row, {"act": "revoke"})
    assert not made.invitations.get().is_open
    assert "그 사이" in client.post(row, {"act": "revoke"}, follow=True).content.decode()


def test_another_organisations_invitation_is_not_there(client):
    made, manager, *_rest = company()
    invitation = actions.invite(made, NEW, "officer", by=manager)
    other = personas.other_officer()
    client.force_login(other)
    theirs = personas.foundation()
    for organisation in (made, theirs):
        row = f"/my/organisations/{organisation.key}/invitations/{invitation.key}/"
        assert client.post(row, {"act": "revoke"}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_open


def test_the_mail_speaks_the_accounts_language():
    made, manager, *_rest = company()
    person("new", language="en")
    actions.invite(made, NEW, "officer", by=manager)
    assert "/en/my/invitation/" in delivered()[-1].body


def test_whoever_asked_to_join_is_answered_by_the_invitation():
    made, manager, *_rest = company()
    user = person("new")
    asked = actions.ask_to_join(user, made)
    invitation = actions.invite(made, NEW, "officer", by=manager)
    actions.accept_invitation(invitation, user)
    asked.refresh_from_db()
    assert asked.state == "accepted"


@pytest.mark.django_db(transaction=True)
def test_a_new_person_makes_an_account_and_comes_back_to_the_invitation(client):
    made, manager, *_rest = company()
    actions.invite(made, NEW, "officer", by=manager)
    client.get(_link())
    page = client.get("/my/invitation/").content.decode()
    way = re.search(r'href="(/accounts/signup/\?[^"]+)"', page).group(1).replace("&amp;", "&")
    form = client.get(way).content.decode()
    assert f'value="{NEW}"' in form
    data = sign_up_data(email=NEW, next="/my/invitation/")
    assert client.post(way, data)["Location"].startswith(CODE_PAGE)
    response = client.post(CODE_PAGE, {"code": code_in_mail(NEW)})
    assert response["Location"] == "/my/invitation/"
    client.post(response["Location"])
    assert made.officers.current().get(user__email=NEW).role == "officer"
