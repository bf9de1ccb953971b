"""When a session begins, lives and ends."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client as PlainClient
from django.utils import timezone

from tests import personas
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.accounts.sessions import OPENED, USED

pytestmark = pytest.mark.django_db

STATE = "/accounts/session/"


def later(**span):
    return time_machine.travel(timezone.now() + timedelta(**span), tick=False)


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.fixture
def staff(client):
    user = personas.operator()
    client.force_login(user)
    return user


def test_the_id_changes_at_sign_in():
    client, user = PlainClient(), personas.officer()
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    client.post("/accounts/login/", {"login": user.email, "password": personas.PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_an_idle_session_ends(client, staff):
    assert is_in(client)
    with later(minutes=29):
        assert is_in(client)
    with later(minutes=58):
        assert is_in(client)
    with later(minutes=89):
        assert client.get("/admin/")["Location"].startswith("/accounts/login/")
        assert "안전을 위해 로그아웃" in client.get("/accounts/login/").content.decode()


def test_a_busy_session_ends_too(client, staff):
    for minutes in range(0, 12 * 60, 20):
        with later(minutes=minutes):
            assert is_in(client)
    with later(hours=12, minutes=1):
        assert not is_in(client)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Requested-With": "XMLHttpRequest"},
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Dest": "image"},
    ],
)
def test_what_scripts_ask_for_is_no_use(client, staff, headers):
    assert is_in(client)
    with later(minutes=25):
        client.get("/admin/pages/", headers=headers)
    with later(minutes=31):
        assert not is_in(client)


def test_pings_of_an_open_editor_are_no_use(client, staff):
    assert is_in(client)
    with later(minutes=25):
        client.post("/admin/editing-sessions/ping/pages/basepage/1/1/")
        client.post("/admin/editing-sessions/release/1/")
        client.get(STATE)
    with later(minutes=31):
        assert not is_in(client)


def test_keep_alive(client, staff):
    assert client.get(STATE).json()["left"] == pytest.approx(1800, abs=2)
    with later(minutes=25):
        assert client.get(STATE).json()["left"] == pytest.approx(300, abs=2)
        assert client.post(STATE).json()["left"] == pytest.approx(1800, abs=2)
    with later(minutes=50):
        assert is_in(client)
    with later(minutes=90):
        assert client.get(STATE).json() == {"left": 0}
        assert client.post(STATE).json() == {"left": 0}


def test_keep_alive_needs_its_token(staff):
    strict = PlainClient(enforce_csrf_checks=True)
    strict.force_login(staff)
    assert strict.post(STATE).status_code == 403
    token = strict.get(STATE).json()["token"]
    assert strict.post(STATE, headers={"X-CSRFToken": token}).status_code == 200


def test_keep_alive_does_not_pass_the_absolute_limit(client, staff):
    for minutes in range(0, 12 * 60, 20):
        with later(minutes=minutes):
            client.post(STATE)
    with later(hours=11, minutes=50):
        assert client.get(STATE).json()["left"] == pytest.approx(600, abs=2)
    with later(hours=12, seconds=1):
        assert client.post(STATE).json() == {"left": 0}


def test_the_last_use_is_written_once_a_minute(client, staff, django_assert_num_queries):
    client.get("/accounts/2fa/")
    stamp = client.session[USED]
    with later(seconds=50):
        client.get("/accounts/2fa/")
        assert client.session[USED] == stamp
    with later(seconds=70):
        client.get("/accounts/2fa/")
        assert client.session[USED] > stamp


def test_a_visitor_gets_no_session(client):
    response = client.get("/")
    assert not response.cookies
    assert not Session.objects.exists()


@pytest.mark.parametrize("how", ["password", "disabled"])
def test_a_session_dies_with_what_opened_it(client, staff, how):
    other = PlainClient()
    other.force_login(staff)
    user = User.objects.get(pk=staff.pk)
    if how == "password":
        user.set_password("another-wide-river")
    else:
        personas.administrator()
        user.is_active = False
    user.save()
    for each in (client, other):
        assert each.get("/admin/")["Location"].startswith("/accounts/login/")


def test_a_change_of_password_keeps_this_session_only(client):
    user = personas.officer()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    other = PlainClient()
    other.force_login(user)
    new = "another-wide-river-night"
    form = {"oldpassword": personas.PASSWORD, "password1": new, "password2": new}
    client.post("/accounts/password/change/", form)
    assert client.get(STATE).json()["left"] > 0
    assert other.get(STATE).json() == {"left": 0}


def test_sign_out_kills_the_id(client, staff):
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    thief = PlainClient()
    thief.cookies["sessionid"] = key
    assert not is_in(thief)


def test_a_session_without_stamps_gets_them(client, staff):
    session = client.session
    del session[OPENED], session[USED]
    session.save()
    assert is_in(client)
    assert client.session[OPENED]
    with later(minutes=31):
        assert not is_in(client)
