"""The demo's people: all personas, staff with a second factor, none of them in production."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from home import demo
from tests import personas
from tests.accounts.test_staff_doors import code
from yeongdeungpoever.access import visibility
from yeongdeungpoever.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    personas.department()
    call_command("load_demo", verbosity=0)


def test_every_persona_has_an_account(loaded):
    assert User.objects.filter(email__endswith="@demo.example").count() == 9
    staff = {email for email, _name, role in demo.ACCOUNTS if role in demo.STAFF}
    assert set(User.objects.staff().values_list("email", flat=True)) == staff
    enrolled = Authenticator.objects.values_list("user__email", flat=True)
    assert set(enrolled) == staff


@pytest.mark.parametrize("email", [each[0] for each in demo.ACCOUNTS])
def test_each_signs_in_with_the_password_and_the_code(client, loaded, email, capsys):
    sign_in = {"login": email, "password": demo.PASSWORD}
    way = client.post("/accounts/login/", sign_in)["Location"]
    is_staff = "2fa" in way
    if is_staff:
        call_command("demo_code", email)
        said = capsys.readouterr().out.split()[0]
        assert said == code(demo.TOTP_SECRET) or int(time.time()) % 30 < 2
        assert client.post("/accounts/2fa/authenticate/", {"code": said}).status_code == 302
        assert client.get("/admin/").status_code == 200
    else:
        assert client.get("/admin/").status_code == 403
        assert client.get("/accounts/2fa/").status_code == 200


def test_members_of_the_demo(loaded):
    members = [user.email for user in User.objects.all() if visibility.is_member(user)]
    assert sorted(members) == ["manager@demo.example", "officer@demo.example", "other@demo.example"]


def test_the_code_of_nobody(loaded):
    with pytest.raises(CommandError):
        call_command("demo_code", "officer@demo.example")


def test_a_real_installation_has_no_code(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="real installation"):
        call_command("demo_code")


def test_removing_the_demo_takes_the_only_administrator_too(loaded):
    call_command("remove_demo", verbosity=0)
    assert not User.objects.filter(email__endswith="@demo.example").exists()
    assert not Authenticator.objects.exists()
