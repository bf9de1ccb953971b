"""The door: one for everybody, equal answers, limits, and no way out to another site."""

import pytest

from tests import personas

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
ELSEWHERE = [
    "//evil.example/",
    "///evil.example/",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    " //evil.example",
    "/ /evil.example",
    "／／evil.example",
    "/\u200b/evil.example",
    "/\u202e/evil.example",
    "/\u00a0/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "/" + "a" * 3000,
]


def _post(client, email, password, **data):
    return client.post(LOGIN, {"login": email, "password": password, **data})


def test_somebody_comes_back_to_where_they_were(client):
    user = personas.officer()
    response = _post(client, user.email, personas.PASSWORD, next="/search/?q=%ED%98%91%EB%A0%A5")
    assert response.status_code == 302
    assert response["Location"] == "/search/?q=%ED%98%91%EB%A0%A5"


def test_the_address_is_the_same_in_capitals(client):
    user = personas.officer()
    assert _post(client, user.email.upper(), personas.PASSWORD).status_code == 302


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_never_leaves_the_site(client, target):
    user = personas.officer()
    response = _post(client, user.email, personas.PASSWORD, next=target)
    assert response["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_out_never_leaves_the_site_either(client, target):
    client.force_login(personas.officer())
    response = client.post("/accounts/logout/", {"next": target})
    assert response["Location"] == "/accounts/logout/"


def test_too_many_tries_are_stopped_with_a_sentence(client):
    user = personas.officer()
    for _ in range(12):
        response = _post(client, user.email, "wrong-password")
    assert "여러 번 실패" in response.content.decode()
    assert response.status_code == 429
    assert _post(client, user.email, personas.PASSWORD).status_code == 429


def test_the_pages_of_the_doors_are_never_kept(client):
    for path in (LOGIN, "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_a_stranger_s_first_page_holds_no_token_and_may_be_kept(client):
    response = client.get("/")
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_signing_out_asks_by_get_and_acts_by_post(client):
    client.force_login(personas.officer())
    assert "로그아웃할까요?" in client.get("/accounts/logout/").content.decode()
    assert client.get("/accounts/email/").status_code == 200
    response = client.post("/accounts/logout/", follow=True)
    assert "로그아웃했습니다" in response.content.decode()
    assert client.get("/accounts/email/").status_code == 302
