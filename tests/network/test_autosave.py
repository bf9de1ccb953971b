"""Kept while it is written: by itself, in two windows at once, and never against a lock."""

import pytest
import time_machine
from django.urls import reverse

from network.models import Application
from network.states import State
from tests import personas
from tests.network import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = personas.applicant()
    client.force_login(person)
    return person


@pytest.fixture
def draft(person):
    return Application.objects.create(applicant=person, applicant_key=person.key)


def step(application, key="basics"):
    return reverse("application_step", args=[application.key, key])


def token(client, application, key="basics"):
    return client.get(step(application, key)).context["form"].token


def save(client, application, data, key="basics"):
    url = reverse("application_save", args=[application.key, key])
    return client.post(url, data, headers={"X-Requested-With": "XMLHttpRequest"})


def test_what_is_typed_is_kept_and_the_time_told(client, draft):
    with time_machine.travel("2026-11-24T05:03:00Z", tick=False):
        answer = save(
            client, draft, {"opened": token(client, draft), "name": "새로온", "unit": "head"}
        )
    assert answer.json()["said"] == "14:03 임시 저장"
    draft.refresh_from_db()
    assert draft.name == "새로온"
    # The next one goes on from there.
    again = {"opened": answer.json()["opened"], "name": "새로온 회사", "unit": "head"}
    assert save(client, draft, again).status_code == 200
    draft.refresh_from_db()
    assert draft.name == "새로온 회사"


def test_half_a_number_is_told_and_the_rest_kept(client, draft):
    data = {"opened": token(client, draft), "name": "새로온", "registration_number": "220-81"}
    answer = save(client, draft, data | {"unit": "head"}).json()
    assert "registration_number" in answer["errors"]
    draft.refresh_from_db()
    assert (draft.name, draft.registration_number) == ("새로온", "")


def test_a_member_of_the_same_name_is_told_while_typing(client, draft):
    factories.organisation("가나다 주식회사")
    data = {"opened": token(client, draft), "name": "㈜가나다", "unit": "head"}
    assert "이 기관에 참여 요청" in save(client, draft, data).json()["like"]


def test_two_windows_nothing_is_lost(client, draft):
    first = second = token(client, draft)
    save(client, draft, {"opened": first, "name": "첫째 창", "unit": "head"})
    answer = save(client, draft, {"opened": second, "name": "둘째 창", "unit": "head"})
    assert answer.status_code == 409
    assert "다른 창" in answer.json()["message"]
    data = {"opened": second, "name": "둘째 창", "unit": "head", "act": "next"}
    page = client.post(step(draft), data)
    text = page.content.decode()
    assert "첫째 창" in text
    assert "둘째 창" in text
    draft.refresh_from_db()
    assert draft.name == "첫째 창"
    # Pressed again, knowing what stands there, it is taken.
    data["opened"] = page.context["form"].token
    assert client.post(step(draft), data).status_code == 302
    draft.refresh_from_db()
    assert draft.name == "둘째 창"


def test_two_windows_on_two_pages_do_not_meet(client, draft):
    opened = token(client, draft, "place")
    save(client, draft, {"opened": token(client, draft), "name": "새로온", "unit": "head"})
    answer = save(client, draft, {"opened": opened, "road_address": "예시로 1"}, "place")
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert (draft.name, draft.road_address) == ("새로온", "예시로 1")


def test_the_same_words_twice_are_no_conflict(client, draft):
    opened = token(client, draft)
    data = {"opened": opened, "name": "새로온", "unit": "head"}
    assert save(client, draft, data).status_code == 200
    assert save(client, draft, data).status_code == 200
    draft.refresh_from_db()
    assert draft.version == 2


def test_consents_are_given_by_a_pressed_button_only(client, draft):
    opened = token(client, draft, "contact")
    save(client, draft, {"opened": opened, "consent_joining": "on"}, "contact")
    assert not draft.consents.exists()


@pytest.mark.parametrize(
    "state", [State.SUBMITTED, State.IN_REVIEW, State.APPROVED, State.WITHDRAWN]
)
def test_what_was_handed_in_is_written_no_more(client, person, state):
    application = factories.application(person, state)
    answer = save(client, application, {"name": "다른 이름", "opened": "x"})
    assert answer.status_code == 409
    response = client.post(step(application), {"name": "다른 이름", "opened": "x"})
    assert response["Location"] == reverse("application_status", args=[application.key])
    before = application.name
    application.refresh_from_db()
    assert application.name == before


def test_odd_requests_are_answered(client, draft):
    url = reverse("application_save", args=[draft.key, "basics"])
    assert client.get(url).status_code == 405
    # Nothing at all is older than the page that was opened.
    assert save(client, draft, {}).status_code == 409
    assert save(client, draft, {}, "papers").status_code == 200
    assert save(client, draft, {}, "check").status_code == 200
    assert save(client, draft, {}, "nowhere").status_code == 404
    odd = {"name": ["a", "b\x00"], "kind": ["company", "school"], "opened": "\x00"}
    assert save(client, draft, odd).status_code in (200, 409)
