"""Kakao and Naver: there with their keys only, asked for everything, trusted in nothing.

A server on loopback plays their part: it hands out a token and then the profile it was given.
"""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from allauth.socialaccount.providers.naver.views import NaverOAuth2Adapter
from django.core import mail

from tests import personas
from tests.accounts import social_urls
from tests.accounts.entering import CODE_PAGE, code_in_mail, sign_up_data
from yeongdeungpoever.accounts.models import Consent, User
from yeongdeungpoever.accounts.providers.kakao.provider import KakaoProvider
from yeongdeungpoever.accounts.providers.naver.provider import NaverProvider

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
SIGN_UP = "/accounts/3rdparty/signup/"
KEYS = {
    "KAKAO_CLIENT_ID": "kakao-id",
    "KAKAO_CLIENT_SECRET": "kakao-secret",
    "NAVER_CLIENT_ID": "naver-id",
    "NAVER_CLIENT_SECRET": "naver-secret",
}


def kakao(email="summer@mail.example", *, valid=True, verified=True, number=4242) -> dict:
    account = {"profile": {"nickname": "여름이", "thumbnail_image_url": "http://k.example/a.jpg"}}
    if email:
        account |= {"email": email, "is_email_valid": valid, "is_email_verified": verified}
    return {"id": number, "kakao_account": account}


def naver(email="summer@mail.example") -> dict:
    return {"resultcode": "00", "response": {"id": "abc-123", "email": email, "mobile": "010"}}


@pytest.fixture
def house():
    """The other house; ``house.profile`` is what it says of whoever signs in."""

    class Answers(BaseHTTPRequestHandler):
        def _answer(self):
            length = int(self.headers.get("Content-Length", 0))
            self.rfile.read(length)
            is_token = urlsplit(self.path).path == "/token"
            body = {"access_token": "t", "token_type": "bearer"} if is_token else server.profile
            self.send_response(server.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        do_GET = do_POST = _answer

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    server.status = 200
    server.profile = kakao()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def keys(house, settings, monkeypatch):
    """An installation with both keys, whose other houses stand on loopback."""
    address = f"http://127.0.0.1:{house.server_port}"
    for adapter in (KakaoOAuth2Adapter, NaverOAuth2Adapter):
        monkeypatch.setattr(adapter, "access_token_url", f"{address}/token")
        monkeypatch.setattr(adapter, "profile_url", f"{address}/me")
    registry.load()
    monkeypatch.setattr(registry, "provider_map", {"kakao": KakaoProvider, "naver": NaverProvider})
    settings.SOCIALACCOUNT_PROVIDERS = {
        name: {"APPS": [{"client_id": f"{name}-id", "secret": "x", "key": ""}]}
        for name in ("kakao", "naver")
    }
    # Imported above, while the registry knew neither: the site's own addresses stay as they are.
    settings.ROOT_URLCONF = social_urls.__name__


def _come_back(client, name="kakao", query="", **changes):
    """Go to the other house and come back with its answer."""
    start = client.post(f"/accounts/{name}/login/{query}")
    assert start.status_code == 302
    state = parse_qs(urlsplit(start["Location"]).query)["state"][0]
    answer = {"code": "c", "state": state} | changes
    answer = {name: value for name, value in answer.items() if value}
    return client.get(f"/accounts/{name}/login/callback/", answer)


def _data(**changes):
    return sign_up_data(password1=None, **changes)


def test_the_way_there_names_only_what_it_must(client):
    start = client.post("/accounts/kakao/login/")
    target = urlsplit(start["Location"])
    assert target.netloc == "kauth.kakao.com"
    assert set(parse_qs(target.query)) >= {"client_id", "redirect_uri", "state", "response_type"}


def test_going_there_takes_a_post(client):
    response = client.get("/accounts/kakao/login/")
    assert response.status_code == 200
    assert "카카오 로그인" in response.content.decode()


def test_everybody_is_asked_for_name_age_and_consents(client):
    assert _come_back(client)["Location"] == SIGN_UP
    page = client.get(SIGN_UP).content.decode()
    assert 'value="summer@mail.example"' in page
    assert page.count('type="checkbox"') == 4
    assert " checked" not in page
    assert "여름이" not in page
    assert not User.objects.exists()
    refused = client.post(SIGN_UP, _data(email="summer@mail.example", consent_terms=None))
    assert 'id="id_consent_terms_error"' in refused.content.decode()


def test_a_verified_address_is_proven_by_our_mail_all_the_same(client):
    _come_back(client)
    response = client.post(SIGN_UP, _data(email="summer@mail.example"))
    assert response["Location"] == CODE_PAGE
    user = User.objects.get()
    assert (user.email, user.name) == ("summer@mail.example", "한여름")
    assert not user.has_usable_password()
    assert not EmailAddress.objects.get(user=user).verified
    assert Consent.objects.of(user).count() == 2
    account = SocialAccount.objects.get(user=user)
    assert (account.provider, account.uid, account.extra_data) == ("kakao", "4242", {})
    assert client.post(CODE_PAGE, {"code": code_in_mail(user.email)})["Location"] == "/"
    assert EmailAddress.objects.get(user=user).verified


def test_who_has_an_account_signs_in(client):
    _come_back(client)
    client.post(SIGN_UP, _data(email="summer@mail.example"))
    client.post(CODE_PAGE, {"code": code_in_mail()})
    client.post("/accounts/logout/")
    response = _come_back(client, query="?next=/search/")
    assert response["Location"] == "/search/"
    assert client.get("/accounts/email/").status_code == 200


def test_the_address_may_be_changed_and_the_other_is_forgotten(client):
    _come_back(client)
    client.post(SIGN_UP, _data(email="other@mail.example"))
    assert [address.email for address in EmailAddress.objects.all()] == ["other@mail.example"]
    assert User.objects.get().email == "other@mail.example"


def test_without_an_address_it_is_asked(client, house):
    house.profile = kakao(email=None)
    _come_back(client)
    assert 'aria-describedby="id_email_error' in client.post(
        SIGN_UP, _data(email="")
    ).content.decode().replace("id_email_helptext ", "")
    assert client.post(SIGN_UP, _data(email="asked@mail.example"))["Location"] == CODE_PAGE


@pytest.mark.parametrize(("name", "profile"), [("kakao", kakao), ("naver", naver)])
def test_an_address_that_somebody_has_connects_nothing_and_tells_its_owner(
    client, house, name, profile
):
    owner = personas.officer()
    house.profile = profile(owner.email)
    assert _come_back(client, name)["Location"] == SIGN_UP
    assert client.post(SIGN_UP, _data(email=owner.email))["Location"] == CODE_PAGE
    assert not SocialAccount.objects.exists()
    assert [message.to for message in mail.outbox] == [[owner.email]]
    with pytest.raises(AssertionError):
        code_in_mail()
    assert client.get("/accounts/email/").status_code == 302


@pytest.mark.parametrize(
    ("valid", "verified", "expected"),
    [(True, True, True), (True, False, False), (False, True, False), (None, True, False)],
)
def test_kakao_s_word_needs_both_flags(valid, verified, expected, rf):
    [address] = KakaoProvider(rf.get("/"), app=object()).extract_email_addresses(
        kakao(valid=valid, verified=verified)
    )
    assert address.verified is expected


def test_naver_s_word_is_never_enough(rf):
    provider = NaverProvider(rf.get("/"), app=object())
    [address] = provider.extract_email_addresses(naver()["response"])
    assert address.verified is False
    assert provider.extract_extra_data(naver()["response"]) == {}


def test_naver_works_too(client, house):
    house.profile = naver()
    _come_back(client, "naver")
    client.post(SIGN_UP, _data(email="summer@mail.example"))
    assert SocialAccount.objects.get().uid == "abc-123"


def test_a_refusal_there_is_told_here(client):
    response = _come_back(client, error="access_denied", code=None)
    page = client.get(response["Location"]).content.decode()
    assert "로그인을 멈췄습니다" in page


@pytest.mark.parametrize("profile", [{}, {"response": None}, {"response": {}}, {"id": ""}])
@pytest.mark.parametrize("name", ["kakao", "naver"])
def test_an_answer_without_sense_is_no_crash(client, house, name, profile):
    house.profile = profile
    response = _come_back(client, name)
    assert response.status_code in (200, 401)
    assert "로그인하지 못했습니다" in response.content.decode()


def test_a_house_that_is_ill_is_no_crash(client, house):
    house.status = 500
    assert "로그인하지 못했습니다" in _come_back(client).content.decode()


def test_a_forged_state_is_refused(client):
    client.post("/accounts/kakao/login/")
    response = client.get("/accounts/kakao/login/callback/", {"code": "c", "state": "forged"})
    assert "로그인하지 못했습니다" in response.content.decode()
    assert not User.objects.exists()


def test_staff_still_pass_their_second_step(client, house):
    user = personas.operator()
    SocialAccount.objects.create(user=user, provider="kakao", uid="4242")
    response = _come_back(client)
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302


def test_buttons_stand_below_the_form(client):
    page = client.get("/accounts/login/").content.decode()
    form = page.index('name="password"')
    assert form < min(page.index("카카오 로그인"), page.index("네이버 로그인"))


def test_without_keys_nothing_is_shown_and_nothing_answers(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    settings.ROOT_URLCONF = "yeongdeungpoever.urls"
    page = client.get("/accounts/login/").content.decode()
    assert "카카오" not in page
    assert "네이버" not in page
    assert client.get("/accounts/kakao/login/").status_code == 404


def _settings_say(expression: str, **environment) -> str:
    code = f"import json\nfrom django.conf import settings\nprint(json.dumps({expression}))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "yeongdeungpoever.settings.test",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_keys_of_the_environment_bring_app_and_form_target():
    hosts = "settings.SECURE_CSP['form-action']"
    apps = "[a for a in settings.INSTALLED_APPS if '.providers.' in a]"
    assert "kakao" not in _settings_say(hosts)
    assert _settings_say(apps).strip() == "[]"
    with_both = _settings_say(f"[{hosts}, {apps}]", **KEYS)
    for part in ("kauth.kakao.com", "nid.naver.com", "providers.kakao", "providers.naver"):
        assert part in with_both
    half = {"KAKAO_CLIENT_ID": "only-the-id"}
    assert _settings_say(apps, **half).strip() == "[]"
