"""Mails as they are seen: every one on a phone and in the dark, and in the preview's frame."""

import pytest

from yeongdeungpoever.notices import kinds

OPERATOR = "operator@demo.example"
# Chromium under load takes its time for each of some thirty mails.
ALL = [kind.key for kind in kinds.every()]


@pytest.mark.parametrize("scheme, width", [("light", 360), ("dark", 700)])
def test_every_mail_is_legible_and_fits(open_page, sign_in, axe, scheme, width):
    page = open_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    sign_in(page, OPERATOR)
    faults = []
    for key in ALL:
        page.goto(f"/admin/notices/mails/{key}/ko/html/")
        faults += axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{key} is wider than {width} px")
    assert not faults, "\n".join(faults)


def test_the_preview_shows_the_mail_in_its_frame(open_page, sign_in):
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, OPERATOR)
    page.goto("/admin/notices/mails/")
    page.get_by_role("link", name="English 로그인 인증 코드").click()
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text()
    assert frame.locator(".code").inner_text() in page.locator("pre").inner_text()
    assert page.locator("iframe").get_attribute("sandbox") == ""
