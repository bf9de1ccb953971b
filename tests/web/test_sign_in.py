"""Sign-in as it stands: one door, equal answers, limits."""

import pytest

from tests import personas

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def _post(client, email, password, **data):
    return client.post(LOGIN, {"login": email, "password": password, **data})


def test_staff_sign_in_and_come_back_to_where_they_were(client):
    user = personas.operator()
    response = _post(client, user.email, personas.PASSWORD, next="/admin/pages/")
    assert response.status_code == 302
    assert response["Location"] == "/admin/pages/"


def test_the_address_is_the_same_in_capitals(client):
    user = personas.operator()
    assert _post(client, user.email.upper(), personas.PASSWORD).status_code == 302


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_next_never_leaves_the_site(client, target):
    user = personas.operator()
    response = _post(client, user.email, personas.PASSWORD, next=target)
    assert response["Location"] == "/"


def test_known_and_unknown_addresses_get_the_same_answer(client):
    user = personas.operator()
    wrong = _post(client, user.email, "wrong-password").content.decode()
    unknown = _post(client, "unknown1@test.example", "wrong-password").content.decode()
    assert wrong.count('class="error') == unknown.count('class="error')
    assert user.email in wrong


def test_too_many_tries_are_stopped_with_a_page(client):
    user = personas.operator()
    for _ in range(12):
        response = _post(client, user.email, "wrong-password")
    assert "여러 번 실패" in response.content.decode()
    assert _post(client, user.email, personas.PASSWORD).status_code == 200


def test_nobody_can_make_an_account_yet(client):
    assert client.get("/accounts/signup/").status_code == 404
