"""Real Chromium against a live server with the demo site, each test on a fresh copy of it.

Fixtures for tests: ``site`` (address), ``page``, ``plain_page`` (no scripts), ``open_page``,
``sign_in``, ``axe``. A page that asks another host for anything, throws, or breaks its content
security policy fails the test; ``page.faults`` holds what was seen, a test may clear it.
"""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import sync_playwright

from tests import database_copy
from tests.client import Client
from tests.conftest import MIGRATED

DEMO = "demo"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT_MS = 10_000


def pytest_collection_modifyitems(items):
    """Mark every test of this folder, so that ``-m browser`` selects exactly these."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright():
    """Playwright's synchronous interface, for the whole session.

    It keeps an event loop in this thread, in which Django refuses its synchronous database calls.
    The calls here are synchronous all the same, so the refusal is lifted while the loop exists.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as driver:
            yield driver
            connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(playwright, django_db_setup):
    """Make the database after Playwright's loop exists and drop it before the loop ends.

    Django keeps connections apart by event loop: those opened before would never be seen again.
    """


@pytest.fixture(scope="session")
def browser(playwright):
    """One Chromium for the session; the tests are skipped with a reason where there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        reason = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # Chromium's sandbox refuses to start as root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    running = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
    yield running
    running.close()


@pytest.fixture(scope="session")
def demo_rows(django_db_setup, django_db_blocker):
    """A copy of the database as ``make run`` leaves it, report and demo loaded; its name."""
    with django_db_blocker.unblock():
        database_copy.restore(MIGRATED)
        call_command("load_report", verbosity=0)
        call_command("load_demo", verbosity=0)
        database_copy.take(DEMO)
        database_copy.restore(MIGRATED)
        yield DEMO
        database_copy.drop(DEMO)


@pytest.fixture
def site(live_server, demo_rows, settings):
    """The address of a running demo site whose rows are this test's own."""
    database_copy.restore(demo_rows)
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def open_page(browser, site):
    """A function that opens a page in a context of its own; its arguments are Playwright's.

    For example ``open_page(java_script_enabled=False, viewport={"width": 360, "height": 740})``.
    """
    contexts, pages = [], []

    def open_one(**options):
        context = browser.new_context(
            **{"base_url": site, "locale": "ko-KR", "timezone_id": "Asia/Seoul"} | options
        )
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        _watch(page, site)
        pages.append(page)
        return page

    yield open_one
    faults = [fault for page in pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def _watch(page, site: str) -> None:
    own = urlsplit(site).netloc

    def asked(request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != own:
            page.faults.append(f"{page.url} asked another host: {request.url}")

    def said(message):
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            page.faults.append(f"{page.url}: {message.text}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: page.faults.append(f"{page.url} threw: {error}"))


@pytest.fixture
def page(open_page):
    """A page as most people have it."""
    return open_page()


@pytest.fixture
def plain_page(open_page):
    """A page in a browser that runs no scripts."""
    return open_page(java_script_enabled=False)


@pytest.fixture
def sign_in(site):
    """A function ``sign_in(page, email)``: the page's browser becomes that demo account."""

    def as_account(page, email: str) -> None:
        client = Client()
        client.force_login(get_user_model().objects.get(email=email))
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])

    return as_account


@pytest.fixture(scope="session")
def axe():
    """A function ``axe(page)``: one line per accessibility violation, none for a good page."""

    def violations(page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{page.url} {rule['id']} ({rule['impact']}): {rule['help']}: {node['target']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations
