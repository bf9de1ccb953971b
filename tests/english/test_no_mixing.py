"""No page, form, error or mail mixes languages: what is Korean on an English page says so."""

import pytest
from django.test import override_settings
from django.utils import translation

from tests import personas
from tests.english.reading import HANGUL, english_in_korean, korean_in_english
from yeongdeungpoever.notices import kinds, letters
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district

pytestmark = pytest.mark.django_db

STRANGER = (
    "search/",
    "search/?q=budget",
    "search/?q=zzzz",
    "nothing/",
    "programmes/city-exchange/",
    "programmes/city-exchange/2022/",
    "programmes/?year=2022",
    "privacy/versions/1-0/",
    "accounts/login/",
    "accounts/signup/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/password/reset/",
    "accounts/login/code/",
    "accounts/withdrawn/",
    "accounts/kept/",
    "accounts/staff/invitation/",
    "accounts/3rdparty/login/error/",
    "accounts/3rdparty/login/cancelled/",
)
SIGNED_IN = (
    "accounts/",
    "accounts/person/",
    "accounts/consents/",
    "accounts/consents/needed/",
    "accounts/data/",
    "accounts/withdraw/",
    "accounts/reauthenticate/",
    "accounts/email/",
    "accounts/password/change/",
    "accounts/sessions/",
    "accounts/2fa/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/webauthn/",
    "accounts/2fa/webauthn/add/",
    "accounts/3rdparty/",
    "accounts/kept/",
    "",
)
STAFF = (
    "accounts/",
    "accounts/2fa/",
    "accounts/2fa/recovery-codes/generate/",
    "accounts/2fa/recovery-codes/",
    "accounts/2fa/totp/deactivate/",
    "accounts/withdraw/",
    "accounts/staff/enrol/",
)
# Each is posted empty and with nonsense: what a form says back is read too.
FORMS = (
    "accounts/login/",
    "accounts/signup/",
    "accounts/password/reset/",
    "accounts/login/code/",
)
OWN_FORMS = (
    "accounts/person/",
    "accounts/email/",
    "accounts/password/change/",
    "accounts/reauthenticate/",
    "accounts/withdraw/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/webauthn/add/",
)
NONSENSE = {
    "email": "nobody", "login": "nobody", "password": "x", "password1": "x", "password2": "y",
    "name": "1", "phone": "x", "code": "x", "oldpassword": "x", "language": "x",
}  # fmt: skip


def _mixed(client, paths) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        response = client.get(f"/en/{path}", follow=True)
        # The back office is in Korean for everybody.
        is_admin = response.request["PATH_INFO"].startswith("/admin/")
        if is_admin or "text/html" not in response.get("Content-Type", ""):
            continue
        if mixed := korean_in_english(response.content.decode()):
            found[path] = mixed
    return found


def _mixed_forms(client, paths) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        for data in ({}, NONSENSE):
            body = client.post(f"/en/{path}", data, follow=True).content.decode()
            if mixed := korean_in_english(body):
                found[path] = mixed
    return found


def _person(user):
    user.name = "Kim Test"
    user.language = "en"
    user.save()
    return user


def test_english_pages_are_english(client, demo_site):
    pages = BasePage.objects.live().in_language("en").filter(depth__gt=1)
    paths = [page.get_url().removeprefix("/en/") for page in pages]
    assert len(paths) > 8
    assert _mixed(client, paths) == {}
    assert _mixed(client, STRANGER) == {}
    assert _mixed_forms(client, FORMS) == {}


def test_account_pages_are_english(client, demo_site):
    client.force_login(_person(personas.applicant()))
    assert _mixed(client, SIGNED_IN) == {}
    assert _mixed_forms(client, OWN_FORMS) == {}


def test_account_pages_of_staff_are_english(client, demo_site):
    client.force_login(_person(personas.operator()))
    assert _mixed(client, STAFF) == {}


def test_errors_are_english(client, demo_site):
    client.raise_request_exception = False
    with override_settings(MAINTENANCE=True):
        assert korean_in_english(client.get("/en/about/").content.decode()) == []
    strict = type(client)(enforce_csrf_checks=True)
    refused = strict.post("/en/accounts/login/", {"login": "a@test.example", "password": "x"})
    assert refused.status_code == 403
    assert korean_in_english(refused.content.decode()) == []


def test_korean_pages_hold_no_untranslated_english(client, demo_site):
    found = {}
    for page in BasePage.objects.live().in_language("ko").filter(depth__gt=1):
        if mixed := english_in_korean(client.get(page.get_url()).content.decode()):
            found[page.get_url()] = mixed
    assert found == {}


@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.key)
def test_mails_are_written_in_english_too(kind):
    personas.department()
    with translation.override("en"):
        letter = letters.compose(kind, kind.sample())
        # What the sample makes up (a name, a title) is data, whatever its language.
        known = [str(value) for value in _values(kind.sample())]
    for text in (letter.subject, letter.text):
        for value in sorted(known, key=len, reverse=True):
            text = text.replace(value, "")
        lines = [line for line in text.splitlines() if HANGUL.search(line)]
        assert [line for line in lines if "시험1팀" not in line] == []
    assert str(district().network.en) in letter.subject


def _values(sample):
    for value in sample.values() if isinstance(sample, dict) else sample:
        if isinstance(value, dict | list | tuple):
            yield from _values(value)
        elif isinstance(value, str) and HANGUL.search(value):
            yield value
            # Lines are wrapped in the text of a mail.
            yield from (word for word in value.split() if HANGUL.search(word))
