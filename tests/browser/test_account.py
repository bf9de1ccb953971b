"""An account from its first day to its last, by the keyboard alone, on a phone; and every page of
it looked at by axe in both languages."""

import io
import json
import time
import zipfile
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from tests import personas
from tests.accounts.entering import GOOD_PASSWORD, code_in_mail
from tests.accounts.own import app_code, passkey
from tests.client import Client
from yeongdeungpoever.accounts import person_form
from yeongdeungpoever.accounts.models import Consent, OwnDataCopy, PolicyKind, PolicyVersion

ADDRESS = "summer@person.example"
PHONE = {"width": 360, "height": 740}
MOST_STEPS = 120


class Hands:
    """Ten fingers on a keyboard: Tab until the wanted thing has the focus, then type or press."""

    def __init__(self, page):
        self.page = page

    def reach(self, wanted) -> None:
        """Walk on by Tab until ``wanted`` (a locator) is focused. Fails after many steps."""
        handle = wanted.element_handle()
        for _step in range(MOST_STEPS):
            if self.page.evaluate("wanted => document.activeElement === wanted", handle):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by the keyboard: {wanted} on {self.page.url}")

    def write(self, label: str, text: str) -> None:
        """Type into the field of this label."""
        self.reach(self.page.get_by_label(label, exact=False).first)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        """Set the mark in the box of this label."""
        self.reach(self.page.get_by_role("checkbox", name=label))
        self.page.keyboard.press("Space")

    def press(self, name: str, role: str = "button") -> None:
        """Press the button of this name, and wait for the page that follows."""
        self.reach(self.page.locator("main").get_by_role(role, name=name).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def follow(self, name: str) -> None:
        """Follow the link of this name."""
        self.press(name, "link")


def sign_up(page, hands, address=ADDRESS) -> None:
    """Make an account and prove its address by the mailed code."""
    page.goto("/accounts/signup/")
    hands.write("이메일", address)
    hands.write("비밀번호", GOOD_PASSWORD)
    hands.write("성명", "한여름")
    hands.tick("만 14세 이상입니다")
    hands.tick("이용약관에 동의합니다")
    hands.tick("개인정보 수집·이용에 동의합니다")
    hands.press("계정 만들기")
    hands.write("인증 코드", code_in_mail(address))
    hands.press("인증하기")


def prove_by_password(page, hands) -> None:
    """The question before something delicate."""
    assert page.locator("h1").inner_text() == "한 번 더 확인합니다"
    hands.write("비밀번호", GOOD_PASSWORD)
    hands.press("확인")


def enrol_app(page, hands) -> str:
    """Add an authenticator app by the secret in letters; returns the secret."""
    page.goto("/accounts/2fa/")
    hands.follow("켜기 인증 앱")
    prove_by_password(page, hands)
    secret = page.locator(".own-secret").inner_text().strip()
    assert page.locator(".own-qr img").evaluate("each => each.naturalWidth") > 0
    hands.write("인증 코드", app_code(secret))
    hands.press("켜기")
    assert page.locator("h1").inner_text() == "복구 코드"
    return secret


def sign_out(page, hands) -> None:
    page.goto("/accounts/logout/")
    hands.press("로그아웃")


def sign_in_by_password(page, hands, secret, address=ADDRESS) -> None:
    page.goto("/accounts/login/")
    hands.write("이메일", address)
    hands.write("비밀번호", GOOD_PASSWORD)
    hands.press("로그인")
    assert page.locator("h1").inner_text() == "2단계 인증"
    hands.write("인증 코드", app_code(secret))
    hands.press("로그인")


def leave(page, hands, address=ADDRESS) -> None:
    """Withdraw, and find nothing left but what the law keeps."""
    person = get_user_model().objects.get(email=address)
    page.goto("/accounts/withdraw/")
    if page.locator("h1").inner_text() != "탈퇴하기":
        if "인증 앱" not in page.locator("main").inner_text():
            hands.follow("비밀번호로 확인")
        prove_by_password(page, hands)
    hands.tick("지워진 정보는 되돌릴 수 없다는 것을 알고 탈퇴합니다")
    hands.press("탈퇴하기")
    assert page.locator("h1").inner_text() == "탈퇴를 마쳤습니다"
    assert not get_user_model().objects.filter(pk=person.pk).exists()
    assert mail.outbox[-1].to == [address]
    assert set(Consent.objects.filter(person=person.key).values_list("user", flat=True)) == {None}
    page.goto("/accounts/")
    assert "/accounts/login/" in page.url


@pytest.fixture(autouse=True)
def nobody_is_too_quick(monkeypatch):
    """The sign-up form asks whoever is quicker than people to press once more."""
    monkeypatch.setattr(person_form, "_QUICKEST_SECONDS", 0)


@pytest.fixture
def key(open_page):
    """A page on a phone whose browser holds a virtual passkey."""
    page = open_page(viewport=PHONE)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def test_from_sign_up_to_withdrawal_by_keyboard(key):
    page, hands = key, Hands(key)
    sign_up(page, hands)
    page.goto("/accounts/")
    assert ADDRESS in page.locator("main").inner_text()
    secret = enrol_app(page, hands)

    page.goto("/accounts/2fa/")
    hands.follow("추가하기 패스키")
    hands.write("패스키 이름", "전화기")
    hands.press("추가하기")
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
    page.goto("/accounts/2fa/webauthn/")
    assert "전화기" in page.locator("main").inner_text()
    assert "비밀번호 없이 로그인할 수 있어요" in page.locator("main").inner_text()

    sign_out(page, hands)
    # A code of the app is good once: instead of waiting for the next, forget that it was used.
    cache.clear()
    sign_in_by_password(page, hands, secret)
    page.goto("/accounts/sessions/")
    assert "지금 이 기기" in page.locator("main").inner_text()

    sign_out(page, hands)
    page.goto("/accounts/login/")
    hands.press("패스키로 로그인")
    page.goto("/accounts/data/")
    hands.press("파일 만들기")
    _prove_by_passkey(page, hands)
    assert "파일이 준비되었습니다" in page.locator("main").inner_text()
    hands.reach(page.get_by_role("link", name="파일 받기"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with open(download.value.path(), "rb") as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert json.loads(archive.read("own-data.json"))["holdings"][0]["rows"][0]["email"] == ADDRESS
    leave(page, hands)


def _prove_by_passkey(page, hands) -> None:
    if page.locator("h1").inner_text() != "한 번 더 확인합니다":
        return
    hands.follow("패스키로 확인")
    hands.press("패스키로 확인")


def test_the_same_way_without_scripts(open_page):
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/accounts/signup/")
    for label, text in (("이메일", ADDRESS), ("비밀번호", GOOD_PASSWORD), ("성명", "한여름")):
        page.get_by_label(label).first.fill(text)
    for label in ("만 14세 이상입니다", "이용약관에 동의합니다", "개인정보 수집·이용에 동의합니다"):
        page.get_by_role("checkbox", name=label).check()
    page.locator("main").get_by_role("button", name="계정 만들기").click()
    page.get_by_label("인증 코드").fill(code_in_mail(ADDRESS))
    page.get_by_role("button", name="인증하기").click()
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("비밀번호").fill(GOOD_PASSWORD)
    page.locator("main").get_by_role("button", name="확인").click()
    secret = page.locator(".own-secret").inner_text().strip()
    page.get_by_label("인증 코드").fill(app_code(secret))
    page.locator("main").get_by_role("button", name="켜기").click()
    assert page.locator("h1").inner_text() == "복구 코드"
    page.goto("/accounts/data/")
    page.locator("main").get_by_role("button", name="파일 만들기").click()
    assert "파일이 준비되었습니다" in page.locator("main").inner_text()
    page.goto("/accounts/withdraw/")
    page.get_by_label("지워진 정보는 되돌릴 수 없다는 것을 알고 탈퇴합니다").check()
    page.locator("main").get_by_role("button", name="탈퇴하기").click()
    assert page.locator("h1").inner_text() == "탈퇴를 마쳤습니다"
    assert not get_user_model().objects.filter(email=ADDRESS).exists()


PAGES = (
    "/accounts/",
    "/accounts/person/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/keys/{key}/edit/",
    "/accounts/2fa/webauthn/keys/{key}/remove/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/webauthn/reauthenticate/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/accounts/consents/",
    "/accounts/data/",
    "/accounts/3rdparty/",
    "/accounts/withdraw/",
    "/accounts/withdrawn/",
)
# Pages whose form is sent as it stands: whatever it says then is looked at too.
REFUSED = (
    "/accounts/person/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/webauthn/keys/{key}/edit/",
    "/accounts/withdraw/",
    "/accounts/2fa/totp/activate/",
)


@pytest.fixture
def inside(open_page, site):
    """A function that gives a page of somebody signed in who has everything one can have."""

    def enter(language, *, theme="light"):
        person = personas.applicant()
        person.language = language
        person.save()
        TOTP.activate(person, personas.TOTP_SECRET)
        RecoveryCodes.activate(person)
        key = passkey(person, "전화기")
        now = timezone.now()
        OwnDataCopy.objects.create(user=person, ready_at=now, expires_at=now + timedelta(days=1))
        client = Client()
        client.force_login(person)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time(), "reauthenticated": True}
        ]
        session.save()
        UserSession.objects.create(
            user=person,
            session_key=session.session_key,
            ip="203.0.113.7",
            user_agent="Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 Safari/537.36",
        )
        page = open_page(viewport=PHONE, color_scheme=theme)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": session.session_key, "url": site}])
        return page, person, key

    return enter


def _look(page, axe, language) -> list[str]:
    faults = axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > PHONE["width"]:
        faults.append(f"{page.url} is {wide} px wide")
    if page.evaluate("document.documentElement.lang") != language:
        faults.append(f"{page.url} is not in {language}")
    if page.locator("h1").count() != 1:
        faults.append(f"{page.url} has {page.locator('h1').count()} main headings")
    return faults


@pytest.mark.parametrize(("language", "theme"), [("ko", "light"), ("en", "light"), ("ko", "dark")])
def test_no_page_of_the_account_has_an_accessibility_fault(inside, axe, language, theme):
    page, person, held = inside(language, theme=theme)
    prefix = "" if language == "ko" else f"/{language}"
    faults = []
    for address in PAGES:
        answer = page.goto(prefix + address.format(key=held.pk))
        assert answer.status == 200, page.url
        faults += _look(page, axe, language)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    page.goto(f"{prefix}/accounts/2fa/totp/activate/")
    faults += _look(page, axe, language)
    page.goto(f"{prefix}/accounts/data/")
    OwnDataCopy.objects.update(ready_at=None, expires_at=None)
    page.reload()
    faults += _look(page, axe, language)
    OwnDataCopy.objects.update(failed_at=timezone.now())
    page.reload()
    faults += _look(page, axe, language)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_refusal_of_the_account_has_an_accessibility_fault(inside, axe, language):
    page, person, held = inside(language)
    prefix = "" if language == "ko" else f"/{language}"
    faults = []
    for address in REFUSED:
        if "activate" in address:
            Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
        page.goto(prefix + address.format(key=held.pk))
        for field in page.locator("main form input:not([type=hidden]):not([type=checkbox])").all():
            field.fill("")
        page.locator("main form button.main, main form button.danger").first.click()
        page.wait_for_load_state()
        assert page.locator("main [data-summary]").count() == 1, page.url
        faults += _look(page, axe, language)
    _ask_anew()
    page.goto(f"{prefix}/accounts/")
    assert "/consents/needed/" in page.url
    page.locator("main form button.main").click()
    assert page.locator("main [data-summary]").count() == 1
    faults += _look(page, axe, language)
    assert not faults, "\n".join(faults)


def _ask_anew() -> None:
    """A new version of a required text is in force today."""
    terms = PolicyVersion.objects.filter(kind=PolicyKind.TERMS)
    terms.update(effective_on=timezone.localdate() - timedelta(days=30))
    PolicyVersion.objects.create(
        kind=PolicyKind.TERMS,
        version="2.0",
        effective_on=timezone.localdate(),
        text_ko="<h2>제1조</h2><p>새로 적은 글입니다.</p>",
        text_en="<h2>Article 1</h2><p>Written anew.</p>",
        note="제1조를 새로 적었습니다.",
    )
