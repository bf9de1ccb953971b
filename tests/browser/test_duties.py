"""What waits, in a real browser: taken by one press, handed out, handed over; axe on each."""

from django.contrib.auth import get_user_model

from programmes.models import ProgrammePage
from yeongdeungpoever.duties.models import Duty

EDITOR, REVIEWER, OPERATOR, ADMIN = (
    f"{name}@demo.example" for name in ("editor", "reviewer", "operator", "admin")
)


def person(email):
    return get_user_model().objects.get(email=email)


def ask_for_reviews() -> list[Duty]:
    # What the demo lets wait is not this test's.
    Duty.objects.all().delete()
    for page in ProgrammePage.objects.all()[:2]:
        page.save_revision(user=person(EDITOR))
        page.get_workflow().start(page, person(EDITOR))
    return list(Duty.objects.open().order_by("pk"))


def test_taken_given_and_handed_over(open_page, sign_in, axe):
    first, second = ask_for_reviews()
    reviewer = open_page(viewport={"width": 360, "height": 800})
    sign_in(reviewer, REVIEWER)
    reviewer.goto("/admin/")
    assert not axe(reviewer)
    button = reviewer.get_by_role("button", name=f"맡기 {first.title}")
    button.focus()
    reviewer.keyboard.press("Enter")
    reviewer.wait_for_load_state()
    assert first.title in reviewer.locator("#duties-mine").inner_text()

    operator = open_page(viewport={"width": 1280, "height": 900})
    sign_in(operator, OPERATOR)
    operator.goto("/admin/duties/?whose=nobody")
    assert not axe(operator)
    operator.get_by_label(f"{second.title} 고르기").check()
    operator.get_by_label("맡은 사람", exact=True).select_option(str(person(REVIEWER).pk))
    operator.get_by_role("button", name="맡기기").click()
    operator.wait_for_load_state()
    assert Duty.objects.filter(owner=person(REVIEWER)).count() == 2

    admin = open_page(viewport={"width": 1280, "height": 900})
    sign_in(admin, ADMIN)
    admin.goto("/admin/handover/")
    admin.get_by_label("옮기는 사람").select_option(str(person(REVIEWER).pk))
    admin.get_by_label("이어받는 사람").select_option(str(person(OPERATOR).pk))
    admin.get_by_role("button", name="살펴보기").click()
    admin.wait_for_load_state()
    assert second.title in admin.locator("main").inner_text()
    assert not axe(admin)
    admin.get_by_role("button", name="지금 옮기고 권한 끝내기").click()
    admin.wait_for_load_state()
    assert "옮기고 권한을 끝냈어요" in admin.locator("main").inner_text()
    assert not axe(admin)
    assert Duty.objects.filter(owner=person(OPERATOR)).count() == 2
    reviewer.goto("/admin/")
    assert "/accounts/login/" in reviewer.url
