"""Consents: apart, on versions, taken back as easily as given, asked again for a new version."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import PolicyPage
from tests import personas
from tests.accounts.own import enter
from yeongdeungpoever.accounts import consents, retention
from yeongdeungpoever.accounts.models import Consent, ConsentMethod, PolicyKind, PolicyVersion

pytestmark = pytest.mark.django_db
NEEDED = "/accounts/consents/needed/"


@pytest.fixture
def person():
    return personas.applicant()


def new_version(kind=PolicyKind.TERMS, days=0):
    first = PolicyVersion.objects.filter(kind=kind)
    first.update(effective_on=timezone.localdate() - timedelta(days=30))
    return PolicyVersion.objects.create(
        kind=kind,
        version="2.0",
        effective_on=timezone.localdate() + timedelta(days=days),
        text_ko="<h2>제1조</h2><p>새로 적은 글입니다.</p>",
        note="제1조를 새로 적었습니다.",
    )


def test_a_consent_given_twice_is_one_row(person):
    news = consents.current_versions([PolicyKind.NEWS])
    for _time in range(2):
        consents.give(person, news, method=ConsentMethod.ACCOUNT, ip_address="203.0.113.9")
    consent = Consent.objects.of(person).get(policy__kind=PolicyKind.NEWS)
    assert (consent.user, consent.person) == (person, person.key)
    assert consent.ip_address == "203.0.113.9"


def test_an_optional_consent_is_taken_back_and_given_again_in_the_account(client, person):
    enter(client, person)
    change = "/accounts/consents/news/"
    client.post(change, {"act": "give"})
    assert consents.has_given(person, PolicyKind.NEWS)
    body = client.get("/accounts/consents/").content.decode()
    assert "동의 거두기" in body
    client.post(change, {"act": "withdraw"})
    assert not consents.has_given(person, PolicyKind.NEWS)
    client.post(change, {"act": "give"})
    rows = Consent.objects.of(person).filter(policy__kind=PolicyKind.NEWS)
    assert sorted(row.withdrawn_at is None for row in rows) == [False, True]
    assert {row.method for row in rows} == {ConsentMethod.ACCOUNT}


def test_a_required_consent_is_not_taken_back_alone(client, person):
    with pytest.raises(consents.RequiredConsent):
        consents.withdraw(person, PolicyKind.TERMS)
    enter(client, person)
    client.post("/accounts/consents/terms/", {"act": "withdraw"})
    assert consents.has_given(person, PolicyKind.TERMS)
    assert "탈퇴" in client.get("/accounts/consents/").content.decode()


def test_who_has_agreed_is_not_asked(client, person):
    enter(client, person)
    assert client.get("/accounts/").status_code == 200
    assert client.get(NEEDED).status_code == 302


def test_a_new_version_of_a_required_text_is_asked_at_the_next_personal_page(client, person):
    version = new_version()
    enter(client, person)
    response = client.get("/accounts/sessions/?page=1")
    assert response["Location"] == f"{NEEDED}?next=%2Faccounts%2Fsessions%2F%3Fpage%3D1"
    body = client.get(response["Location"]).content.decode()
    assert version.note in body
    assert "새로 적은 글입니다." in body
    assert "checked" not in body
    refused = client.post(NEEDED, {"next": "/accounts/sessions/"})
    assert refused.status_code == 200
    assert "이 칸에 표시해 주세요" in refused.content.decode()
    agreed = client.post(NEEDED, {"agree_terms": "on", "next": "/accounts/sessions/"})
    assert agreed["Location"] == "/accounts/sessions/"
    given = Consent.objects.of(person).get(policy=version)
    assert (given.method, given.ip_address) == (ConsentMethod.PROMPT, "127.0.0.1")
    assert client.get("/accounts/sessions/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/accounts/data/",
        "/accounts/withdraw/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
    ],
)
def test_ways_that_stay_open_to_who_refuses(client, person, address):
    new_version()
    enter(client, person)
    response = client.get(address)
    assert response.status_code != 302 or NEEDED not in response["Location"]


def test_what_is_posted_is_never_lost_to_the_question(client, person):
    new_version()
    enter(client, person)
    client.post("/accounts/person/", {"name": "새 이름", "phone": "", "language": "ko"})
    person.refresh_from_db()
    assert person.name == "새 이름"


def test_a_version_that_is_not_in_force_yet_is_not_asked(client, person):
    new_version(days=1)
    enter(client, person)
    assert client.get("/accounts/").status_code == 200


def test_a_new_version_of_an_optional_text_stops_nobody(client, person):
    new_version(PolicyKind.NEWS)
    enter(client, person)
    assert client.get("/accounts/").status_code == 200


def test_staff_are_asked_for_nothing(client):
    new_version()
    editor = personas.department_editor()
    Consent.objects.all().delete()
    enter(client, editor)
    assert client.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    "target", ["https://else.example/", "//else.example", "javascript:alert(1)"]
)
def test_the_way_on_never_leaves_the_site(client, person, target):
    new_version()
    enter(client, person)
    response = client.post(NEEDED, {"agree_terms": "on", "next": target})
    assert response["Location"] == "/accounts/"


def test_a_published_text_is_linked_with_what_changed(client, person):
    from_page = PolicyVersion.objects.current(PolicyKind.TERMS)
    assert consents.address_of(from_page) is None
    page = _publish(PolicyKind.TERMS)
    version = new_version()
    assert consents.address_of(version) == f"{page.url}versions/2-0/"
    assert consents.address_of(version, changes=True) == f"{page.url}changes/2-0/"
    assert consents.address_of(from_page, changes=True) is None
    enter(client, person)
    assert f"{page.url}changes/2-0/" in client.get(NEEDED).content.decode()
    assert client.get(f"{page.url}changes/2-0/").status_code == 200


def _publish(kind):
    page = PolicyPage.objects.filter(kind=kind).order_by("pk").first()
    page.save_revision().publish()
    return page


def test_consents_of_who_left_are_forgotten_after_three_years(person):
    Consent.objects.of(person).update(user=None, withdrawn_at=timezone.now())
    retention.forget_old_consents.call()
    assert Consent.objects.of(person).exists()
    Consent.objects.of(person).update(withdrawn_at=timezone.now() - timedelta(days=3 * 365 + 2))
    retention.forget_old_consents.call()
    assert not Consent.objects.of(person).exists()


def test_a_consent_in_force_is_never_forgotten(person):
    long_ago = timezone.now() - timedelta(days=4000)
    Consent.objects.of(person).update(given_at=long_ago)
    retention.forget_old_consents.call()
    assert Consent.objects.of(person).exists()
