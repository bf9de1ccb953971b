"""Asks one cell of the table of access and puts the answer into a word."""

import contextlib
import logging
from unittest import mock
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext
from wagtail.models import UploadedFile

from network.models import Application
from tests import personas
from tests.client import Client
from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import REQUIRED_CONSENTS, ConsentMethod, User
from yeongdeungpoever.notices.models import InboxEntry

# Names of the addresses that a redirect may lead to.
LEADS_TO = {
    "account_login": "sign-in",
    "staff_enrol": "enrol",
    "mfa_reauthenticate": "prove",
    "mfa_reauthenticate_webauthn": "prove",
    "account_reauthenticate": "prove",
}


def people() -> dict[str, Client]:
    """A browser for each persona, signed in as far as the persona is."""
    made = {
        "applicant": personas.applicant(),
        "officer": personas.officer(),
        "manager": personas.manager(),
        "other": personas.other_officer(),
        "editor": personas.department_editor(),
        "reviewer": personas.reviewer(),
        "operator": personas.operator(),
        "privacy": personas.privacy_officer(),
        "administrator": personas.administrator(),
    }
    browsers = {"visitor": Client(raise_request_exception=False)}
    for name, user in made.items():
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(user)
    UploadedFile.objects.update(uploaded_by_user=made["operator"])
    Application.objects.update(applicant=made["applicant"], applicant_key=made["applicant"].key)
    InboxEntry.objects.update(user=made["officer"])
    unenrolled = User.objects.create_user("unenrolled@test.example", None, name="시험 미등록")
    unenrolled.groups.set(made["operator"].groups.all())
    asked = consents.current_versions(REQUIRED_CONSENTS)
    consents.give(unenrolled, asked, method=ConsentMethod.SIGN_UP)
    browsers["unenrolled"] = Client(raise_request_exception=False)
    browsers["unenrolled"].force_login(unenrolled, second_factor=False)
    browsers["unproven"] = Client(raise_request_exception=False)
    browsers["unproven"].force_login(made["operator"], second_factor=False)
    return browsers


def ask(browser: Client, method: str, path: str, *, drawn=True, **options):
    """Send the request and take back whatever it changed; the browser stays as it was.

    Without ``drawn`` the view runs to its end but its template is left out.
    """
    cookies = browser.cookies.copy()
    if "/accounts/" in path and method != "GET":
        cache.clear()  # limits that the cells before have used up
    with transaction.atomic():
        with contextlib.nullcontext() if drawn else _undrawn():
            response = getattr(browser, method.lower())(path, **options)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    if method != "GET" and response.status_code < 400:
        cache.clear()  # what was kept while something stood that was then taken back
    connection.run_on_commit.clear()
    browser.cookies = cookies
    return response


def _undrawn():
    return mock.patch.object(SimpleTemplateResponse, "rendered_content", "")


@contextlib.contextmanager
def in_a_hurry():
    """Leave out what costs most and belongs to other tests: error pages' looks, log lines."""

    def plain(request, template, status):
        return HttpResponse(template, status=status)

    logging.disable(logging.CRITICAL)
    try:
        with mock.patch("yeongdeungpoever.web.errors.render", plain):
            yield
    finally:
        logging.disable(logging.NOTSET)


def word(response, method: str) -> str:
    """The answer in a word of the table; ``status 500`` and the like where there is none."""
    status = response.status_code
    if status in (401, 403, 404, 410):
        return "refused"
    if status == 405:
        return "no-method"
    if status == 429:
        return "busy"
    if 200 <= status < 300:
        return "page" if method == "GET" else "form"
    if status in (400, 409, 422):
        return "bad-request" if method == "GET" else "form"
    if status in (301, 302, 303, 307, 308):
        return _redirect(response)
    return f"status {status}"


def _redirect(response) -> str:
    target = urlsplit(response["Location"])
    if target.netloc not in ("", "testserver", urlsplit(settings.SITE_URL).netloc):
        return f"leaves for {target.netloc}"
    if target.path == "/admin/login/":  # which leads to ours
        return "sign-in"
    with contextlib.suppress(Resolver404):
        if found := LEADS_TO.get(resolve(_in_korean(target.path)).url_name or ""):
            return found
    if target.path == reverse("wagtailadmin_home") and _says_refused(response):
        return "refused"
    return "redirect"


def _in_korean(path: str) -> str:
    return path.removeprefix("/en") if path.startswith("/en/") else path


def _says_refused(response) -> bool:
    """Whether Wagtail's refusal waits among the messages (wagtail.admin.auth)."""
    refusal = gettext("Sorry, you do not have permission to access this area.")
    waiting = getattr(response.wsgi_request, "_messages", ())
    return any(refusal in str(each) for each in getattr(waiting, "_queued_messages", ()))
