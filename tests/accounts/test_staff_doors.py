"""Staff whose session has not passed a second factor: every road into the back office ends at the
enrolment, and nothing for staff opens elsewhere."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client as PlainClient
from django.urls import URLPattern, get_resolver, reverse

from tests import personas
from tests.mailbox import delivered
from tests.site import standard_page
from yeongdeungpoever.access.visibility import Level, levels_for
from yeongdeungpoever.accounts import second_factor
from yeongdeungpoever.accounts.models import RightsChange, User
from yeongdeungpoever.accounts.rights import end_rights

pytestmark = pytest.mark.django_db

ENROL = "/accounts/staff/enrol/"
# Led to our own sign-in page by redirects of ours: no view of Wagtail's behind them.
TO_SIGN_IN = ("/admin/login/", "/admin/password_reset/")


def code(secret=personas.TOTP_SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def admin_addresses() -> list[str]:
    """Every address below /admin/ that the resolver knows, with something in each place."""
    found = []

    def walk(resolver, prefix):
        for each in resolver.url_patterns:
            route = prefix + str(each.pattern).lstrip("^").rstrip("$")
            if isinstance(each, URLPattern):
                found.append(route)
            else:
                walk(each, route)

    walk(get_resolver(), "/")
    return sorted({_filled(route) for route in found if route.startswith("/admin/")})


def _filled(route: str) -> str:
    out, depth = [], 0
    for letter in route.replace(r"\Z", "").replace(".*", ""):
        if letter in "<(":
            depth += 1
        elif letter in ">)":
            depth -= 1
            if depth == 0:
                out.append("1")
        elif depth == 0 and letter not in "^$?\\":
            out.append(letter)
    return "".join(out)


@pytest.fixture
def unenrolled():
    user = personas.administrator()
    Authenticator.objects.all().delete()
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_admin_address_leads_to_the_enrolment(client, unenrolled, method):
    client.force_login(unenrolled, second_factor=False)
    addresses = admin_addresses()
    assert len(addresses) > 200
    for address in addresses:
        response = getattr(client, method)(address)
        if address.startswith(TO_SIGN_IN):
            assert response["Location"].startswith("/accounts/"), address
            continue
        assert response.status_code == 302, (address, response.status_code)
        assert response["Location"].startswith(ENROL), address


def test_scripts_are_refused_not_led(client, unenrolled):
    client.force_login(unenrolled, second_factor=False)
    for address in ("/admin/api/main/pages/", "/admin/sprite/", "/admin/choose-page/"):
        response = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert response.status_code == 403, address


@pytest.mark.parametrize("address", ["/admin/sprite/", "/admin/account/", "/admin/jsi18n/"])
def test_enrolled_staff_without_the_factor_in_this_session_are_asked_for_it(client, address):
    client.force_login(personas.operator(), second_factor=False)
    response = client.get(address)
    assert response["Location"].startswith("/accounts/2fa/reauthenticate/?next=%2Fadmin")


def test_the_factor_typed_in_opens_the_door(client):
    client.force_login(personas.operator(), second_factor=False)
    response = client.post("/accounts/2fa/reauthenticate/?next=/admin/", {"code": code()})
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_password_alone_gets_no_further_than_the_code(client):
    user = personas.operator()
    sign_in = {"login": user.email, "password": personas.PASSWORD}
    assert "2fa" in client.post("/accounts/login/", sign_in)["Location"]
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_pages_for_staff_stay_shut_without_the_factor(client, unenrolled):
    page = standard_page("구청 글", "staff-only", visibility=Level.STAFF)
    client.force_login(unenrolled, second_factor=False)
    assert client.get(page.url).status_code == 404
    client.force_login(personas.operator())
    assert client.get(page.url).status_code == 200


def test_levels_of_a_marked_person(unenrolled):
    assert Level.STAFF in levels_for(unenrolled)
    unenrolled.session_passed = False
    assert levels_for(unenrolled) == [Level.PUBLIC]
    assert not unenrolled.is_staff
    assert unenrolled.works_here


def test_people_who_are_no_staff_are_told_so(client):
    client.force_login(personas.officer(), second_factor=False)
    assert client.get("/admin/").status_code == 403


def _mailed_code() -> str:
    return next(
        line.strip() for line in delivered()[-1].body.splitlines() if line.strip()[:4].isdigit()
    )


def test_a_mailed_code_asks_for_the_factor_too(client):
    user = personas.operator()
    client.post("/accounts/login/code/", {"email": user.email})
    response = client.post("/accounts/login/code/confirm/", {"code": _mailed_code()})
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")


def test_a_mailed_code_does_not_enrol_by_itself(client, unenrolled):
    client.post("/accounts/login/code/", {"email": unenrolled.email})
    client.post("/accounts/login/code/confirm/", {"code": _mailed_code()})
    assert client.get("/admin/")["Location"].startswith(ENROL)


def test_a_reset_password_does_not_open_the_door(client):
    user = personas.operator()
    client.post("/accounts/password/reset/", {"email": user.email})
    page = client.post("/accounts/password/reset/confirm/", {"code": _mailed_code()}, follow=True)
    new = {"password1": "another-wide-river-night", "password2": "another-wide-river-night"}
    client.post(page.redirect_chain[-1][0], new)
    assert User.objects.get(pk=user.pk).check_password(new["password1"])
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")
    sign_in = {"login": user.email, "password": new["password1"]}
    assert "2fa" in client.post("/accounts/login/", sign_in)["Location"]


# How one comes to the first factor


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_a_thief_with_the_password_cannot_enrol(client, unenrolled, name):
    client.force_login(unenrolled, second_factor=False)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    for method in (client.get, client.post):
        assert method(reverse(name))["Location"].startswith(ENROL)


def _reauthenticated(client):
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()


def _enrol(client):
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    return client.post(reverse("mfa_activate_totp"), {"code": code(secret)})


@pytest.mark.django_db(transaction=True)
def test_the_mailed_code_opens_the_enrolment(client, unenrolled):
    other = PlainClient()
    other.force_login(unenrolled)
    client.force_login(unenrolled, second_factor=False)
    _reauthenticated(client)
    client.post(ENROL, {"send": "first"})
    (mail,) = delivered()
    assert mail.to == [unenrolled.email]
    sent = next(line.strip() for line in mail.body.splitlines() if line.strip()[:4].isdigit())
    assert "맞지 않아요" in client.post(ENROL, {"code": "0000-0000"}).content.decode()
    assert client.post(ENROL, {"code": sent}).status_code == 302
    codes = client.get(_enrol(client)["Location"]).content.decode()
    assert "관리 화면으로" in codes
    assert client.get("/admin/").status_code == 200
    # Whoever had signed in with the password before is out.
    assert other.get("/admin/")["Location"].startswith("/accounts/login/")


def test_five_wrong_codes_spoil_the_right_one(client, unenrolled):
    client.force_login(unenrolled, second_factor=False)
    client.post(ENROL, {"send": "first"})
    (mail,) = delivered()
    sent = next(line.strip() for line in mail.body.splitlines() if line.strip()[:4].isdigit())
    for _ in range(5):
        client.post(ENROL, {"code": "00000000"})
    assert client.post(ENROL, {"code": sent}).status_code == 200


def test_five_codes_an_hour(client, unenrolled):
    client.force_login(unenrolled, second_factor=False)
    for _ in range(7):
        client.post(ENROL, {"send": "first"})
    assert len(delivered()) == 5


def test_a_code_belongs_to_the_session_that_asked(client, unenrolled):
    client.force_login(unenrolled, second_factor=False)
    client.post(ENROL, {"send": "first"})
    thief = PlainClient()
    thief.force_login(unenrolled)
    (mail,) = delivered()
    sent = next(line.strip() for line in mail.body.splitlines() if line.strip()[:4].isdigit())
    assert thief.post(ENROL, {"code": sent}).status_code == 200


def test_taking_the_last_factor_away_shuts_the_door(client):
    user = personas.operator()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    assert client.get("/admin/").status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert client.get("/admin/")["Location"].startswith(ENROL)


def test_a_factor_deleted_elsewhere_ends_the_sessions(client):
    user = personas.operator()
    client.force_login(user)
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")


@pytest.mark.django_db(transaction=True)
def test_reset_by_a_colleague(client):
    colleague, admin = personas.operator(), personas.administrator()
    second_factor.reset_factor(colleague, by=admin)
    (mail,) = delivered()
    link = next(word for word in mail.body.split() if "/staff/enrol/" in word)
    path = link[link.index("/accounts/") :]
    assert client.get(path)["Location"] == ENROL
    fresh = User.objects.get(pk=colleague.pk)
    client.post("/accounts/login/", {"login": fresh.email, "password": personas.PASSWORD})
    _reauthenticated(client)
    assert "인증 앱 등록하기" in client.get(ENROL).content.decode()
    _enrol(client)
    assert client.get("/admin/").status_code == 200
    assert client.get(path).status_code == 410


def test_a_made_up_link_is_gone(client):
    assert client.get(ENROL + "made-up/").status_code == 410


# Networks


def test_the_back_office_is_there_for_its_networks_only(client, settings):
    settings.ADMIN_ALLOWED_NETWORKS = ["192.0.2.0/24", "2001:db8::/32"]
    client.force_login(personas.operator())
    for address in ("192.0.2.9", "::ffff:192.0.2.9", "2001:db8::7"):
        assert client.get("/admin/", REMOTE_ADDR=address).status_code == 200
    for address in ("198.51.100.4", "127.0.0.1", ""):
        assert client.get("/admin/", REMOTE_ADDR=address).status_code == 404
        assert client.get("/admin", REMOTE_ADDR=address).status_code == 404
    forged = {"X-Forwarded-For": "192.0.2.9"}
    assert client.get("/admin/", REMOTE_ADDR="198.51.100.4", headers=forged).status_code == 404
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forged = {"X-Forwarded-For": "192.0.2.9, 198.51.100.4"}
    assert client.get("/admin/", REMOTE_ADDR="10.0.0.1", headers=forged).status_code == 404
    assert client.get("/", REMOTE_ADDR="198.51.100.4").status_code == 200


def test_a_mistyped_network_is_told_at_start(settings):
    settings.ADMIN_ALLOWED_NETWORKS = ["192.0.2.1/24"]
    with pytest.raises(Exception, match=r"accounts\.E002"):
        call_command("check")


def test_ending_rights_is_written_down_and_shuts_the_door(client):
    user, admin = personas.operator(), personas.administrator()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    end_rights(User.objects.get(pk=user.pk), by=admin, cause=RightsChange.Cause.HANDOVER)
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")
