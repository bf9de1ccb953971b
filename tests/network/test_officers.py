"""Officers: roles, going, handing over, and that a manager is left."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.models import Officer, Organisation
from network.people import actions, logs
from tests import personas
from tests.mailbox import delivered
from tests.network import factories
from tests.network.people import company, office, person
from yeongdeungpoever.accounts import withdrawal
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db
LAST = "마지막 관리자예요"


def _log(action):
    return ModelLogEntry.objects.get(action=action)


def test_a_new_organisation_gets_its_first_manager():
    made = factories.organisation()
    user = person("first")
    actions.add_officer(made, user, "manager", by=user)
    made.refresh_from_db()
    assert (made.managers, made.unmanaged_since) == (1, None)
    assert _log(logs.ADDED).data == {
        "organisation": str(made.key),
        "person": str(user.key),
        "role": "manager",
    }


def test_somebody_added_twice_has_one_office_and_is_never_made_less():
    made, manager, _second, officer = company()
    actions.add_officer(made, officer, "manager", by=manager)
    actions.add_officer(made, officer, "officer", by=manager)
    made.refresh_from_db()
    assert made.managers == 3
    assert office(made, officer).role == "manager"


def test_a_manager_changes_a_role_and_the_person_hears_of_it():
    made, manager, _second, officer = company()
    actions.change_role(office(made, officer), "manager", by=manager)
    made.refresh_from_db()
    assert made.managers == 3
    (message,) = delivered()
    assert message.to == [officer.email]
    assert f"/my/organisations/{made.key}/" in message.body


def test_the_last_manager_can_neither_step_down_nor_be_removed_nor_leave():
    made, manager, officer = company(managers=1)
    mine = office(made, manager)
    with pytest.raises(actions.Refused, match=LAST):
        actions.change_role(mine, "officer", by=manager)
    with pytest.raises(actions.Refused, match=LAST):
        actions.leave(mine, by=manager)
    made.refresh_from_db()
    assert made.managers == 1
    assert office(made, manager).role == "manager"
    assert office(made, officer).role == "officer"


def test_the_database_refuses_an_organisation_without_manager():
    made, *_people = company()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=made.pk).update(managers=0)


def test_the_last_manager_leaves_to_a_successor_who_becomes_manager():
    made, manager, officer = company(managers=1)
    actions.leave(office(made, manager), by=manager, successor=office(made, officer))
    made.refresh_from_db()
    assert made.managers == 1
    assert office(made, officer).role == "manager"
    gone = Officer.objects.get(organisation=made, user=manager)
    assert gone.ending == "left"
    assert gone.person == manager.key
    (message,) = delivered()
    assert message.to == [officer.email]


def test_a_successor_from_elsewhere_is_refused():
    made, manager, _officer = company(managers=1)
    stranger = person("stranger")
    other = factories.organisation("다른 기관", managers=[stranger])
    with pytest.raises(actions.Refused, match="다른 실무자"):
        actions.leave(office(made, manager), by=manager, successor=office(other, stranger))
    assert office(made, manager)


def test_open_invitations_go_to_the_successor_or_are_revoked():
    made, manager, second, _officer = company()
    first = actions.invite(made, "one@new.example", "officer", by=manager)
    assert actions.hand_over(office(made, manager), office(made, second), by=manager) == 1
    first.refresh_from_db()
    assert first.invited_by == second
    other = actions.invite(made, "two@new.example", "officer", by=manager)
    actions.leave(office(made, manager), by=manager)
    first.refresh_from_db()
    other.refresh_from_db()
    assert first.is_open
    assert not other.is_open


def test_who_is_removed_is_told_and_may_come_back():
    made, manager, _second, officer = company()
    actions.remove(office(made, officer), by=manager)
    assert Officer.objects.get(organisation=made, user=officer).ending == "removed"
    (message,) = delivered()
    assert message.to == [officer.email]
    actions.add_officer(made, officer, "officer", by=manager)
    assert made.officers.filter(person=officer.key).count() == 2


def test_one_is_not_removed_by_oneself_and_leaves_for_oneself_only():
    made, manager, second, _officer = company()
    with pytest.raises(actions.Refused, match="본인"):
        actions.remove(office(made, manager), by=manager)
    with pytest.raises(PermissionDenied):
        actions.leave(office(made, second), by=manager)


@pytest.mark.parametrize("who", ["officer", "stranger", "staff"])
def test_others_change_nothing(who):
    made, manager, second, officer = company()
    by = {"officer": officer, "stranger": personas.other_officer, "staff": personas.reviewer}[who]
    by = by() if callable(by) else by
    for act in (
        lambda: actions.change_role(office(made, manager), "officer", by=by),
        lambda: actions.remove(office(made, manager), by=by),
        lambda: actions.hand_over(office(made, manager), office(made, second), by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    made.refresh_from_db()
    assert made.managers == 2
    assert delivered() == []


def test_what_ended_in_the_meantime_is_said():
    made, manager, second, officer = company()
    row = office(made, officer)
    actions.remove(row, by=second)
    with pytest.raises(actions.Refused, match="그 사이"):
        actions.change_role(row, "manager", by=manager)


def test_the_last_managers_account_goes_and_staff_hear_of_it_at_once():
    made, manager, officer = company(managers=1)
    withdrawal.withdraw(manager)
    made.refresh_from_db()
    assert made.managers == 0
    assert made.unmanaged_since
    gone = Officer.objects.get(organisation=made, ending="account")
    assert gone.user is None
    duty = Duty.objects.open().get(kind="network.no_manager")
    assert duty.record == made
    assert made.name in duty.title
    actions.add_officer(made, officer, "manager", by=personas.reviewer())
    duty.refresh_from_db()
    made.refresh_from_db()
    assert not duty.is_open
    assert made.unmanaged_since is None


def test_one_of_two_managers_goes_and_nobody_needs_to_know():
    made, manager, *_rest = company()
    withdrawal.withdraw(manager)
    made.refresh_from_db()
    assert (made.managers, made.unmanaged_since) == (1, None)
    assert not Duty.objects.exists()


def _page(made, rest=""):
    return f"/my/organisations/{made.key}/{rest}"


def test_a_manager_sees_addresses_and_buttons_an_officer_does_not(client):
    made, manager, second, officer = company()
    client.force_login(manager)
    page = client.get(_page(made)).content.decode()
    assert second.email in page
    assert "실무자 초대" in page
    client.force_login(officer)
    page = client.get(_page(made)).content.decode()
    assert second.get_full_name() in page
    assert second.email not in page
    assert "실무자 초대" not in page
    assert _page(made, "leave/") in page


def test_the_page_of_a_role(client):
    made, manager, _second, officer = company()
    client.force_login(manager)
    address = _page(made, f"officers/{officer.key}/")
    assert client.get(address).status_code == 200
    assert client.post(address, {"act": "role", "role": "king"}).status_code == 200
    assert client.post(address, {"act": "role", "role": "manager"}).status_code == 302
    assert office(made, officer).role == "manager"
    response = client.post(address, {"act": "remove", "remove-successor": ""})
    assert response["Location"] == _page(made)
    assert not made.officers.current().filter(user=officer).exists()
    assert client.get(address).status_code == 404


def test_the_last_manager_is_told_on_the_page(client):
    made, manager, officer = company(managers=1)
    client.force_login(manager)
    answer = client.post(
        _page(made, f"officers/{manager.key}/"), {"act": "role", "role": "officer"}
    )
    assert LAST in answer.content.decode()
    answer = client.post(_page(made, "leave/"), {"successor": ""})
    assert "이어받을 사람을 골라 주세요." in answer.content.decode()
    answer = client.post(_page(made, "leave/"), {"successor": office(made, officer).pk})
    assert answer["Location"] == "/my/organisations/"
    assert office(made, officer).role == "manager"
    assert client.get(_page(made)).status_code == 404


def test_alone_one_is_shown_the_way_to_invite(client):
    made, manager = company(managers=1, officers=0)
    client.force_login(manager)
    page = client.get(_page(made, "leave/")).content.decode()
    assert _page(made, "invite/") in page
    assert client.post(_page(made, "leave/"), {}).status_code == 200
    assert office(made, manager)


@pytest.mark.parametrize("nonsense", ["0", "-1", "x", "\x00", "9" * 40, "1' OR 1=1"])
def test_nonsense_is_answered_beside_the_field(client, nonsense):
    made, manager, *_rest = company()
    client.force_login(manager)
    assert client.post(_page(made, "leave/"), {"successor": nonsense}).status_code == 200
    address = _page(made, f"officers/{manager.key}/")
    data = {"act": ["remove", nonsense], "remove-successor": nonsense, "role": nonsense}
    assert client.post(address, data).status_code == 200
    assert client.post(address, data | {"act": "role"}).status_code == 200
    assert made.officers.current().count() == 3


PAGES = ("", "invite/", "officers/{person}/", "leave/")
POSTS = (
    ("invite/", {"email": "x@new.example", "role": "manager"}),
    ("officers/{person}/", {"act": "role", "role": "officer"}),
    ("officers/{person}/", {"act": "remove"}),
    ("leave/", {"successor": ""}),
)


@pytest.mark.parametrize("who", ["applicant", "other_officer", "operator"])
def test_strangers_find_nothing_and_change_nothing(client, who):
    made, manager, *_rest = company()
    client.force_login(personas.ALL[who]())
    for rest in PAGES:
        assert client.get(_page(made, rest.format(person=manager.key))).status_code == 404
    before = list(Officer.objects.filter(organisation=made).values())
    for rest, data in POSTS:
        assert client.post(_page(made, rest.format(person=manager.key)), data).status_code == 404
    assert list(Officer.objects.filter(organisation=made).values()) == before
    assert not made.invitations.exists()


def test_an_officer_manages_nothing(client):
    made, manager, _second, officer = company()
    client.force_login(officer)
    for rest in ("invite/", f"officers/{manager.key}/"):
        assert client.get(_page(made, rest)).status_code == 404
    for rest, data in POSTS[:3]:
        assert client.post(_page(made, rest.format(person=manager.key)), data).status_code == 404
    assert made.officers.current().count() == 3


def test_an_officer_of_another_organisation_is_not_reached_through_ones_own(client):
    made, manager, *_rest = company()
    other = person("elsewhere")
    factories.organisation("다른 기관", managers=[other])
    client.force_login(manager)
    assert client.get(_page(made, f"officers/{other.key}/")).status_code == 404
    address = _page(made, f"officers/{other.key}/")
    assert client.post(address, {"act": "remove"}).status_code == 404
    assert Officer.objects.current().filter(user=other).exists()


def test_who_is_the_last_manager():
    made, first, second, officer = company()
    assert not any(office(made, each).is_last_manager for each in (first, second, officer))
    actions.leave(office(made, second), by=second)
    assert office(made, first).is_last_manager
    assert not office(made, officer).is_last_manager
    assert not made.officers.get(user=second).is_last_manager


def test_an_organisations_history_survives_its_officers():
    made, manager, _second, officer = company()
    withdrawal.withdraw(officer)
    actions.leave(office(made, manager), by=manager)
    endings = set(made.officers.values_list("ending", flat=True))
    assert endings == {"", "account", "left"}
    assert made.officers.filter(person=officer.key).exists()


def test_managers_stand_before_officers():
    officer, manager = person("a-officer"), person("manager")
    made = factories.organisation(managers=[manager], officers=[officer])
    Officer.objects.filter(user=manager).update(since=timezone.now())
    assert [each.user for each in made.officers.all()] == [manager, officer]
