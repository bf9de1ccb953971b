"""No address of ours sends anybody to another site, whatever it is told."""

from urllib.parse import urlsplit

import pytest

from tests import personas
from tests.accounts.entering import sign_up_data
from tests.client import Client
from yeongdeungpoever.notices.models import Notice

pytestmark = pytest.mark.django_db

TARGETS = (
    "//evil.example/",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "/%09/evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
)
FIELDS = ("next", "return_url", "redirect", "url", "success_url")
# Everything that reads one of these, signed in or not.
DOORS = (
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/login/code/",
    "/accounts/login/code/confirm/",
    "/accounts/confirm-email/",
    "/accounts/password/reset/",
    "/accounts/password/reset/confirm/",
    "/accounts/password/reset/complete/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/webauthn/login/",
    "/accounts/consents/needed/",
    "/accounts/kept/",
    "/accounts/staff/enrol/",
    "/admin/login/",
    "/admin/password_reset/",
    "/_util/login/",
    "/admin/logout/",
    "/admin/pages/2/lock/",
    "/admin/pages/2/unlock/",
    "/admin/pages/2/unpublish/",
    "/admin/pages/2/delete/",
    "/admin/pages/2/move/",
    "/admin/pages/2/copy/",
    "/admin/pages/2/add_subpage/",
    "/admin/redirects/add/",
    "/admin/users/new/",
    "/admin/bulk/pages/basepage/publish/?id=2",
    "/admin/bulk/pages/basepage/delete/?id=2",
)


def leaves(response) -> bool:
    """Whether a browser would leave the site, read as loosely as browsers read."""
    target = response.get("Location", "")
    plain = "".join(letter for letter in target if letter not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(plain)
    return plain.startswith("//") or parts.netloc not in ("", "testserver") or bool(
        parts.scheme and parts.scheme not in ("http", "https")
    )  # fmt: skip


@pytest.mark.parametrize("who", ["visitor", "officer", "administrator"])
def test_no_door_leads_away(who):
    client = Client()
    user = None if who == "visitor" else getattr(personas, who)()
    for path in DOORS:
        if path.startswith("/admin/") and who == "officer":
            continue  # refused before anything is read
        if user:
            client.force_login(user)
        for target in TARGETS[:3]:
            fields = dict.fromkeys(FIELDS, target)
            for response in (
                client.get(path, query_params=fields, headers={"Referer": target}),
                client.post(path, fields, headers={"Referer": target}),
            ):
                assert not leaves(response), (path, target, response["Location"])
                assert response.status_code < 500, (path, target)


@pytest.mark.parametrize("target", TARGETS)
def test_the_way_back_through_every_kind_of_sign_in_stays_here(target):
    user = personas.officer()
    client = Client()
    client.post("/accounts/login/code/", {"email": user.email, "next": target})
    code = Notice.objects.latest("pk").context["code"]
    response = client.post("/accounts/login/code/confirm/", {"code": code, "next": target})
    assert response.status_code == 302
    assert not leaves(response), response["Location"]


@pytest.mark.parametrize("target", TARGETS)
def test_proving_again_who_one_is_stays_here(target):
    user = personas.officer()
    client = Client()
    client.force_login(user, second_factor=False)
    response = client.post(
        "/accounts/reauthenticate/", {"password": personas.PASSWORD, "next": target}
    )
    assert response.status_code == 302
    assert not leaves(response)


@pytest.mark.parametrize("target", TARGETS)
def test_making_an_account_stays_here(target):
    client = Client()
    response = client.post("/accounts/signup/", sign_up_data(next=target))
    assert not leaves(response)
    code = Notice.objects.latest("pk").context["code"]
    response = client.post("/accounts/confirm-email/", {"code": code, "next": target})
    assert not leaves(response), response["Location"]
