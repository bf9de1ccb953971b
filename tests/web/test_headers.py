"""Security headers, health, and the pages that say what went wrong."""

import json
import logging
import sys

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client

from tests import personas
from tests.site import home_page
from yeongdeungpoever import readiness
from yeongdeungpoever.vocabulary.district import district
from yeongdeungpoever.web import errors
from yeongdeungpoever.web.logs import StructuredFormatter

pytestmark = pytest.mark.django_db


def test_public_and_account_pages_have_the_strict_policy(client):
    home_page()
    for path in ("/", "/accounts/login/", "/nothing/", "/search/?q=글"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'self'" in policy


def test_public_pages_hold_no_inline_script_or_style(client):
    home_page()
    body = client.get("/").content.decode()
    assert " style=" not in body
    assert "<style" not in body
    assert " onclick=" not in body
    for part in body.split("<script")[1:]:
        opening = part.split(">", 1)[0]
        assert "src=" in opening or "application/ld+json" in opening


def test_the_admin_has_its_own_policy(client):
    client.force_login(personas.operator())
    assert "'unsafe-inline'" in client.get("/admin/")["Content-Security-Policy"]


def test_headers(client):
    response = client.get("/healthz")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_health(client):
    assert client.get("/healthz").json() == {"status": "alive"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["checks"] == dict.fromkeys(("database", "cache", "queue", "notices"), "ok")


def test_not_ready_when_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("connection refused at 10.0.0.1")

    monkeypatch.setitem(readiness.CHECKS, "database", away)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "10.0.0.1" not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/none/", "/search/none/", "/en/none/", "/%00/", "/a" * 300 + "/"]
)
def test_a_missing_page_says_so_and_offers_a_way_on(client, path):
    response = client.get(path)
    assert response.status_code == 404
    body = response.content.decode()
    assert 'action="/search/"' in body or 'action="/en/search/"' in body


def _failing(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("search.views.find", fail)
    client = Client(raise_request_exception=False)
    return client.get("/search/?q=글")


@pytest.mark.parametrize(
    "error, status",
    [
        (SuspiciousOperation("no"), 400),
        (RuntimeError("secret detail"), 500),
        (OperationalError("database away"), 503),
    ],
)
def test_errors_have_pages_of_their_own(monkeypatch, error, status):
    personas.department()
    response = _failing(monkeypatch, error)
    assert response.status_code == status
    body = response.content.decode()
    assert "secret detail" not in body
    assert 'lang="ko"' in body
    assert str(district().network) in body
    assert "시험1팀" in body
    assert 'action="/search/"' in body


def test_maintenance_answers_503(client, settings):
    settings.MAINTENANCE = True
    response = client.get("/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get("/healthz").status_code == 200


def test_a_form_without_token_is_refused_with_a_page():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})
    assert response.status_code == 403
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    "road",
    ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/", "/_util/login/"],
)
def test_wagtails_own_doors_lead_to_our_sign_in(client, road):
    response = client.get(road + "?next=/admin/pages/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert client.post(road).status_code in (302, 405)


def test_log_lines_hold_no_query_and_no_person(client, caplog):
    with caplog.at_level("INFO", logger="yeongdeungpoever.request"):
        client.get("/search/?q=홍길동")
    record = caplog.records[-1]
    assert record.path == "/search/"
    assert "홍길동" not in str(record.__dict__)


@pytest.mark.parametrize(
    "road",
    [
        "/accounts/staff/invitation/SECRET/",
        "/accounts/staff/invitation/SECRET",
        "/accounts/staff/enrol/SECRET/",
        "/accounts/data/SECRET/",
        "/en/accounts/data/SECRET/",
    ],
)
@pytest.mark.parametrize("maintenance", [False, True])
def test_log_lines_hold_no_secret_link(client, caplog, settings, road, maintenance):
    settings.MAINTENANCE = maintenance
    with caplog.at_level("INFO"):
        client.get(road)
    lines = [StructuredFormatter().format(record) for record in caplog.records]
    assert any(road.replace("SECRET", "…") in line for line in lines)
    assert "SECRET" not in "".join(lines)


def test_a_logged_exception_quotes_nothing_that_somebody_typed(settings):
    try:
        raise ValueError("Key (email)=(hong@test.example) already exists.")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), sys.exc_info())
    line = StructuredFormatter().format(record)
    assert "hong@test.example" not in line.split("raise ValueError")[0]
    assert json.loads(line)["exception"].endswith("builtins.ValueError")


def test_no_language_opens_another_sign_in():
    """Every sign-in of the house goes through ours: Wagtail's and Django's own are shadowed."""
    for road in ("/_util/login/", "/en/_util/login/", "/admin/login/"):
        response = Client().post(road, {"username": "a@test.example", "password": "x"})
        assert response.status_code == 302, road
        assert "/accounts/login/" in response["Location"]


def test_somebody_without_rights_is_told_so_at_the_admin(client):
    client.force_login(personas.officer())
    for road in ("/admin/", "/admin/pages/", "/admin/reports/site-history/?export=csv"):
        assert client.get(road).status_code == 403


def test_a_kept_page_has_every_header_of_a_fresh_one(client):
    home_page()
    fresh = client.get("/")
    kept = client.get("/")
    assert kept["X-Cache"] == "hit"
    # A server counts the length itself; the test client leaves it out of the second answer.
    assert set(fresh.headers) - set(kept.headers) <= {"Content-Length"}


def test_an_error_page_stands_without_its_template(monkeypatch, rf):
    def fail(*args, **kwargs):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("yeongdeungpoever.web.errors.render_to_string", fail)
    assert "화면을 열지 못했습니다" in errors.server_error(rf.get("/")).content.decode()
