"""Every page type renders, is valid, and asks the database a bounded number of questions."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.markup import markup_faults
from yeongdeungpoever.pages.models import BasePage

pytestmark = pytest.mark.django_db

MAX_QUERIES = 20
MAX_QUERIES_HOME = 24
OTHERS = ("/search/", "/search/?q=금융", "/search/?q=없는말", "/accounts/login/", "/nothing/")


@pytest.fixture
def demo_site():
    """The site as `make run` leaves it."""
    call_command("load_report")
    call_command("load_demo")


def _addresses() -> list[str]:
    pages = BasePage.objects.live().filter(depth__gt=1).order_by("path")
    return [page.get_url() or "/" for page in pages]


def test_every_page_type_is_on_the_demo_site(demo_site):
    shown = {page.specific_class for page in BasePage.objects.live().filter(depth__gt=1)}
    types = {
        model
        for model in apps.get_models()
        if issubclass(model, BasePage) and model is not BasePage
    }
    assert types == shown


def test_every_page_is_valid_markup(client, demo_site):
    addresses = [*_addresses(), *OTHERS]
    documents = {address: client.get(address).content.decode() for address in addresses}
    assert markup_faults(documents) == []


def test_every_page_stays_within_its_queries(client, demo_site):
    for address in _addresses():
        client.get(address)
        with CaptureQueriesContext(connection) as fresh:
            # Another address of the same page: not kept, while menu and contact are.
            assert client.get(address, {"again": "1"}).status_code == 200
        limit = MAX_QUERIES_HOME if address == "/" else MAX_QUERIES
        assert len(fresh) <= limit, f"{address}: {len(fresh)}"
        with CaptureQueriesContext(connection) as kept:
            client.get(address)
        assert len(kept) <= 1, address


def test_titles_are_unique_and_every_page_describes_itself(client, demo_site):
    titles = {}
    for address in _addresses():
        body = client.get(address).content.decode()
        title = body.split("<title>")[1].split("</title>")[0]
        assert title not in titles, f"{address} and {titles.get(title)}: {title}"
        titles[title] = address
        assert '<meta name="description"' in body, address
