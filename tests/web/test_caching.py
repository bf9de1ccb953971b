"""Cache headers and the minute's memory."""

import pytest
from django.conf import settings as django_settings
from wagtail.models import Locale

from home.models import HomePage, StandardPage
from tests import personas
from tests.site import home_page, standard_page
from yeongdeungpoever.web.caching import invalidate

pytestmark = pytest.mark.django_db


def test_a_strangers_page_may_be_kept_for_a_minute(client):
    standard_page("글", "page")
    response = client.get("/page/")
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response["Vary"]
    assert response["ETag"]
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


def test_a_kept_page_costs_at_most_one_query(client, django_assert_max_num_queries):
    standard_page("글", "page")
    first = client.get("/page/")
    with django_assert_max_num_queries(1):
        second = client.get("/page/")
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_an_unchanged_page_answers_304(client):
    standard_page("글", "page")
    etag = client.get("/page/")["ETag"]
    response = client.get("/page/", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.content == b""


def test_publishing_forgets_kept_pages(client):
    page = standard_page("글", "page")
    client.get("/page/")
    page.title = "새 제목"
    page.save_revision().publish()
    assert "새 제목" in client.get("/page/").content.decode()


def test_a_signed_in_reader_gets_a_page_of_their_own(client):
    standard_page("글", "page")
    client.get("/page/")
    client.force_login(personas.operator())
    response = client.get("/page/")
    assert response["Cache-Control"] == "private, no-cache"
    assert "시험 operator" in response.content.decode()
    client.logout()
    assert "시험 operator" not in client.get("/page/").content.decode()


def test_account_pages_are_never_stored(client):
    response = client.get("/accounts/login/")
    assert "no-store" in response["Cache-Control"]


def test_the_admin_is_never_stored(client):
    client.force_login(personas.operator())
    response = client.get("/admin/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_missing_page_is_not_kept(client):
    assert client.get("/nothing/")["Cache-Control"] == "no-cache"


def test_no_address_is_english_before_an_english_site_exists(client):
    HomePage.objects.filter(locale__language_code="en").delete()
    Locale.objects.filter(language_code="en").delete()
    invalidate()
    for path in ("/en/", "/en/accounts/login/", "/en/search/"):
        response = client.get(path)
        assert response.status_code == 404
        assert response["Content-Language"] == "ko"
    Locale.objects.create(language_code="en")
    invalidate()
    response = client.get("/en/accounts/login/")
    assert response.status_code == 200
    assert response["Content-Language"] == "en"


def test_a_page_taken_down_leaves_every_menu_at_once(client):
    page = standard_page("모집·운영안내 시험", "about-us")
    StandardPage.objects.in_language("ko").get(slug="about").save_revision().publish()
    assert 'href="/about/"' in client.get(page.get_url()).content.decode()
    StandardPage.objects.in_language("ko").get(slug="about").unpublish()
    assert 'href="/about/"' not in client.get(page.get_url()).content.decode()


def test_a_changed_telephone_shows_at_once(client):
    team = personas.department()
    page = standard_page("글", "page", department=team)
    client.get(page.get_url())
    team.telephone = "02-000-0000"
    team.save()
    assert "02-000-0000" in client.get(page.get_url()).content.decode()


def test_the_language_depends_on_the_address_alone(client):
    standard_page("글", "page")
    korean = client.get("/page/", headers={"Accept-Language": "en"})
    assert "Accept-Language" not in korean["Vary"]
    assert korean["Content-Language"] == "ko"


def test_compression_is_for_strangers_only(client):
    home_page()
    headers = {"Accept-Encoding": "gzip"}
    assert client.get("/", headers=headers).get("Content-Encoding") == "gzip"
    client.force_login(personas.operator())
    assert client.get("/", headers=headers).get("Content-Encoding") is None
    assert django_settings.SESSION_COOKIE_NAME in client.cookies
