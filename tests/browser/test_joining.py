"""기관 가입: the journey of applicant and staff, 보완 요청 included, at a telephone's width."""

import pytest
from django.urls import reverse

from network.models import Application, Organisation
from network.permissions import office_of
from network.states import State
from tests.files import samples
from tests.network.factories import registration_number
from yeongdeungpoever.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
PDF = {"name": "등록증 사본.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()}
NAME = "바사아 주식회사"


@pytest.fixture
def seen(axe):
    """A function: this page is without a violation and no wider than the screen."""

    def look(page):
        assert not axe(page)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), page.url

    return look


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def fill_basics(page):
    page.locator("input[name=kind][value=company]").check()
    page.locator("#id_name").fill(NAME)
    page.locator("input[name=unit][value=head]").check()
    page.locator("#id_registration_number").fill(registration_number("103"))
    page.locator("#id_industry").select_option("J")
    page.locator("input[name=size][value=small]").check()


def fill_rest(page, look):
    page.locator("#id_road_address").fill("예시로 7")
    page.locator("#id_dong").select_option(index=3)
    page.locator("#id_telephone").fill("02-1234-5678")
    look(page)
    press(page, "저장하고 다음")
    page.locator("#id_summary").fill("브라우저 시험에 쓰는 예시 기관입니다.")
    page.locator("input[name=pillars][value=s]").check()
    look(page)
    press(page, "저장하고 다음")
    page.locator("form.papers-form input[type=file]").first.set_input_files(PDF)
    with page.expect_navigation():
        page.locator("form.papers-form button").first.click()
    assert page.get_by_text("등록증 사본.pdf").count()
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="다음", exact=True).click()
    page.locator("#id_contact_telephone").fill("010-1234-5678")
    page.locator("#id_consent_joining").check()
    page.locator("#id_consent_rules").check()
    look(page)
    press(page, "저장하고 다음")
    look(page)


def decide(page, application, move, *, parts=(), reason=""):
    """What the reviewer does on the screen of one application."""
    page.goto(reverse("joining:application", args=[application.key]))
    page.locator(f"input[name=move][value={move}]").check()
    for part in parts:
        page.locator(f"input[name=parts][value={part}]").check()
    if reason:
        page.locator("textarea[name=reason]").fill(reason)
    with page.expect_navigation():
        page.get_by_role("button", name="살펴보고 정하기").click()
    with page.expect_navigation():
        page.locator("button[name=confirmed]").click()


def journey(page, staff, look, sign_in):
    """From the start page to a member; ``look`` judges every page on the way."""
    page.goto("/apply/")
    look(page)
    sign_in(page, "applicant@demo.example")
    Application.objects.filter(applicant__email="applicant@demo.example").delete()
    page.goto("/apply/")
    look(page)
    press(page, "신청서 쓰기 시작")
    look(page)
    fill_basics(page)
    press(page, "저장하고 다음")
    fill_rest(page, look)
    press(page, "신청서 내기")
    look(page)
    application = Application.objects.get(name=NAME)
    assert application.state == State.SUBMITTED
    assert page.get_by_text(application.number).count()

    sign_in(staff, "reviewer@demo.example")
    decide(staff, application, "request_changes", parts=["reach"], reason="번호를 확인해 주세요.")
    application.refresh_from_db()
    assert application.state == State.CHANGES_REQUESTED

    page.goto(reverse("application_status", args=[application.key]))
    assert page.get_by_text("번호를 확인해 주세요.").first.is_visible()
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="고치기 (대표 연락처)").click()
    assert page.locator("#id_road_address").count() == 0
    look(page)
    page.locator("#id_telephone").fill("070-7123-4567")
    press(page, "저장하고 다음")
    page.goto(reverse("application_step", args=[application.key, "check"]))
    look(page)
    press(page, "보완해서 다시 내기")
    look(page)
    application.refresh_from_db()
    assert application.state == State.IN_REVIEW
    assert application.telephone == "070-7123-4567"

    decide(staff, application, "approve")
    application.refresh_from_db()
    assert application.state == State.APPROVED
    person = User.objects.get(email="applicant@demo.example")
    organisation = Organisation.objects.get(name=NAME)
    assert office_of(person, organisation).is_manager
    page.goto(reverse("application_status", args=[application.key]))
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="우리 기관 보기").click()
    assert page.get_by_role("heading", name=NAME, level=1).is_visible()


def test_the_journey_on_a_telephone(open_page, sign_in, seen):
    page, staff = open_page(viewport=PHONE), open_page(viewport=PHONE)
    journey(page, staff, seen, sign_in)


def test_the_journey_without_scripts(open_page, sign_in):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    # Without scripts Wagtail's own side bar lies over a narrow page, so staff sit at a desk.
    staff = open_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    journey(page, staff, lambda page: None, sign_in)


def test_what_is_typed_is_kept_by_itself(open_page, sign_in, seen):
    page = open_page(viewport=PHONE)
    sign_in(page, "applicant@demo.example")
    person = User.objects.get(email="applicant@demo.example")
    draft = Application.objects.create(applicant=person, applicant_key=person.key)
    page.goto(reverse("application_step", args=[draft.key, "basics"]))
    page.locator("#id_registration_number").fill("220-81-62518")
    page.get_by_text("확인 숫자가 맞지 않아요").wait_for()
    page.locator("#id_registration_number").fill("220-81-62517")
    page.get_by_text("확인 숫자까지 맞는 번호예요").wait_for()
    page.locator("#id_name").fill("㈜가나다")
    page.get_by_text("임시 저장").wait_for()
    page.get_by_role("button", name="이 기관에 참여 요청").wait_for()
    seen(page)
    draft.refresh_from_db()
    assert (draft.name, draft.registration_number) == ("㈜가나다", "2208162517")

    # The server cannot be reached: the words stay on the device and are offered again.
    page.route("**/save/**", lambda route: route.abort())
    page.locator("#id_name_en").fill("Kept on the device")
    page.get_by_text("저장하지 못했어요").wait_for()
    page.goto("/apply/")
    page.goto(reverse("application_step", args=[draft.key, "basics"]))
    page.get_by_role("button", name="되살리기").wait_for()
    page.unroute("**/save/**")
    page.get_by_role("button", name="되살리기").click()
    page.get_by_text("임시 저장").wait_for()
    draft.refresh_from_db()
    assert draft.name_en == "Kept on the device"
