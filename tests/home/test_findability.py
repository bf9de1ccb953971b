"""Sitemap, robots, feed, manifest, structured data, canonical."""

import json
import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.site import home_page, standard_page

pytestmark = pytest.mark.django_db


def _structured(body: str) -> list[dict]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    return [item for block in blocks for item in json.loads(block)]


def test_sitemap_lists_public_pages_under_the_sites_address(client, settings):
    settings.SITE_URL = "https://ever.example"
    standard_page("글", "page")
    body = client.get("/sitemap.xml").content.decode()
    assert "<loc>https://ever.example/page/</loc>" in body


def test_robots(client, settings):
    settings.SITE_URL = "https://ever.example"
    settings.DAUM_WEBMASTER_PIN = "pin"
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in body
    assert "Sitemap: https://ever.example/sitemap.xml" in body
    assert "#DaumWebMasterTool:pin" in body


def test_feed_has_the_newest_change_first(client):
    standard_page("먼저", "first")
    later = standard_page("나중", "later", summary="한 줄 소개")
    body = client.get("/feed/").content.decode()
    assert body.index("나중") < body.index("먼저")
    assert "한 줄 소개" in body
    assert later.get_url() in body


def test_the_icon_that_browsers_guess(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith("brand/favicon.ico")


def test_manifest_icons_exist(client):
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["name"]
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}


def test_a_page_tells_search_engines_where_it_stands(client, settings):
    settings.SITE_URL = "https://ever.example"
    parent = standard_page("위", "above")
    standard_page("아래 </script><b>", "below", parent=parent)
    body = client.get("/above/below/").content.decode()
    assert '<link rel="canonical" href="https://ever.example/above/below/">' in body
    crumbs = next(item for item in _structured(body) if item["@type"] == "BreadcrumbList")
    assert [entry["item"] for entry in crumbs["itemListElement"]] == [
        "https://ever.example/",
        "https://ever.example/above/",
        "https://ever.example/above/below/",
    ]
    assert crumbs["itemListElement"][2]["name"] == "아래 </script><b>"


def test_questions_are_structured_data(client):
    standard_page(
        "물음",
        "questions",
        body=[
            (
                "faq",
                {"heading": "물음", "items": [{"question": "왜요?", "answer": "<p>그래서요.</p>"}]},
            )
        ],
    )
    faq = next(
        item
        for item in _structured(client.get("/questions/").content.decode())
        if item["@type"] == "FAQPage"
    )
    assert faq["mainEntity"][0]["acceptedAnswer"]["text"] == "그래서요."


def test_verification_tags(client, settings):
    settings.SITE_VERIFICATION = {"naver-site-verification": "abc", "google-site-verification": ""}
    home_page()
    body = client.get("/").content.decode()
    assert '<meta name="naver-site-verification" content="abc">' in body
    assert "google-site-verification" not in body


def test_the_date_of_the_last_change_stands_on_the_page(client):
    standard_page("글", "page")
    today = timezone.localdate()
    assert f"{today.year}. {today.month}. {today.day}." in client.get("/page/").content.decode()


def test_an_open_graph_picture(client):
    home_page()
    body = client.get("/").content.decode()
    assert re.search(r'<meta property="og:image" content="http[^"]+og\.png', body)


def test_the_site_map_follows_the_menu_and_ends_with_the_legal_pages(client):
    call_command("load_report")
    call_command("load_demo")
    body = client.get("/sitemap/").content.decode()
    tree = body[body.index('class="site-tree"') :]
    places = [
        tree.index(f'href="{address}"')
        for address in ("/about/", "/join/", "/programmes/", "/privacy/", "/accessibility/")
    ]
    assert places == sorted(places)
    assert 'href="/sitemap/"' not in tree[: tree.index("</nav>")]
