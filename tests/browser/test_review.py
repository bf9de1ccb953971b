"""The review in a real browser, from the editor's page to the public's, and a figure's way."""

import pytest
from django.contrib.auth import get_user_model

from programmes import actions
from programmes.models import DivisionBudget, LedgerRow, ProgrammePage

EDITOR, REVIEWER, OPERATOR = (f"{name}@demo.example" for name in ("editor", "reviewer", "operator"))
REASON = "끝 문장에 연도를 적어 주세요."


@pytest.fixture
def as_person(open_page, sign_in):
    """A function that gives a person's own browser."""

    def enter(email, **options):
        page = open_page(viewport={"width": 1280, "height": 900}, **options)
        sign_in(page, email)
        return page

    return enter


SUBMIT = "button[name=action-submit]"
RETURN = "button[data-workflow-action-name=reject]"
APPROVE = "button[data-workflow-action-name=approve]"


def press(page, button: str) -> None:
    """Press a button of the editor's footer; all but the first stand behind an arrow."""
    footer = page.locator("footer nav.actions")
    footer.locator("[data-w-dropdown-target=toggle]").click()
    footer.locator(button).first.click()


def send(page, summary: str) -> None:
    """Change the open page's one-line introduction and ask for a review."""
    page.locator("#id_summary").fill(summary)
    with page.expect_navigation():
        press(page, SUBMIT)
    page.wait_for_load_state()


def open_review(page, title: str) -> None:
    """From the admin's first page to the page of this title that waits for this person."""
    page.goto("/admin/")
    row = page.locator("#duties-section tr", has_text=title)
    row.get_by_role("link", name="검토하기").first.click()
    page.wait_for_load_state()


def test_ask_return_mend_publish(as_person, plain_page):
    programme = ProgrammePage.objects.get(slug="city-exchange")
    first, second = "도시와 도시를 잇습니다.", "2022년에 도시와 도시를 이었습니다."
    editor, reviewer = as_person(EDITOR), as_person(REVIEWER)

    editor.goto(f"/admin/pages/{programme.pk}/edit/")
    send(editor, first)

    open_review(reviewer, programme.title)
    assert reviewer.locator("#id_summary").input_value() == first
    press(reviewer, RETURN)
    dialog = reviewer.locator(".modal-dialog")
    dialog.get_by_label("돌려보내는 까닭").fill(REASON)
    with reviewer.expect_navigation():
        dialog.locator("button[type=submit]").click()

    editor.goto("/admin/")
    returned = editor.locator("#duties-mine")
    assert REASON in returned.inner_text()
    returned.get_by_role("link", name="고치기").click()
    editor.wait_for_load_state()
    send(editor, second)
    editor.goto("/admin/")
    assert editor.locator("#duties-mine").count() == 0
    assert programme.title in editor.locator("#duties-asked").inner_text()

    plain_page.goto(programme.url)
    assert first not in plain_page.content()
    assert second not in plain_page.content()

    open_review(reviewer, programme.title)
    with reviewer.expect_navigation():
        press(reviewer, APPROVE)
    reviewer.wait_for_load_state()
    plain_page.reload()
    assert second in plain_page.locator("main").inner_text()


def test_a_figure_corrected_and_confirmed_moves_the_public_pages(as_person, plain_page):
    """Its rate, the total, the bar on home and 예산 대조 follow; before the confirmation nothing
    does."""
    division = DivisionBudget.objects.get()
    row = LedgerRow.objects.get(unit__division=division, unit__name="건강특구 활성화")
    operator, reviewer = as_person(OPERATOR), as_person(REVIEWER)

    operator.goto(f"/admin/figures/division/{division.pk}/")
    operator.get_by_role("link", name=f"정정 {row.unit.name}").click()
    operator.get_by_label("예산액(천원)").fill("54,000")
    operator.get_by_label("집행액(천원)").fill("49,076")
    operator.get_by_label("고치는 까닭").fill("사업 페이지와 맞췄습니다.")
    operator.get_by_role("button", name="정정 넣기").click()
    assert "정정 확인 기다림" in operator.locator("main").inner_text()
    bars = _bars(plain_page)
    assert "58.3" in bars

    reviewer.goto("/admin/")
    reviewer.locator("#waiting-figures-section").get_by_role("link").last.click()
    reviewer.get_by_label(row.unit.name).check()
    reviewer.get_by_role("button", name="고른 수치 확인").click()
    assert "확인했어요" in reviewer.locator(".ever-results").inner_text()

    reviewer.goto("/admin/reports/budget/")
    report = reviewer.locator("main").inner_text()
    assert row.unit.name not in report
    assert "값 3개" in report
    after = _bars(plain_page)
    assert "59.5" in after
    assert 'width="90.9"' in after
    assert "58.3" not in after


def _bars(page) -> str:
    """The table of the front page with its rates, and what its bars say of their length."""
    page.goto("/")
    # Past the browser's own memory, which keeps a page for a minute.
    page.reload()
    table = page.locator("table.ledger").first
    drawn = [bar.evaluate("each => each.outerHTML") for bar in table.locator("svg").all()]
    return table.inner_text() + " ".join(drawn)


SCREENS = (
    "/admin/figures/waiting/",
    "/admin/figures/division/{division}/",
    "/admin/figures/division/{division}/money/enter/",
    "/admin/figures/division/{division}/money/paste/",
    "/admin/figures/division/{division}/next-year/",
    "/admin/reports/budget/",
)


def test_the_screens_of_figures_have_no_accessibility_fault(as_person, axe):
    operator = as_person(OPERATOR)
    division = DivisionBudget.objects.get()
    row = LedgerRow.objects.filter(unit__division=division).first()
    user = get_user_model().objects.get(email=OPERATOR)
    actions.correct_ledger_row(user, row, budget=1, executed=1, note="시험")
    faults = []
    for address in SCREENS:
        operator.goto(address.format(division=division.pk))
        operator.wait_for_load_state("networkidle")
        faults += axe(operator)
    assert not faults, "\n".join(faults)
