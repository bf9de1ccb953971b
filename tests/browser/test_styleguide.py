"""The style page in every look, the panels of the header, and a page that does not jump."""

import pytest

LOOKS = {
    "light": {},
    "dark": {"theme": "dark"},
    "contrast": {"contrast": "high"},
    "dark-contrast": {"theme": "dark", "contrast": "high"},
    "largest": {"size": "largest"},
}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_component_is_accessible(open_page, sign_in, axe, width):
    page = open_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    sign_in(page, "admin@demo.example")
    page.goto("/search/")
    faults = []
    for name, look in LOOKS.items():
        page.evaluate(
            """look => {
              localStorage.clear();
              for (const [key, value] of Object.entries(look))
                localStorage.setItem('display.' + key, value);
            }""",
            look,
        )
        page.goto("/styleguide/")
        page.evaluate(
            "document.querySelectorAll('details:not(.panel)').forEach(d => d.open = true)"
        )
        faults += [f"{name}: {fault}" for fault in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{name}: wider than the screen")
    assert faults == []


@pytest.mark.parametrize("panel", ["메뉴", "화면 설정"])
def test_an_open_panel_is_accessible_and_closes_by_escape(open_page, axe, panel):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto("/about/")
    summary = page.locator("header summary", has_text=panel)
    summary.click()
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert page.locator("header details[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_targets_of_the_header_are_large_enough(open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto("/")
    page.locator("header summary", has_text="메뉴").click()
    small = page.evaluate(
        """[...document.querySelectorAll('header a, header summary')].filter(e => {
          const box = e.getBoundingClientRect();
          return box.width && (box.width < 44 || box.height < 44);
        }).map(e => e.textContent.trim())"""
    )
    assert small == []


def test_nothing_moves_when_the_typeface_arrives(open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    for address in ("/", "/about/", "/programmes/finance-standing/2022/"):
        page.goto(address)
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("moved") < 0.02, address


def test_the_front_page_needs_only_the_first_slice(open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.evaluate("document.fonts.ready")
    fonts = [url for url in asked if url.endswith(".woff2")]
    assert len(set(fonts)) == 1, fonts
