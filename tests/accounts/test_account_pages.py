"""내 계정: what a signed-in person sees and changes, without any script."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests import personas
from tests.accounts.entering import GOOD_PASSWORD, code_in_mail
from tests.accounts.own import app_code, enter
from tests.client import Client
from tests.mailbox import delivered
from yeongdeungpoever.accounts import devices
from yeongdeungpoever.accounts.models import OwnDataCopy

pytestmark = pytest.mark.django_db

PAGES = (
    "/accounts/",
    "/accounts/person/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/consents/",
    "/accounts/data/",
    "/accounts/withdraw/",
    "/accounts/reauthenticate/",
)


@pytest.fixture
def person():
    return personas.applicant()


@pytest.fixture
def inside(client, person):
    enter(client, person)
    return client


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_ours_and_kept_by_nobody(inside, address):
    response = inside.get(address)
    body = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in body
    assert body.count("<h1") == 1
    assert "style=" not in body
    # Inline script may only be data for the passkeys.
    assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", body)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_opens_to_a_stranger(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith(("/accounts/login/", "/accounts/reauthenticate/"))


def test_the_list_shows_how_things_stand(inside, person):
    body = inside.get("/accounts/").content.decode()
    assert person.email in body
    assert "꺼져 있어요" in body
    assert "연결된 로그인" not in body
    TOTP.activate(person, personas.TOTP_SECRET)
    assert "켜져 있어요" in inside.get("/accounts/").content.decode()


def test_the_menu_marks_where_one_is(inside):
    body = inside.get("/accounts/sessions/").content.decode()
    assert re.search(r'href="/accounts/sessions/" aria-current="page"', body)


def test_name_telephone_and_language_are_edited(inside, person):
    response = inside.post(
        "/accounts/person/", {"name": "김민수", "phone": " 02-2670-1234 ", "language": "en"}
    )
    assert response["Location"] == "/accounts/"
    person.refresh_from_db()
    assert (person.name, person.phone, person.language) == ("김민수", "02-2670-1234", "en")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "성명을 입력해 주세요."),
        ("name", "김", "성명은 두 글자 이상이에요."),
        ("name", "http://a.example", "성명은 글자로만"),
        ("phone", "전화번호", "전화번호의 모양이 아니에요"),
        ("phone", "123", "전화번호의 모양이 아니에요"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(inside, person, field, value, sentence):
    data = {"name": "김민수", "phone": "02-2670-1234", "language": "ko"} | {field: value}
    body = inside.post("/accounts/person/", data).content.decode()
    assert sentence in body
    kept = "phone" if field == "name" else "name"
    assert f'value="{data[kept]}"' in body
    person.refresh_from_db()
    assert person.name != data["name"] or field == "phone"
    assert f"{person.name} 님" in body


def test_the_address_changes_once_a_code_has_proved_it(inside, person):
    old = person.email
    response = inside.post("/accounts/email/", {"email": "moved@person.example", "action_add": "1"})
    assert response["Location"] == "/accounts/confirm-email/"
    person.refresh_from_db()
    assert person.email == old
    assert inside.get("/accounts/").content.decode().count("moved@person.example") <= 1
    delivered()
    code = code_in_mail("moved@person.example")
    inside.post("/accounts/confirm-email/", {"code": code, "action": "verify"})
    person.refresh_from_db()
    assert person.email == "moved@person.example"
    assert list(EmailAddress.objects.filter(user=person).values_list("email", flat=True)) == [
        "moved@person.example"
    ]


def test_changing_the_address_needs_a_fresh_proof(client, person):
    enter(client, person, fresh=False)
    response = client.post("/accounts/email/", {"email": "moved@person.example", "action_add": "1"})
    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_the_password_changes_and_other_devices_are_signed_out(inside, person):
    elsewhere = Client()
    elsewhere.force_login(person)
    assert elsewhere.get("/accounts/").status_code == 200
    wrong = inside.post(
        "/accounts/password/change/", {"oldpassword": "wrong", "password1": GOOD_PASSWORD}
    )
    assert wrong.status_code == 200
    assert "지금 쓰는 비밀번호를 입력해 주세요." in wrong.content.decode()
    assert GOOD_PASSWORD not in wrong.content.decode()
    inside.post(
        "/accounts/password/change/",
        {"oldpassword": personas.PASSWORD, "password1": GOOD_PASSWORD},
    )
    person.refresh_from_db()
    assert person.check_password(GOOD_PASSWORD)
    assert inside.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302


def test_a_weak_password_is_refused_in_a_sentence(inside):
    body = inside.post(
        "/accounts/password/change/", {"oldpassword": personas.PASSWORD, "password1": "short"}
    ).content.decode()
    assert "비밀번호가 짧아요" in body


def test_an_account_without_a_password_sets_one(client, person):
    person.set_unusable_password()
    person.save()
    enter(client, person)
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert "비밀번호 정하기" in client.get("/accounts/password/set/").content.decode()
    client.post("/accounts/password/set/", {"password1": GOOD_PASSWORD})
    person.refresh_from_db()
    assert person.check_password(GOOD_PASSWORD)


def test_an_authenticator_app_is_added_and_taken_away(inside, person):
    page = inside.get("/accounts/2fa/totp/activate/")
    body = page.content.decode()
    secret = page.context["form"].secret
    assert secret in body
    assert 'src="data:image/svg+xml;base64,' in body
    wrong = inside.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "인증 코드" in wrong.content.decode()
    assert secret in wrong.content.decode()
    code = app_code(secret)
    response = inside.post("/accounts/2fa/totp/activate/", {"code": f"{code[:3]} {code[3:]}"})
    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    codes = inside.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    file = inside.get("/accounts/2fa/recovery-codes/download/")
    assert file.content.decode().split() == codes
    assert "no-store" in file["Cache-Control"]
    inside.post("/accounts/2fa/recovery-codes/generate/")
    assert inside.get("/accounts/2fa/recovery-codes/").context["unused_codes"] != codes
    inside.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize("credential", ["", "null", "[]", "{}", '{"response": {}}', "nonsense"])
def test_a_credential_that_is_none_is_refused_in_a_sentence(inside, person, credential):
    inside.get("/accounts/2fa/webauthn/add/")
    response = inside.post(
        "/accounts/2fa/webauthn/add/", {"name": "사무실", "credential": credential}
    )
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_passkey_is_listed_renamed_and_removed(inside, person):
    key = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "사무실", "credential": {"clientExtensionResults": {}}},
    )
    assert "사무실" in inside.get("/accounts/2fa/webauthn/").content.decode()
    edit = f"/accounts/2fa/webauthn/keys/{key.pk}/edit/"
    assert "이름을 입력해 주세요." in inside.post(edit, {"name": ""}).content.decode()
    inside.post(edit, {"name": "집"})
    assert "집" in inside.get("/accounts/2fa/webauthn/").content.decode()
    remove = f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"
    assert "‘집’" in inside.get(remove).content.decode()
    inside.post(remove)
    assert not Authenticator.objects.filter(user=person).exists()


def test_another_persons_passkey_is_not_there(inside):
    key = Authenticator.objects.create(
        user=personas.officer(), type=Authenticator.Type.WEBAUTHN, data={"name": "남의 것"}
    )
    for act in ("edit", "remove"):
        assert inside.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{act}/").status_code == 404


def test_devices_are_named_in_words_and_others_signed_out(inside, person):
    elsewhere = Client()
    elsewhere.force_login(person)
    for browser, agent in ((inside, "Firefox/140.0"), (elsewhere, "iPhone Safari/604.1")):
        UserSession.objects.update_or_create(
            session_key=browser.session.session_key,
            defaults={"user": person, "ip": "203.0.113.7", "user_agent": agent},
        )
    body = inside.get("/accounts/sessions/").content.decode()
    assert "iPhone · Safari" in body
    assert "203.0.113.7" in body
    inside.post("/accounts/sessions/")
    assert elsewhere.get("/accounts/").status_code == 302
    assert inside.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 Safari/537.36", "Windows · Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 Safari/537.36 Edg/138.0", "Windows · Edge"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 Whale/4.0 Safari/537.36", "Windows · 웨일"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27.0",
            "Android · 삼성 인터넷",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) KAKAOTALK 11.0",
            "iPhone · 카카오톡",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/18.0 Safari/605.1", "Mac · Safari"),
        ("curl/8.0", "알 수 없는 기기"),
        ("", "알 수 없는 기기"),
    ],
)
def test_a_browsers_long_name_in_words(agent, words):
    assert devices.in_words(agent) == words


def test_proving_oneself_again_by_password_leads_on(client, person):
    enter(client, person, fresh=False)
    way = client.get("/accounts/2fa/totp/activate/")["Location"]
    wrong = client.post(way, {"password": "wrong"})
    assert "비밀번호가 맞지 않아요." in wrong.content.decode()
    response = client.post(
        way, {"password": personas.PASSWORD, "next": "/accounts/2fa/totp/activate/"}
    )
    assert response["Location"] == "/accounts/2fa/totp/activate/"


def test_proving_oneself_again_by_the_app(client, person):
    TOTP.activate(person, personas.TOTP_SECRET)
    enter(client, person, fresh=False)
    body = client.get("/accounts/2fa/reauthenticate/").content.decode()
    assert "비밀번호로 확인" in body
    response = client.post(
        "/accounts/2fa/reauthenticate/",
        {"code": app_code(personas.TOTP_SECRET), "next": "/accounts/data/"},
    )
    assert response["Location"] == "/accounts/data/"


def test_connections_are_listed_and_cut(inside, person):
    linked = SocialAccount.objects.create(user=person, provider="kakao", uid="1")
    page = inside.get("/accounts/3rdparty/")
    assert page.status_code == 200
    response = inside.post("/accounts/3rdparty/", {"account": linked.pk})
    assert response.status_code == 302
    assert not SocialAccount.objects.exists()


def test_english_addresses_answer_where_the_language_is_open(client, person):
    person.language = "en"
    person.save()
    enter(client, person)
    response = client.get("/en/accounts/")
    assert response.status_code in (200, 404)
    if response.status_code == 200:
        assert '<html lang="en">' in response.content.decode()


def test_a_ready_copy_is_told_on_the_list(inside, person):
    now = timezone.now()
    OwnDataCopy.objects.create(user=person, ready_at=now, expires_at=now + timedelta(hours=24))
    assert "파일이 준비되었습니다" in inside.get("/accounts/").content.decode()
    with time_machine.travel(now + timedelta(hours=25)):
        enter(inside, person)
        assert "파일이 준비되었습니다" not in inside.get("/accounts/").content.decode()
