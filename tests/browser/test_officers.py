"""실무자: invited by mail, in by a new account, made a manager, and the one before leaves; at a
telephone's width."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse

from network.choices import Role
from network.models import Officer
from tests.accounts.entering import GOOD_PASSWORD, code_in_mail
from yeongdeungpoever.accounts import person_form
from yeongdeungpoever.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
NEW = "newcomer@person.example"
NAME = "한여름"


@pytest.fixture(autouse=True)
def nobody_is_too_quick(monkeypatch):
    """The sign-up form asks whoever is quicker than people to press once more."""
    monkeypatch.setattr(person_form, "_QUICKEST_SECONDS", 0)


@pytest.fixture
def seen(axe):
    """A function: this page is without a violation and no wider than the screen."""

    def look(page):
        assert not axe(page)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), page.url

    return look


def press(page, name, role="button"):
    """Press what is called so in the page itself, and wait for what follows."""
    with page.expect_navigation():
        page.locator("main").get_by_role(role, name=name, exact=True).first.click()
    page.wait_for_load_state()


def mailed_way() -> str:
    """The path of the invitation's link in the latest mail to the new person."""
    message = next(each for each in reversed(mail.outbox) if each.to == [NEW])
    return urlsplit(re.search(r"https?://\S+/my/invitation/\S+", message.body).group()).path


def sign_up(page, look):
    """Make the account at which the invitation led, and prove its address."""
    press(page, "계정 만들기", "link")
    assert page.get_by_label("이메일").first.input_value() == NEW
    page.get_by_label("비밀번호").first.fill(GOOD_PASSWORD)
    page.get_by_label("성명").fill(NAME)
    for words in (
        "만 14세 이상입니다",
        "이용약관에 동의합니다",
        "개인정보 수집·이용에 동의합니다",
    ):
        page.get_by_role("checkbox", name=words).check()
    look(page)
    press(page, "계정 만들기")
    page.get_by_label("인증 코드").fill(code_in_mail(NEW))
    look(page)
    press(page, "인증하기")


def test_a_manager_invites_a_successor_and_leaves(open_page, sign_in, seen):
    page, theirs = open_page(viewport=PHONE), open_page(viewport=PHONE)
    sign_in(page, "manager@demo.example")
    manager = User.objects.get(email="manager@demo.example")
    organisation = Officer.objects.current().get(user=manager).organisation
    home = reverse("organisation_home", args=[organisation.key])

    page.goto(home)
    seen(page)
    press(page, "실무자 초대", "link")
    page.get_by_label("초대할 사람의 이메일").fill("no address")
    press(page, "초대 메일 보내기")
    seen(page)
    page.get_by_label("초대할 사람의 이메일").fill(NEW)
    page.locator("input[name=role][value=officer]").check()
    press(page, "초대 메일 보내기")
    assert page.get_by_text(f"{NEW} 주소로 초대 메일을 보냈습니다.").is_visible()
    seen(page)

    theirs.goto(mailed_way())
    assert urlsplit(theirs.url).path == reverse("officer_accept")
    assert theirs.get_by_text(organisation.name).first.is_visible()
    seen(theirs)
    sign_up(theirs, seen)
    assert urlsplit(theirs.url).path == reverse("officer_accept")
    seen(theirs)
    press(theirs, "초대 받아들이기")
    assert theirs.get_by_role("heading", name=organisation.name, level=1).is_visible()
    seen(theirs)
    newcomer = Officer.objects.current().get(user__email=NEW)
    assert (newcomer.organisation, newcomer.role) == (organisation, Role.OFFICER)

    page.goto(home)
    seen(page)
    press(page, f"바꾸기 {NAME}", "link")
    seen(page)
    page.locator("input[name=role][value=manager]").check()
    press(page, "역할 바꾸기")
    assert page.get_by_text(f"{NAME} 님의 역할을 바꾸었습니다.").is_visible()
    newcomer.refresh_from_db()
    assert newcomer.role == Role.MANAGER

    press(page, "이 기관에서 나가기", "link")
    seen(page)
    page.get_by_label("이어받을 사람").select_option(label=f"{NAME} (관리자)")
    press(page, "나가기")
    assert urlsplit(page.url).path == reverse("organisation_list")
    assert page.get_by_text(f"‘{organisation.name}’에서 나갔습니다.").is_visible()
    seen(page)
    organisation.refresh_from_db()
    assert list(Officer.objects.managers().filter(organisation=organisation)) == [newcomer]
    assert organisation.managers == 1
    # The invitations that the manager left open are the successor's.
    theirs.goto(home)
    assert theirs.get_by_role("heading", name="보낸 초대").is_visible()
    seen(theirs)
