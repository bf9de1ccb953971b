"""The start page, and the one line that leads through account and application."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from network.models import Application, JoiningRules
from network.states import State
from tests import personas
from tests.network import factories
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.accounts.person_form import opened_at

pytestmark = pytest.mark.django_db

APPLY = "/apply/"


def test_a_visitor_reads_and_finds_both_doors(client):
    response = client.get(APPLY)
    text = response.content.decode()
    assert response.status_code == 200
    assert "7영업일" in text
    assert "예시안" in text
    assert "csrfmiddlewaretoken" not in text
    assert "/accounts/signup/?next=%2Fapply%2F" in text
    assert "/accounts/login/?next=%2Fapply%2F" in text
    assert client.get("/en/apply/").status_code == 200


def test_confirmed_days_are_printed_as_they_are(client):
    JoiningRules.objects.create(answer_days=10, confirmed=True)
    text = client.get(APPLY).content.decode()
    assert "10영업일" in text
    assert "own-mark example" not in text


def sign_up(client, address="new@firm.example", **more):
    data = {
        "email": address,
        "password1": "bridges-over-the-river",
        "name": "김다리",
        "age": "on",
        "consent_terms": "on",
        "consent_collection": "on",
        "opened": opened_at(0),
    }
    return client.post(reverse("account_signup"), data | more)


def test_one_line_leads_through_the_account_back_to_the_application(client):
    page = client.get(reverse("account_signup"), {"next": APPLY}).content.decode()
    assert 'class="way"' in page
    assert "joining.css" in page
    assert 'class="way"' not in client.get(reverse("account_signup")).content.decode()

    response = sign_up(client, next=APPLY)
    page = client.get(response["Location"])
    assert 'class="way"' in page.content.decode()
    state = client.session["account_email_verification_code"]
    response = client.post(response["Location"], {"action": "verify", "code": state["code"]})
    assert response["Location"] == APPLY
    assert EmailAddress.objects.get(email="new@firm.example").verified
    assert "신청서 쓰기 시작" in client.get(APPLY).content.decode()


def test_the_line_tells_nothing_of_a_known_address(client):
    known = personas.applicant()
    pages = []
    for address in ("unknown@firm.example", known.email):
        client.cookies.clear()
        response = sign_up(client, address, next=APPLY)
        page = client.get(response["Location"]).content.decode()
        pages.append(re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page.replace(address, "")))
    assert pages[0] == pages[1]


def test_starting_over_keeps_the_way(client):
    sign_up(client, next=APPLY)
    response = client.post(reverse("account_start_over"))
    assert response["Location"] == "/accounts/signup/?next=%2Fapply%2F"


def test_beginning_makes_one_draft(client):
    person = personas.applicant()
    client.force_login(person)
    assert client.get(reverse("application_new")).status_code == 405
    first = client.post(reverse("application_new"))
    again = client.post(reverse("application_new"))
    draft = Application.objects.get()
    assert draft.applicant == person
    assert draft.applicant_key == person.key
    assert first["Location"] == again["Location"]
    assert first["Location"].endswith(f"{draft.key}/write/basics/")
    assert "이름을 아직 적지 않은 신청서" in client.get(APPLY).content.decode()


def test_drafts_are_not_without_end(client):
    person = personas.applicant()
    client.force_login(person)
    for number in range(5):
        factories.application(person, name=f"예시 {number}")
    response = client.post(reverse("application_new"), follow=True)
    assert "너무 많아요" in response.content.decode()
    assert Application.objects.count() == 5


def test_nobody_begins_without_an_account(client):
    response = client.post(reverse("application_new"))
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert not Application.objects.exists()
    assert not User.objects.exists()


def test_the_list_holds_only_ones_own(client):
    person = personas.applicant()
    factories.application(personas.other_officer(), name="남의 기관")
    client.force_login(person)
    listing = reverse("application_list")
    assert "아직 쓴 신청서가 없어요" in client.get(listing).content.decode()
    for state in State.values:
        factories.application(person, state, name=f"예시 {state}")
    text = client.get(listing).content.decode()
    assert all(f"예시 {state}" in text for state in State.values)
    assert "남의 기관" not in text
