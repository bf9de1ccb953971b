"""What holds for every address of the house: no write by reading, tokens, nothing kept, methods."""

import re

import pytest
from django.db import connection

from tests.client import Client
from yeongdeungpoever.web.paths import is_personal

from .access_answers import ask, in_a_hurry, people
from .access_table import addresses, path_of
from .access_world import World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary files of new renditions to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*FileIO.*:pytest.PytestUnraisableExceptionWarning"),
]

# What reading may write: who is here and how long, who read whose data, and what Wagtail fills in
# at the first look (a picture's new size, a file's length, who follows a page, a profile).
MAY_WRITE = {
    "access_accessentry",
    "account_emailaddress",
    "django_session",
    "files_document",
    "files_image",
    "files_rendition",
    "usersessions_usersession",
    "wagtailadmin_editingsession",
    "wagtailcore_pagesubscription",
    "wagtailsearch_indexentry",
    "wagtailsearch_indexentry_fts",
    "wagtailusers_userprofile",
}
_WRITE = {
    "access_accesslogentry",
    "account_emailaddress",  # an account made by hand gets its address (allauth)
    "django_session",
    "files_rendition",
    "usersessions_usersession",
    "wagtailadmin_editingsession",
}
_WRITE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.I)


@pytest.fixture
def house():
    """The world, a browser for each persona, and every address with its path."""
    world = World()
    with in_a_hurry():
        yield people(), [(each, path_of(each, world)) for each in addresses()]


# RFC 8058: mailboxes post without cookies and tokens; the signed link is the proof, and any other
# answers like what is not there (tests/notices/test_unsubscribe.py).
_BY_SIGNED_LINK = {"inbox_stop"}


class Writes:
    """Notes the tables that a request writes."""

    def __init__(self):
        self.tables = set()

    def __call__(self, execute, sql, params, many, context):
        if found := _WRITE.match(sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


@pytest.mark.parametrize("who", ["visitor", "officer", "administrator"])
def test_reading_writes_nothing_and_personal_answers_are_kept_nowhere(house, who):
    browsers, found = house
    wrong = []
    for address, path in found:
        writes = Writes()
        with connection.execute_wrapper(writes):
            response = ask(browsers[who], "GET", path, drawn=False)
        if written := writes.tables - MAY_WRITE:
            wrong.append(f"{address.shown} {path} writes {sorted(written)}")
        if response.status_code >= 500:
            wrong.append(f"{address.shown} {path} answers {response.status_code}")
        kept = response.get("Cache-Control", "")
        if is_personal(path) and "no-store" not in kept:
            wrong.append(f"{address.shown} {path} may be kept: {kept!r}")
    assert wrong == [], "\n".join(wrong)


def test_no_form_is_taken_without_its_token(house):
    browsers, found = house
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = browsers["administrator"].cookies.copy()
    taken = [
        f"{address.shown} {method} {response.status_code}"
        for address, path in found
        if address.name not in _BY_SIGNED_LINK
        for method in ("POST", "PUT", "DELETE")
        if (response := ask(strict, method, path, drawn=False)).status_code != 403
    ]
    assert taken == [], "\n".join(taken)


@pytest.mark.parametrize("who", ["visitor", "officer", "privacy", "administrator"])
def test_other_methods_open_nothing(house, who):
    """HEAD has no body; PUT and DELETE, which some views take for POST, crash nowhere and write
    nothing for who has no rights there."""
    browsers, found = house
    wrong = []
    for address, path in found:
        head = ask(browsers[who], "HEAD", path, drawn=False)
        if head.status_code >= 500 or not (head.streaming or head.content == b""):
            wrong.append(f"{address.shown} HEAD {head.status_code}")
        for method in ("PUT", "DELETE"):
            writes = Writes()
            with connection.execute_wrapper(writes):
                response = ask(browsers[who], method, path, drawn=False)
            written = set() if who == "administrator" else writes.tables - MAY_WRITE
            if response.status_code >= 500 or written:
                wrong.append(f"{address.shown} {method} {response.status_code} {written}")
    assert wrong == [], "\n".join(wrong)
