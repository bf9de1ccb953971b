"""보완 요청 unlocks the named parts and no others."""

import pytest
from django.urls import reverse

from network.models import Application, Paper
from network.parts import PART_BY_KEY, PARTS
from network.states import State
from tests import personas
from tests.network import factories
from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import JOINING_CONSENTS, ConsentMethod

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "school",
    "name": "바뀐 이름",
    "name_en": "Changed",
    "unit": "site",
    "industry": "P",
    "size": "large",
    "founded_year": "2001",
    "postcode": "11111",
    "road_address": "바뀐로 9",
    "address_detail": "9층",
    "dong": "mullae",
    "website": "https://changed.example",
    "telephone": "02-9876-5432",
    "email": "changed@changed.example",
    "summary": "바뀐 소개",
    "summary_en": "changed",
    "story": "바뀐 글",
    "story_en": "changed story",
    "pillars": ["g"],
    "sdgs": ["1"],
    "contact_title": "부장",
    "contact_department": "다른팀",
    "contact_telephone": "02-9876-5433",
}
STEPS = ("basics", "place", "story", "contact")


@pytest.fixture
def person(client):
    person = personas.applicant()
    client.force_login(person)
    return person


def row(application):
    return Application.objects.filter(pk=application.pk).values().get()


def post_everywhere(client, application, typed):
    """Every field to every page and to every autosave, with what a page would carry."""
    for step in STEPS:
        url = reverse("application_step", args=[application.key, step])
        opened = client.get(url).context["form"].token
        client.post(url, typed | {"opened": opened, "act": "next"})
        saved = reverse("application_save", args=[application.key, step])
        opened = client.get(url).context["form"].token
        client.post(saved, typed | {"opened": opened})


@pytest.mark.parametrize("part", [part.key for part in PARTS])
def test_only_the_named_part_changes(client, person, part):
    number = factories.registration_number("102")
    application = factories.application(person, State.CHANGES_REQUESTED, open_parts=[part])
    before = row(application)
    post_everywhere(client, application, TYPED | {"registration_number": number})
    after = row(application)
    changed = {name for name in before if before[name] != after[name]}
    allowed = set(PART_BY_KEY[part].fields) | {"version", "saved_at", "name_key"}
    assert changed <= allowed
    if PART_BY_KEY[part].fields:
        assert changed & set(PART_BY_KEY[part].fields)
    else:
        assert not changed


def test_locked_parts_are_read_and_not_asked(client, person):
    application = factories.application(person, State.CHANGES_REQUESTED, open_parts=["reach"])
    page = client.get(reverse("application_step", args=[application.key, "place"]))
    assert set(page.context["form"].fields) == {"website", "telephone", "email"}
    assert "예시로 1" in page.content.decode()
    assert 'name="road_address"' not in page.content.decode()
    basics = client.get(reverse("application_step", args=[application.key, "basics"]))
    assert not basics.context["form"].fields


def test_consents_are_not_asked_again(client, person):
    application = factories.application(person, State.CHANGES_REQUESTED, open_parts=["person"])
    page = client.get(reverse("application_step", args=[application.key, "contact"]))
    assert "consent_joining" not in page.content.decode()


def test_papers_are_locked_with_their_part(client, person):
    application = factories.application(person, State.CHANGES_REQUESTED, open_parts=["reach"])
    page = client.get(reverse("application_step", args=[application.key, "papers"]))
    assert 'type="file"' not in page.content.decode()
    assert not Paper.objects.exists()


def test_the_status_leads_to_what_is_asked(client, person):
    application = factories.application(person, State.CHANGES_REQUESTED, open_parts=["reach"])
    application.moves.create(
        move="request_changes",
        state=State.CHANGES_REQUESTED,
        reason="번호가 다릅니다.",
        parts=["reach"],
    )
    text = client.get(reverse("application_status", args=[application.key])).content.decode()
    assert "번호가 다릅니다." in text
    assert f"{reverse('application_step', args=[application.key, 'place'])}#part-reach" in text


def test_mended_it_goes_back_into_review(client, person):
    application = factories.application(person, State.CHANGES_REQUESTED, open_parts=["reach"])
    application.consents.set(_consents(person))
    application.kind = "district_office"  # needs no paper
    application.save()
    url = reverse("application_step", args=[application.key, "check"])
    response = client.post(url, {"version": application.version})
    assert response["Location"] == reverse("application_status", args=[application.key])
    application.refresh_from_db()
    assert application.state == State.IN_REVIEW
    assert application.open_parts == []


def _consents(person):
    versions = consents.current_versions(JOINING_CONSENTS)
    return consents.give(person, versions, method=ConsentMethod.APPLICATION)
