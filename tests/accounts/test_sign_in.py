"""Coming in: by password, mailed code and passkey, the second step, and a password set anew."""

import base64
import datetime
import json

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail

from tests import personas
from tests.accounts.entering import GOOD_PASSWORD, code_in_mail

pytestmark = pytest.mark.django_db(transaction=True)

LOGIN = "/accounts/login/"
ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
RESET = "/accounts/password/reset/"
RESET_CODE = "/accounts/password/reset/confirm/"
SECOND = "/accounts/2fa/authenticate/"
UNKNOWN = "unknown@person.example"


def _page(response) -> str:
    return response.content.decode()


def _is_in(client) -> bool:
    return "_auth_user_id" in client.session


def _totp() -> str:
    return format_hotp_value(
        hotp_value(personas.TOTP_SECRET, next(yield_hotp_counters_from_time()))
    )


def _same_but(page: str, email: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line).replace(email, "…")


def _sign_in(client, user, password=personas.PASSWORD, **data):
    return client.post(LOGIN, {"login": user.email, "password": password, **data})


def test_the_session_changes_its_id_and_leaves_half_done_things_behind(client):
    user = personas.officer()
    client.post(RESET, {"email": user.email})
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    before = client.session.session_key
    assert "account_password_reset_verification" in client.session
    assert "mfa.webauthn.state" in client.session
    assert _sign_in(client, user).status_code == 302
    assert _is_in(client)
    assert client.session.session_key != before
    assert "account_password_reset_verification" not in client.session
    assert "mfa.webauthn.state" not in client.session


@pytest.mark.parametrize("state", ["wrong", "unusable", "inactive", "unverified", "unknown"])
def test_a_failed_sign_in_says_and_hashes_the_same_for_everybody(client, monkeypatch, state):
    user = personas.officer()
    if state == "unusable":
        user.set_unusable_password()
    user.is_active = state != "inactive"
    user.save()
    if state == "unverified":
        EmailAddress.objects.update(verified=False)
    email = UNKNOWN if state == "unknown" else user.email
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.encode",
        lambda self, password, salt: hashed.append(1) or "md5$a$b",
    )
    response = client.post(LOGIN, {"login": email, "password": "not-the-password"})
    assert response.status_code == 200
    assert "이메일이나 비밀번호가 맞지 않아요" in _page(response)
    assert f'value="{email}"' in _page(response)
    assert "not-the-password" not in _page(response)
    assert len(hashed) == 1
    assert not mail.outbox


def test_whose_account_is_stopped_is_told_so_only_after_the_right_password(client):
    user = personas.officer()
    user.is_active = False
    user.save()
    response = client.post(LOGIN, {"login": user.email, "password": personas.PASSWORD}, follow=True)
    assert "지금은 쓸 수 없는 계정입니다" in _page(response)
    assert not _is_in(client)


def test_an_address_never_verified_is_verified_at_sign_in(client):
    user = personas.officer()
    EmailAddress.objects.update(verified=False)
    assert _sign_in(client, user, next="/search/")["Location"] == "/accounts/confirm-email/"
    assert not _is_in(client)
    response = client.post("/accounts/confirm-email/", {"code": code_in_mail(user.email)})
    assert response["Location"] == "/search/"
    assert _is_in(client)


def test_a_mailed_code_signs_in_and_leads_back(client):
    user = personas.officer()
    response = client.post(f"{ASK}?next=/search/", {"email": user.email.upper()})
    assert response["Location"].startswith(CONFIRM)
    response = client.post(response["Location"], {"code": code_in_mail(user.email)})
    assert response["Location"] == "/search/"
    assert _is_in(client)


@pytest.mark.parametrize(("ask", "confirm"), [(ASK, CONFIRM), (RESET, RESET_CODE)])
def test_asking_for_a_code_tells_nothing_of_an_address(client, ask, confirm):
    known = personas.officer()
    inactive = personas.department_editor()
    inactive.is_active = False
    inactive.save()
    answers = []
    for email in (known.email, UNKNOWN, inactive.email):
        client.cookies.clear()
        mail.outbox.clear()
        first = client.post(ask, {"email": email})
        second = client.get(first["Location"])
        wrong = client.post(confirm, {"code": "0000-0000"})
        if email != inactive.email:
            # No mail goes to an account that is stopped; nobody but its owner sees that.
            assert [message.to for message in mail.outbox] == [[email]]
        answers.append(
            (
                first.status_code,
                first["Location"],
                sorted(first.headers),
                sorted(first.cookies),
                _same_but(_page(second), email),
                _same_but(_page(wrong), email),
                wrong.status_code,
            )
        )
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(
    ("ask", "confirm", "way_on"), [(ASK, CONFIRM, ASK), (RESET, RESET_CODE, RESET)]
)
@pytest.mark.parametrize("email", ["officer@test.example", UNKNOWN])
def test_a_code_that_is_over_says_so_and_leads_on(client, ask, confirm, way_on, email):
    personas.officer()
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC)):
        client.post(ask, {"email": email})
    with time_machine.travel(datetime.datetime(2026, 11, 24, 3, 15, 30, tzinfo=datetime.UTC)):
        response = client.post(confirm, {"code": "1234-5678"}, follow=True)
    assert response.redirect_chain[-1][0] == way_on
    assert "유효 시간이 지났어요" in _page(response)


def test_a_password_is_set_anew_by_code_and_ends_other_sessions(client):
    user = personas.officer()
    elsewhere = type(client)()
    elsewhere.force_login(user)
    client.post(RESET, {"email": user.email})
    response = client.post(RESET_CODE, {"code": code_in_mail(user.email)})
    assert response["Location"] == "/accounts/password/reset/complete/"
    refused = client.post(response["Location"], {"password1": "password123!"})
    assert "많은 사람이 쓰는 비밀번호" in _page(refused)
    assert "password123!" not in _page(refused)
    done = client.post(response["Location"], {"password1": GOOD_PASSWORD}, follow=True)
    assert "비밀번호를 바꿨습니다" in _page(done)
    user.refresh_from_db()
    assert user.check_password(GOOD_PASSWORD)
    assert elsewhere.get("/accounts/email/").status_code == 302
    assert not _is_in(client)


def test_a_reset_does_not_pass_by_the_second_step(client):
    user = personas.operator()
    client.post(RESET, {"email": user.email})
    client.post(RESET_CODE, {"code": code_in_mail(user.email)})
    client.post("/accounts/password/reset/complete/", {"password1": GOOD_PASSWORD})
    assert _sign_in(client, user, GOOD_PASSWORD)["Location"] == SECOND
    assert not _is_in(client)


@pytest.mark.parametrize("gap", ["", " ", "-"])
def test_the_second_step_takes_the_app_s_digits_as_shown(client, gap):
    user = personas.operator()
    assert _sign_in(client, user, next="/admin/pages/")["Location"] == SECOND
    code = _totp()
    response = client.post(SECOND, {"code": f"{code[:3]}{gap}{code[3:]}"})
    assert response["Location"] == "/admin/pages/"
    assert _is_in(client)


def test_a_recovery_code_passes_once(client):
    user = personas.operator()
    [code, *_rest] = RecoveryCodes.activate(user).get_unused_codes()
    for expected in (302, 200):
        _sign_in(client, user)
        assert client.post(SECOND, {"code": code}).status_code == expected
        client.post("/accounts/logout/")


def test_a_wrong_second_step_is_told_beside_the_field_and_can_be_left(client):
    user = personas.operator()
    _sign_in(client, user)
    page = _page(client.post(SECOND, {"code": "000000"}))
    assert 'id="id_code_error"' in page
    assert "숫자가 맞지 않아요" in page
    assert "그만두고 로그인으로" in page
    response = client.post("/accounts/logout/", {"next": LOGIN}, follow=True)
    assert 'name="password"' in _page(response)


def test_staff_come_to_the_back_office_and_others_to_the_first_page(client):
    user = personas.operator()
    _sign_in(client, user)
    assert client.post(SECOND, {"code": _totp()})["Location"] == "/admin/"
    client.post("/accounts/logout/")
    assert _sign_in(client, personas.officer())["Location"] == "/"


CLIENT_DATA = base64.urlsafe_b64encode(
    b'{"type":"webauthn.get","challenge":"AAAA","origin":"http://testserver"}'
).decode()
NONSENSE = [
    "",
    "x",
    "[]",
    "1",
    '"text"',
    "{}",
    '{"response": null}',
    '{"response": []}',
    '{"response": {}}',
    '{"response": {"userHandle": null}}',
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AAAA",
                "signature": "AAAA",
                "userHandle": "\u0000",
            },
            "clientExtensionResults": {},
        }
    ),
    json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": CLIENT_DATA,
                "authenticatorData": "A" * 60,
                "signature": "AAAA",
                "userHandle": "MQ",
            },
            "clientExtensionResults": {},
        }
    ),
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_passkey_that_makes_no_sense_is_a_wrong_one(client, credential):
    personas.officer()
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    response = client.post("/accounts/2fa/webauthn/login/", {"credential": credential}, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == LOGIN
    assert not _is_in(client)


@pytest.mark.parametrize("credential", NONSENSE)
def test_so_it_is_at_the_second_step(client, credential):
    _sign_in(client, personas.operator())
    response = client.post(SECOND, {"credential": credential})
    assert response.status_code == 200
    assert not _is_in(client)


def test_fields_tell_browsers_what_they_are(client):
    page = _page(client.get(LOGIN))
    assert 'autocomplete="email"' in page
    assert 'autocomplete="current-password"' in page
    user = personas.officer()
    client.post(ASK, {"email": user.email})
    page = _page(client.get(CONFIRM))
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_passkeys_are_hidden_until_a_script_finds_them_possible(client):
    page = _page(client.get(LOGIN))
    assert "<li hidden data-passkey-area>" in page


def test_the_menu_knows_who_is_in(client):
    page = _page(client.get("/search/"))
    assert "계정 만들기" in page
    assert 'href="/accounts/login/"' in page
    client.force_login(personas.operator())
    page = _page(client.get("/search/"))
    for part in ('href="/accounts/"', 'href="/admin/"', 'href="/accounts/logout/"'):
        assert part in page
    assert "계정 만들기" not in page
