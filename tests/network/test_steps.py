"""The form of the application: what it keeps, what it refuses, what it does not touch."""

import pytest
from django.urls import reverse

from network.models import Application
from network.states import State
from tests import personas
from tests.network import factories

pytestmark = pytest.mark.django_db

STEPS = ("basics", "place", "story", "papers", "contact", "check")


def address(application, step):
    return reverse("application_step", args=[application.key, step])


def opened(client, application, step):
    """The hidden fields that the page carries."""
    form = client.get(address(application, step)).context["form"]
    return {"opened": form.token}


@pytest.fixture
def person():
    return personas.applicant()


@pytest.fixture
def draft(person, client):
    client.force_login(person)
    return Application.objects.create(applicant=person, applicant_key=person.key)


def test_every_page_opens_empty_and_full(client, person, draft):
    for application in (draft, factories.application(person)):
        for step in STEPS:
            assert client.get(address(application, step)).status_code == 200, step
