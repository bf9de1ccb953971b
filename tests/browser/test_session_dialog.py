"""Before a session ends the dialog asks: by keyboard, in the account and in the back office."""

import pytest
from django.contrib.sessions.models import Session

from yeongdeungpoever.accounts.sessions import OPENED, USED

ACCOUNT, ADMIN = "/accounts/2fa/", "/admin/"
WHO = {ACCOUNT: "officer@demo.example", ADMIN: "editor@demo.example"}


def age(page, seconds: int) -> None:
    """Move the last use of the browser's session into the past, as the server sees it."""
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "sessionid")
    session = Session.get_session_store_class()(key)
    session[USED] -= seconds
    session[OPENED] -= seconds
    session.save()


@pytest.fixture(params=[ACCOUNT, ADMIN], ids=["account", "admin"])
def waiting(request, page, sign_in):
    """A page two minutes and a bit before the idle limit, by its own clock and the server's."""
    page.clock.install()
    sign_in(page, WHO[request.param])
    page.goto(request.param)
    page.wait_for_function("document.querySelector('#session')")
    page.wait_for_load_state("networkidle")
    age(page, 28 * 60 + 10)
    page.clock.run_for("28:05")
    page.locator("#session").wait_for(state="visible")
    yield page
    page.faults.clear()


def test_it_asks_and_stay_keeps_the_session(waiting, axe):
    page = waiting
    dialog = page.get_by_role("dialog", name="계속 사용하시겠습니까?")
    assert "로그아웃됩니다" in dialog.inner_text()
    assert page.evaluate("document.activeElement.dataset.session") == "stay"
    assert not [line for line in axe(page) if "#session" in line or ".session" in line]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "로그아웃"
    page.keyboard.press("Shift+Tab")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    left = page.evaluate("fetch('/accounts/session/').then(r => r.json()).then(d => d.left)")
    assert left > 29 * 60


def test_escape_is_an_answer_and_the_focus_returns(page, sign_in):
    page.clock.install()
    sign_in(page, WHO[ADMIN])
    page.goto("/admin/account/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("성명").focus()
    age(page, 28 * 60 + 10)
    page.clock.run_for("28:05")
    page.locator("#session").wait_for(state="visible")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Escape")
    page.locator("#session").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.name").endswith("name")


def test_it_counts_down_and_goes_to_sign_in(waiting):
    page = waiting
    before = page.locator("[data-session=left]").inner_text()
    page.clock.run_for("00:10")
    assert page.locator("[data-session=left]").inner_text() != before
    age(page, 3 * 60)
    with page.expect_navigation(url="**/accounts/login/?next=*"):
        page.clock.run_for("02:30")


def test_what_was_typed_stays_on_the_page_and_is_sent_after_signing_in(page, sign_in):
    page.clock.install()
    sign_in(page, WHO[ADMIN])
    page.goto("/admin/account/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("성명").fill("새 이름")
    age(page, 31 * 60)
    page.clock.run_for("31:00")
    page.get_by_text("입력하던 내용은 화면에 남아 있습니다").wait_for()
    page.keyboard.press("Enter")
    page.locator("#session").wait_for(state="hidden")
    page.locator("form").get_by_role("button", name="저장").first.click()
    page.wait_for_url("**/accounts/login/?next=*kept*")
    sign_in(page, WHO[ADMIN])


def test_another_tab_that_is_used_keeps_this_one_quiet(page, sign_in):
    page.clock.install()
    sign_in(page, WHO[ACCOUNT])
    page.goto(ACCOUNT)
    page.wait_for_load_state("networkidle")
    # The server has seen another tab a moment ago: this one's own reckoning is out of date.
    page.clock.run_for("28:05")
    page.wait_for_load_state("networkidle")
    assert not page.locator("#session").is_visible()
