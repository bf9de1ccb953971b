"""For which organisation a person acts: shown and switched in the header, for the session."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from network.people import actions
from network.people.acting import acting_office, switch
from tests import personas
from tests.network import factories
from tests.network.people import company, office, person

pytestmark = pytest.mark.django_db
SWITCH = "/my/organisations/switch/"


@pytest.fixture
def two():
    """Somebody of two organisations, by name 가 and 나."""
    user = person("both")
    first = factories.organisation("가 기관", managers=[user])
    second = factories.organisation("나 기관", officers=[user])
    return user, first, second


def _request(user, session=None):
    request = RequestFactory().get("/")
    request.user, request.session = user, session if session is not None else {}
    request._messages = CookieStorage(request)
    return request


def test_the_first_by_name_until_another_is_chosen(two):
    user, first, second = two
    session = {}
    assert acting_office(_request(user, session)).organisation == first
    switch(_request(user, session), second.key)
    assert acting_office(_request(user, session)).organisation == second
    # In another session it is the first again.
    assert acting_office(_request(user)).organisation == first


def test_nobody_acts_for_what_they_left_or_never_were_in(two):
    user, first, second = two
    session = {}
    switch(_request(user, session), second.key)
    actions.leave(office(second, user), by=user)
    assert acting_office(_request(user, session)).organisation == first
    with pytest.raises(PermissionDenied):
        switch(_request(user, session), second.key)
    assert acting_office(_request(AnonymousUser())) is None
    assert acting_office(_request(personas.applicant())) is None


def test_the_choice_that_was_lost_is_told_once(client, two):
    user, first, second = two
    client.force_login(user)
    client.post(SWITCH, {"organisation": second.key})
    client.get("/accounts/")
    actions.remove(office(second, user), by=_manager_of(second))
    page = client.get("/accounts/").content.decode()
    told = "‘나 기관’의 실무자가 아니어서 이제 ‘가 기관’의 이름으로 활동합니다."
    assert told in page
    assert client.session["acting_organisation"] == str(first.key)
    assert told not in client.get("/accounts/").content.decode()


def test_the_first_at_sign_in_stays_the_choice(client, two):
    user, first, _second = two
    client.force_login(user)
    factories.organisation("가 가 기관", managers=[user])
    assert acting_office(_request(user, client.session)).organisation == first


def test_looking_chooses_nothing(two):
    user, _first, _second = two
    session = {}
    acting_office(_request(user, session))
    assert session == {}


def test_without_any_office_left_it_is_told_once(client):
    made, _manager, officer = company(managers=1)
    client.force_login(officer)
    client.get("/accounts/")
    actions.leave(office(made, officer), by=officer)
    told = "이제 ‘바사아 주식회사’의 실무자가 아닙니다."
    assert told in client.get("/my/organisations/").content.decode()
    assert told not in client.get("/my/organisations/").content.decode()


def test_who_leaves_the_only_one_is_told_in_one_sentence(client):
    made, _manager, officer = company(managers=1)
    client.force_login(officer)
    client.get("/accounts/")
    page = client.post(f"/my/organisations/{made.key}/leave/", follow=True).content.decode()
    assert "‘바사아 주식회사’에서 나갔습니다." in page
    assert "실무자가 아닙니다" not in page


def _manager_of(organisation):
    manager = person("head")
    actions.add_officer(organisation, manager, "manager", by=manager)
    return manager


def test_one_query_a_request(two, django_assert_num_queries):
    user, _first, second = two
    request = _request(user)
    with django_assert_num_queries(1):
        acting_office(request)
        switch(request, second.key)
        assert acting_office(request).organisation == second


def test_nothing_is_asked_for_visitors(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert acting_office(_request(AnonymousUser())) is None


def test_the_header_shows_it_and_switches(client, two):
    user, first, second = two
    client.force_login(user)
    page = client.get("/accounts/").content.decode()
    # In the wide header and in the menu of the phone.
    assert page.count("활동하는 기관 바꾸기") == 2
    assert page.count(f'value="{first.key}" aria-current="true"') == 2
    answer = client.post(SWITCH, {"organisation": second.key, "next": "/accounts/"})
    assert answer["Location"] == "/accounts/"
    page = client.get("/accounts/").content.decode()
    assert page.count(f'value="{second.key}" aria-current="true"') == 2
    assert "이제 ‘나 기관’의 이름으로 활동합니다." in page


def test_one_organisation_is_named_and_leads_to_its_page(client):
    made, manager, *_rest = company()
    client.force_login(manager)
    page = client.get("/accounts/").content.decode()
    assert "바사아 주식회사" in page
    assert f'class="acting-one" href="/my/organisations/{made.key}/"' in page
    assert "활동하는 기관 바꾸기" not in page


def test_without_one_the_header_is_as_it_was(client):
    client.force_login(personas.applicant())
    page = client.get("/accounts/").content.decode()
    assert 'class="account-name"' in page
    assert "acting-who" not in page


@pytest.mark.parametrize("key", ["", "x", "\x00", "9" * 5000])
def test_nonsense_is_not_there(client, two, key):
    client.force_login(two[0])
    assert client.post(SWITCH, {"organisation": key}).status_code == 404


def test_a_stranger_switches_to_nothing(client, two):
    _user, first, _second = two
    client.force_login(personas.other_officer())
    assert client.post(SWITCH, {"organisation": first.key}).status_code == 404
    assert client.session.get("acting_organisation") != str(first.key)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "", "\\\\evil"])
def test_one_stays_on_the_site(client, two, back):
    user, _first, second = two
    client.force_login(user)
    answer = client.post(SWITCH, {"organisation": second.key, "next": back})
    assert answer["Location"] == "/my/organisations/"
