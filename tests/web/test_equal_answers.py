"""Known, unknown, inactive and password-less addresses get the same answer at every door."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session

from tests import personas
from tests.accounts.entering import sign_up_data
from tests.client import Client
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.notices.models import Notice

pytestmark = pytest.mark.django_db

UNKNOWN = "nobody0@test.example"
# What the pages hold of the visit itself: token, address typed, times.
_OWN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|name="opened" value="[^"]*"')


def known() -> str:
    return personas.officer().email


def inactive() -> str:
    user = personas.manager()
    user.is_active = False
    user.save()
    return user.email


def without_password() -> str:
    """Came in by another house's sign-in."""
    user = User.objects.create_user("social@test.example", None, name="시험 소셜")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user.email


def unverified() -> str:
    user = User.objects.create_user("half@test.example", personas.PASSWORD, name="시험 반쪽")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user.email


def staff() -> str:
    return personas.operator().email


def sign_in(email):
    return "/accounts/login/", {"login": email, "password": "wrong-password"}


def ask_for_code(email):
    return "/accounts/login/code/", {"email": email}


def reset(email):
    return "/accounts/password/reset/", {"email": email}


def sign_up(email):
    return "/accounts/signup/", sign_up_data(email=email)


def answer(door, email: str) -> dict:
    """What somebody sees who tries the door with this address, the page that follows included."""
    client, seen = Client(), {}
    path, data = door(email)
    for step in ("answer", "page"):
        response = client.post(path, data) if step == "answer" else client.get(path)
        body = _OWN.sub("", response.content.decode()).replace(email, "ADDRESS")
        headers = {
            name: value.replace(email, "ADDRESS")
            for name, value in response.headers.items()
            if name not in ("Content-Length", "Expires", "X-Request-ID")
        }
        seen[step] = (response.status_code, headers, sorted(response.cookies), body)
        path = response.get("Location", path)
    session = Session.objects.filter(pk=client.session.session_key).first()
    decoded = session.get_decoded() if session else {}
    # allauth stashes an empty value for an account it has made; no browser sees it.
    seen["session"] = sorted(set(decoded) - {"account_verified_email"})
    seen["cookie lengths"] = sorted((name, len(c.value)) for name, c in client.cookies.items())
    return seen


@pytest.mark.parametrize("door", [sign_in, ask_for_code, reset, sign_up])
@pytest.mark.parametrize("who", [known, inactive, without_password, unverified, staff])
def test_an_address_is_answered_as_if_nobody_had_it(door, who):
    email = who()
    expected = answer(door, UNKNOWN)
    found = answer(door, email)
    for part, value in expected.items():
        assert found[part] == value, part


@pytest.mark.parametrize("door", [ask_for_code, reset, sign_up])
def test_each_address_is_written_to_once(door):
    """A mailbox that stays empty would tell its owner's neighbour as much as the page."""
    for email in (known(), UNKNOWN):
        before = Notice.objects.count()
        path, data = door(email)
        Client().post(path, data)
        assert Notice.objects.count() == before + 1, email


@pytest.mark.parametrize("door", [sign_in, sign_up])
def test_both_branches_hash_a_password(door, monkeypatch):
    counted = []
    real = hashers.MD5PasswordHasher.encode

    def count(self, password, salt):
        counted.append(password)
        return real(self, password, salt)

    email = known()
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", count)
    times = {}
    for address in (email, UNKNOWN):
        counted.clear()
        path, data = door(address)
        Client().post(path, data)
        times[address] = len(counted)
    assert times[email] == times[UNKNOWN] == 1
