"""The browser tests' own promises: fresh demo data, no foreign host, scripts on and off."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Error


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_starts_from_the_demo_site(page, turn):
    users = get_user_model().objects
    assert users.filter(email="editor@demo.example").exists()
    users.filter(email="editor@demo.example").delete()
    assert page.goto("/").status == 200


def test_a_page_without_scripts_shows_its_content(plain_page):
    plain_page.goto("/")
    assert plain_page.locator("main h1").count() == 1


def test_asking_another_host_breaks_the_policy_and_is_a_fault(page):
    page.goto("/")
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    assert any("127.0.0.1:9" in fault for fault in page.faults)
    page.faults.clear()


def test_a_page_of_another_host_is_a_fault(page):
    with pytest.raises(Error):
        page.goto("http://127.0.0.1:9/")
    assert any("another host" in fault for fault in page.faults)
    page.faults.clear()


def test_a_demo_account_is_signed_in(page, sign_in):
    sign_in(page, "admin@demo.example")
    page.goto("/admin/")
    assert page.url.endswith("/admin/")
    page.faults.clear()


def test_axe_names_a_missing_alternative_text(page, axe):
    page.goto("/")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert any("image-alt" in line for line in axe(page))
