"""Limits of the doors: the sixth try, who is counted, who is not shut out, and a cache away."""

import re
import time

import pytest
import time_machine
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.cache import caches

from tests import personas
from tests.client import Client
from yeongdeungpoever.notices.models import Notice

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
SECOND_STEP = "/accounts/2fa/authenticate/"
CODE, CODE_CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"
RESET, RESET_CONFIRM = "/accounts/password/reset/", "/accounts/password/reset/confirm/"
WRONG = "wrong-password"
STOPPED = "여러 번 실패"


def sign_in(client, email, password=WRONG, **headers):
    return client.post(LOGIN, {"login": email, "password": password}, **headers)


def is_signed_in(client) -> bool:
    return client.get("/accounts/2fa/").status_code == 200


def second_step(client, user):
    """A browser that has passed the password of somebody with a second factor."""
    assert sign_in(client, user.email, personas.PASSWORD)["Location"] == SECOND_STEP


def last_code() -> str:
    return Notice.objects.latest("pk").context["code"]


def now_code() -> str:
    counter = int(time.time()) // mfa_settings.TOTP_PERIOD
    return totp.format_hotp_value(totp.hotp_value(personas.TOTP_SECRET, counter))


def wrong_code(right: str) -> str:
    return "".join(str((int(digit) + 1) % 10) if digit.isdigit() else digit for digit in right)


def test_every_limit_is_set_on_purpose():
    ours = {name for name, rate in app_settings.RATE_LIMITS.items() if rate}
    unused = {"change_phone", "verify_phone"}
    assert ours - unused == set(settings.ACCOUNT_RATE_LIMITS)


@pytest.mark.parametrize("action", ["request_login_code", "reset_password"])
def test_one_sender_meets_their_own_limit_before_that_of_an_address(action):
    rates = parse_rates(app_settings.RATE_LIMITS[action])
    by_key = min(rate.amount / rate.duration for rate in rates if rate.per == "key")
    by_sender = min(rate.amount / rate.duration for rate in rates if rate.per == "ip")
    assert by_sender < by_key


def test_the_sixth_wrong_password_is_stopped_with_a_sentence_and_429(client):
    user = personas.officer()
    for _ in range(5):
        response = sign_in(client, user.email)
        assert (response.status_code, STOPPED in response.content.decode()) == (200, False)
    response = sign_in(client, user.email)
    assert response.status_code == 429
    assert response["Retry-After"]
    assert STOPPED in response.content.decode()
    assert user.email in response.content.decode()
    assert sign_in(client, user.email, personas.PASSWORD).status_code == 429


def test_the_window_passes(client):
    user = personas.officer()
    with time_machine.travel("2026-11-24 10:00:00+09:00", tick=False) as clock:
        for _ in range(6):
            sign_in(client, user.email)
        clock.shift(301)
        assert sign_in(client, user.email, personas.PASSWORD).status_code == 302


def test_other_addresses_are_still_open_from_the_same_sender(client):
    user = personas.officer()
    for _ in range(6):
        sign_in(client, user.email)
    assert sign_in(client, personas.manager().email, personas.PASSWORD).status_code == 302


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_forged_header_makes_no_new_sender(client, settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    user = personas.officer()
    trusted = ["203.0.113.7", "10.0.0.1"][:proxies]
    for number in range(6):
        forged = ", ".join([f"198.51.100.{number}", *trusted])
        response = sign_in(client, user.email, headers={"X-Forwarded-For": forged})
    assert response.status_code == 429


def test_addresses_of_one_ipv6_network_are_one_sender(client):
    user = personas.officer()
    for number in range(6):
        response = sign_in(client, user.email, REMOTE_ADDR=f"2001:db8:1:2::{number + 1}")
    assert response.status_code == 429


def test_who_hammers_an_address_keeps_its_owner_from_nothing(client):
    user = personas.officer()
    for _ in range(40):
        sign_in(client, user.email, REMOTE_ADDR="198.51.100.9")
    owner = Client(REMOTE_ADDR="203.0.113.7")
    assert sign_in(owner, user.email, personas.PASSWORD).status_code == 302


def test_many_senders_stop_the_password_only(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "login_failed_address": "8/h/key"
    }
    user = personas.officer()
    for number in range(9):
        response = sign_in(client, user.email, REMOTE_ADDR=f"198.51.100.{number}")
    assert response.status_code == 429
    owner = Client(REMOTE_ADDR="203.0.113.7")
    assert sign_in(owner, user.email, personas.PASSWORD).status_code == 429
    # By a mailed code …
    assert owner.post(CODE, {"email": user.email})["Location"].startswith(CODE_CONFIRM)
    assert owner.post(CODE_CONFIRM, {"code": last_code()}).status_code == 302
    assert is_signed_in(owner)
    # … and by a reset, which opens the password again.
    owner = Client(REMOTE_ADDR="203.0.113.8")
    assert owner.post(RESET, {"email": user.email})["Location"].startswith(RESET_CONFIRM)
    response = owner.post(RESET_CONFIRM, {"code": last_code()})
    response = owner.post(response["Location"], {"password1": "mokpo-violet-ladder-9"})
    assert response.status_code == 302
    assert sign_in(Client(), user.email, "mokpo-violet-ladder-9").status_code == 302


def test_requests_for_codes_from_one_sender_leave_room_for_the_owner():
    user = personas.officer()
    for path in (CODE, RESET):
        for _ in range(12):
            response = Client(REMOTE_ADDR="198.51.100.9").post(path, {"email": user.email})
        assert response.status_code == 429
        assert "다시" in response.content.decode()
        owner = Client(REMOTE_ADDR="203.0.113.7")
        assert owner.post(path, {"email": user.email}).status_code == 302


def test_a_passkey_is_not_counted_by_address(client):
    user = personas.officer()
    for _ in range(6):
        sign_in(client, user.email)
    answer = client.get(
        "/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.status_code == 200
    assert "request_options" in answer.json()
    for _ in range(20):
        client.post("/accounts/2fa/webauthn/login/", {"credential": "{}"})
    assert client.post("/accounts/2fa/webauthn/login/", {"credential": "{}"}).status_code == 429


@pytest.mark.parametrize("kind", ["totp", "recovery"])
def test_the_sixth_wrong_code_of_the_second_step_is_stopped(client, kind):
    user = personas.operator()
    codes = RecoveryCodes.activate(user).get_unused_codes()
    second_step(client, user)
    for _ in range(5):
        response = client.post(SECOND_STEP, {"code": "000000" if kind == "totp" else "zzzzzzzz"})
        assert response.status_code == 200
    right = codes[0] if kind == "recovery" else now_code()
    response = client.post(SECOND_STEP, {"code": right})
    assert response.status_code == 429
    assert STOPPED in response.content.decode()


def test_a_recovery_code_works_once(client):
    user = personas.operator()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    second_step(client, user)
    assert client.post(SECOND_STEP, {"code": code}).status_code == 302
    again = Client()
    second_step(again, user)
    assert again.post(SECOND_STEP, {"code": code}).status_code == 200


def test_a_code_of_the_app_works_once(client):
    user = personas.operator()
    second_step(client, user)
    code = now_code()
    assert client.post(SECOND_STEP, {"code": code}).status_code == 302
    again = Client()
    second_step(again, user)
    assert again.post(SECOND_STEP, {"code": code}).status_code == 200


ROADS = [(CODE, CODE_CONFIRM), (RESET, RESET_CONFIRM)]


@pytest.mark.parametrize("ask, confirm", ROADS)
def test_three_wrong_codes_end_a_mailed_code(client, ask, confirm):
    client.post(ask, {"email": personas.officer().email})
    right = last_code()
    for _ in range(3):
        client.post(confirm, {"code": wrong_code(right)})
    client.post(confirm, {"code": right})
    assert not is_signed_in(client)
    assert client.get("/accounts/password/reset/complete/").status_code == 302


@pytest.mark.parametrize("ask, confirm", ROADS)
def test_a_mailed_code_ends_after_a_quarter_of_an_hour(client, ask, confirm):
    user = personas.officer()
    with time_machine.travel("2026-11-24 10:00:00+09:00", tick=False) as clock:
        client.post(ask, {"email": user.email})
        right = last_code()
        clock.shift(15 * 60 + 1)
        client.post(confirm, {"code": right})
        assert not is_signed_in(client)
        assert client.get("/accounts/password/reset/complete/").status_code == 302


def test_a_mailed_code_works_once_and_in_one_browser(client):
    user = personas.officer()
    client.post(CODE, {"email": user.email})
    code = last_code()
    assert Client().post(CODE_CONFIRM, {"code": code}).status_code == 302
    assert client.post(CODE_CONFIRM, {"code": code})["Location"] == "/"
    client.post("/accounts/logout/")
    client.post(CODE_CONFIRM, {"code": code})
    assert not is_signed_in(client)


def test_the_page_of_a_limit_says_when_to_come_back(client):
    user = personas.officer()
    for _ in range(6):
        response = client.post(RESET, {"email": user.email})
    page = response.content.decode()
    assert response.status_code == 429
    assert re.search("잠시 뒤|몇 분", page)
    assert "<h1" in page
    assert 'lang="ko"' in page


@pytest.fixture
def cache_away(settings):
    """A shared cache whose server does not answer."""
    settings.CACHES = {
        "default": {
            "BACKEND": "yeongdeungpoever.web.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    yield
    caches["default"].close()


def test_without_the_cache_pages_open_and_limits_refuse(cache_away, client):
    user = personas.officer()
    assert client.get("/").status_code == 200
    assert client.get(LOGIN).status_code == 200
    assert sign_in(client, user.email, personas.PASSWORD).status_code == 429
    assert client.post(RESET, {"email": user.email}).status_code == 429
    assert client.get("/readyz").status_code == 503
    client.force_login(user)
    assert is_signed_in(client)


def test_nobody_fills_somebody_elses_mailbox():
    """Repeats from many browsers and senders: an address gets ten mails an hour, and the page
    says the same ever after."""
    officer = personas.officer()
    answers = set()
    for number in range(12):
        answer = Client(REMOTE_ADDR=f"203.0.113.{number}").post(CODE, {"email": officer.email})
        answers.add((answer.status_code, answer["Location"]))
    assert len(answers) == 1
    assert Notice.objects.filter(user=officer).count() == 10
