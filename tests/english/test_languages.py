"""One page in two languages: addresses, alternates, the switcher, and who may see which."""

import re

import pytest
from django.apps import apps
from django.core.cache import cache
from wagtail.models import Locale

from home.models import HomePage, StandardPage
from home.setup import ensure_site
from search.questions import find
from tests import personas
from tests.site import standard_page
from yeongdeungpoever.access.visibility import Level
from yeongdeungpoever.pages.models import BasePage

pytestmark = pytest.mark.django_db


class _Sender:
    label = [config.label for config in apps.get_app_configs() if config.models_module][-1]


def alternates(body: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', body))


def switcher(body: str) -> dict[str, str]:
    return {
        code: url
        for url, code in re.findall(r'<a href="([^"]*)" lang="(\w+)" hreflang="\w+">', body)
    }


def test_migrate_makes_both_languages_unpublished_and_linked():
    korean = {page.slug: page for page in BasePage.objects.in_language("ko").filter(depth=3)}
    english = {page.slug: page for page in BasePage.objects.in_language("en").filter(depth=3)}
    assert english.keys() == korean.keys()
    for slug, page in english.items():
        assert page.translation_key == korean[slug].translation_key
        assert not page.live
        assert page.provisional == korean[slug].provisional


def test_a_korean_site_of_before_gets_its_english_and_keeps_it():
    StandardPage.objects.in_language("ko").get(slug="about").save_revision().publish()
    home = HomePage.objects.in_language("en").get()
    home.get_descendants(inclusive=True).delete()
    Locale.objects.filter(language_code="en").delete()
    ensure_site(_Sender)
    page = StandardPage.objects.in_language("en").get(slug="about")
    assert page.body[0].value["heading"] == "The purpose of YeongdeungpoEver"
    page.title = "Changed by staff"
    page.save_revision().publish()
    StandardPage.objects.in_language("en").get(slug="join").delete()
    ensure_site(_Sender)
    assert StandardPage.objects.in_language("en").get(slug="about").title == "Changed by staff"
    assert not StandardPage.objects.in_language("en").filter(slug="join").exists()


def test_both_pages_name_both_and_themselves(client, pair, settings):
    site = settings.SITE_URL.rstrip("/")
    expected = {
        "ko": f"{site}/notice-text/",
        "en": f"{site}/en/notice-text/",
        "x-default": f"{site}/notice-text/",
    }
    for path in ("/notice-text/", "/en/notice-text/"):
        body = client.get(path).content.decode()
        assert alternates(body) == expected
        assert f'<link rel="canonical" href="{site}{path}">' in body
    assert 'lang="en"' in client.get("/en/notice-text/").content.decode()


@pytest.mark.parametrize("hide", ["unpublish", "level"])
def test_a_translation_that_is_not_there_is_not_named(client, pair, hide):
    english = pair[1]
    if hide == "unpublish":
        english.unpublish()
    else:
        english.visibility = Level.STAFF
        english.save_revision().publish()
    cache.clear()
    assert alternates(client.get("/notice-text/").content.decode()) == {}
    shown = client.get("/en/notice-text/")
    assert shown.status_code == 200
    assert "This page exists only in Korean" in shown.content.decode()


def test_a_translation_is_never_wider_than_its_source(client, pair):
    korean, english = pair
    korean.visibility = Level.MEMBERS
    korean.save_revision().publish()
    english.refresh_from_db()
    assert english.effective_visibility == Level.MEMBERS
    for path in ("/notice-text/", "/en/notice-text/"):
        assert client.get(path).status_code == 404
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "notice-text" not in sitemap
    # Saving the translation by itself does not open it again.
    english.save_revision().publish()
    assert BasePage.objects.get(pk=english.pk).effective_visibility == Level.MEMBERS
    client.force_login(personas.officer())
    assert alternates(client.get("/notice-text/").content.decode()).keys() == {
        "ko", "en", "x-default",
    }  # fmt: skip


def test_a_level_above_reaches_translations_below(pair):
    home = HomePage.objects.in_language("ko").get()
    parent = standard_page("위", "above")
    korean = pair[0]
    korean.move(parent, pos="last-child")
    parent = StandardPage.objects.get(pk=parent.pk)
    parent.visibility = Level.STAFF
    parent.save_revision().publish()
    assert BasePage.objects.get(pk=pair[1].pk).effective_visibility == Level.STAFF
    assert home.effective_visibility == Level.PUBLIC


def test_the_switcher_leads_to_the_same_page(client, pair):
    assert switcher(client.get("/notice-text/").content.decode()) == {"en": "/en/notice-text/"}
    assert switcher(client.get("/en/notice-text/").content.decode()) == {"ko": "/notice-text/"}
    body = client.get("/notice-text/").content.decode()
    assert '<span lang="ko" aria-current="true">한국어</span>' in body


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/search/?q=test", "/nothing/"]
)
def test_the_switcher_works_where_there_is_no_page(client, english_home, path):
    assert switcher(client.get(path).content.decode()) == {"en": f"/en{path}"}
    assert switcher(client.get(f"/en{path}").content.decode()) == {"ko": path}


def test_the_switcher_follows_the_page_and_not_the_slug(client, pair):
    english = pair[1]
    english.slug = "another-word"
    english.save_revision().publish()
    body = client.get("/notice-text/").content.decode()
    assert switcher(body) == {"en": "/en/another-word/"}


def test_an_untranslated_page_says_so_and_leads_on(client, english_home):
    standard_page("한국어 글", "korean-only")
    response = client.get("/en/korean-only/")
    body = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Language"] == "en"
    assert '<meta name="robots" content="noindex">' in body
    assert 'href="/korean-only/" lang="ko" hreflang="ko">한국어 글</a>' in body
    assert switcher(body)["ko"] == "/korean-only/"
    assert alternates(body) == {}


@pytest.mark.parametrize("level", [Level.MEMBERS, Level.STAFF])
def test_what_one_may_not_see_leaves_no_trace(client, english_home, level):
    standard_page("숨은 글", "hidden-text", visibility=level)
    hidden, missing = client.get("/en/hidden-text/"), client.get("/en/never-was-here/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.decode().replace("hidden-text", "") == missing.content.decode().replace(
        "never-was-here", ""
    )


def test_a_draft_leaves_no_trace(client, english_home):
    standard_page("초안", "draft-text", publish=False)
    assert client.get("/en/draft-text/").status_code == 404


def test_search_and_feed_keep_to_one_language(client, pair):
    client.get("/")
    english = client.get("/en/search/", {"q": "notice"}).content.decode()
    assert "/en/notice-text/" in english
    assert 'href="/notice-text/"' not in client.get("/search/", {"q": "notice"}).content.decode()
    assert find("알림 글", personas.visitor()).count == 1
    assert "A notice" in client.get("/en/feed/").content.decode()
    assert "A notice" not in client.get("/feed/").content.decode()


def test_sitemap_and_robots_know_both(client, pair):
    sitemap = client.get("/sitemap.xml").content.decode()
    assert sitemap.count('hreflang="x-default"') >= 2
    assert "/en/notice-text/</loc>" in sitemap
    robots = client.get("/robots.txt").content.decode()
    for line in ("/accounts/", "/search/", "/en/accounts/", "/en/search/"):
        assert f"Disallow: {line}\n" in robots


def test_errors_speak_the_language_of_the_address(client, english_home, settings):
    assert "Page not found" in client.get("/en/nothing/").content.decode()
    settings.MAINTENANCE = True
    response = client.get("/en/about/")
    body = response.content.decode()
    assert response.status_code == 503
    assert "Under maintenance" in body
    assert '<html lang="en">' in body
    assert 'href="/en/"' in body


def test_structured_data_names_its_language(client, english_home):
    page = StandardPage.objects.in_language("en").get(slug="join")
    page.save_revision().publish()
    assert '"inLanguage": "en"' in client.get("/en/join/").content.decode()


@pytest.mark.parametrize(
    "persona, allowed",
    [("operator", True), ("reviewer", False), ("department_editor", False), ("officer", False)],
)
def test_only_operators_copy_a_page_into_the_other_language(client, english_home, persona, allowed):
    page = standard_page("옮길 글", "to-translate", visibility=Level.MEMBERS)
    client.force_login(getattr(personas, persona)())
    english = Locale.objects.get(language_code="en")
    client.post(
        f"/admin/translation/submit/page/{page.pk}/",
        {"locales": [english.pk], "include_subtree": ""},
    )
    made = BasePage.objects.filter(slug="to-translate", locale=english)
    assert made.exists() == allowed
    if allowed:
        assert not made.get().live
        assert made.get().effective_visibility == Level.MEMBERS
