"""Wagtail's own views of the back office, asked for what no screen asks."""

import pytest
from wagtail.models import Collection

from tests import personas
from tests.site import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def admin(client):
    client.force_login(personas.administrator())


@pytest.mark.parametrize(
    "chooser",
    [
        "snippets/choose/accounts/department",
        "snippets/choose/accounts/policyversion",
        "snippets/choose/duties/closedday",
        "images/chooser",
        "documents/chooser",
    ],
)
@pytest.mark.parametrize("what", ["chosen/x/", "chosen-multiple/?id=x"])
def test_a_chooser_asked_for_no_key_answers_400(client, chooser, what):
    assert client.get(f"/admin/{chooser}/{what}").status_code == 400


def test_what_is_there_is_still_chosen(client):
    road = "/admin/snippets/choose/accounts/department"
    team = personas.department().pk
    assert client.get(f"{road}/chosen/{team}/").status_code == 200
    assert client.get(f"{road}/chosen/{team + 99}/").status_code == 404
    assert client.get(f"{road}/chosen-multiple/?id={team}").status_code == 200


def test_nothing_is_shown_to_some_readers_only(client):
    home, collection = home_page().pk, Collection.get_first_root_node().add_child(name="모음").pk
    for place in (f"pages/{home}", f"collections/{collection}"):
        for ask in (client.get, client.post):
            assert ask(f"/admin/{place}/privacy/").status_code == 404
    for place, screen in (
        (f"pages/{home}", f"pages/{home}/edit"),
        (f"collections/{collection}", f"collections/{collection}"),
    ):
        page = client.get(f"/admin/{screen}/")
        assert page.status_code == 200
        text = page.content.decode()
        assert "set-privacy" not in text
        assert f"/admin/{place}/privacy/" not in text
