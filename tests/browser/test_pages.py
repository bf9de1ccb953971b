"""Every page type in a real browser: accessible, within the screen, readable without scripts."""

import pytest

PAGES = (
    "/",
    "/about/",
    "/join/",
    "/programmes/",
    "/programmes/finance-standing/",
    "/programmes/finance-standing/2022/",
    "/programmes/city-exchange/2023/",
    "/privacy/",
    "/accessibility/",
    "/sitemap/",
    "/search/?q=금융",
    "/search/?q=없는말",
    "/accounts/login/",
    "/nothing/",
)
WIDTHS = (320, 768, 1280)
LOOKS = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"contrast": "more"},
)


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "high-contrast"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible(open_page, axe, look, width):
    page = open_page(viewport={"width": width, "height": 900}, reduced_motion="reduce", **look)
    faults = []
    for address in PAGES:
        page.goto(address)
        faults += axe(page)
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_stay_within_the_screen(open_page, width):
    page = open_page(viewport={"width": width, "height": 900})
    wide = {}
    for address in PAGES:
        page.goto(address)
        content = page.evaluate("document.documentElement.scrollWidth")
        if content > width:
            wide[address] = content
    assert wide == {}


def test_the_largest_text_stays_within_a_phone(open_page):
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto("/")
    page.evaluate("localStorage.setItem('display.size', 'largest')")
    for address in ("/", "/programmes/", "/programmes/finance-standing/2022/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_a_visitor_reads_and_searches_without_scripts(open_page):
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto("/")
    page.locator("header summary", has_text="메뉴").click()
    page.get_by_role("link", name="모집·운영안내", exact=True).first.click()
    assert page.locator("h1").inner_text() == "모집·운영안내"
    page.goto("/search/")
    page.locator("main input[name=q]").fill("금융교육")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("h1").count() == 1


def test_the_skip_link_is_the_first_stop(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "본문 바로가기"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_every_stop_of_the_keyboard_shows_itself(page):
    page.goto("/programmes/")
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const e = document.activeElement, box = e.getBoundingClientRect();
              if (e === document.body) return null;
              const top = document.elementFromPoint(
                box.left + box.width / 2, Math.max(box.top + box.height / 2, 0));
              return {text: e.textContent.trim().slice(0, 30),
                visible: box.width > 0 && box.height > 0 && box.bottom > 0,
                covered: !!top && !e.contains(top) && !top.contains(e)};
            }"""
        )
        if seen is None:
            break
        if not seen["visible"] or seen["covered"]:
            hidden.append(seen)
    assert hidden == []


def test_a_chosen_look_is_kept_on_the_next_page(page):
    page.goto("/")
    page.locator("header summary", has_text="화면 설정").click()
    page.get_by_role("button", name="고대비").click()
    page.get_by_role("button", name="가장 크게").click()
    page.goto("/about/")
    assert page.evaluate("({...document.documentElement.dataset})") == {
        "js": "",
        "size": "largest",
        "contrast": "high",
    }
    page.locator("header summary", has_text="화면 설정").click()
    page.get_by_role("button", name="초기화").click()
    page.reload()
    assert page.evaluate("({...document.documentElement.dataset})") == {"js": ""}
