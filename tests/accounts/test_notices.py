"""allauth's mails: every one has a kind of ours, and none speaks SMTP inside a request."""

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.signals import authenticator_used
from django.core import mail
from django.test import RequestFactory
from django.utils import translation

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.accounts.models import Department, OfficeContact
from yeongdeungpoever.accounts.notices import PREFIXES
from yeongdeungpoever.notices import kinds
from yeongdeungpoever.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    """Make allauth's current request that of a person."""
    entered = []

    def make(user, **headers):
        request = RequestFactory().get("/accounts/", headers=headers)
        request.user = user
        request.session = {}
        holder = allauth_context.request_context(request)
        holder.__enter__()
        entered.append(holder)
        return request

    yield make
    for holder in entered:
        holder.__exit__(None, None, None)


def shipped_prefixes():
    templates = Path(allauth.__file__).parent / "templates"
    return {
        path.relative_to(templates).as_posix().removesuffix("_subject.txt")
        for path in templates.glob("*/email/*_subject.txt")
    }


def test_every_mail_of_the_package_has_a_kind():
    assert set(PREFIXES) == shipped_prefixes()
    for name in PREFIXES.values():
        kinds.get(f"accounts.{name}")


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_a_mail_of_the_package_goes_through_the_outbox(prefix, request_of):
    person = personas.officer()
    request_of(person)

    class Provider:
        name = "Kakao"

    get_adapter().send_mail(
        prefix,
        person.email,
        {
            "code": "4829-1037",
            "from_email": "old@test.example",
            "to_email": "new@test.example",
            "deleted_email": "old@test.example",
            "provider": Provider,
            "password_reset_url": "https://ever.example/x",
        },
    )
    assert mail.outbox == []
    assert Notice.objects.get().user == person
    (message,) = delivered()
    assert message.to == [person.email]
    for leftover in ("{{", "None", "object at"):
        assert leftover not in message.body


def test_a_change_is_told_with_time_place_and_what_to_do(request_of):
    person = personas.officer()
    request_of(person)
    get_adapter().send_notification_mail("account/email/password_changed", person)
    (message,) = delivered()
    assert "비밀번호가 바뀌었습니다" in message.subject
    assert "때: 20" in message.body
    assert "접속지: 127.0.0.1" in message.body
    assert "/accounts/password/reset/" in message.body
    assert "본인이 한 일이 아니라면" in message.body


def test_a_forged_host_is_in_no_mail(request_of):
    request_of(personas.officer(), host="evil.example")
    for prefix in ("account_already_exists", "unknown_account", "password_reset_code"):
        get_adapter().send_mail(
            f"account/email/{prefix}",
            "a@test.example",
            {
                "code": "4829-1037",
                "signup_url": "https://evil.example/x",
                "password_reset_url": "https://evil.example/y",
            },
        )
    for message in delivered():
        assert "evil.example" not in message.body
        assert "evil.example" not in message.alternatives[0].content


def test_known_and_unknown_addresses_cost_the_same_queries(request_of, django_assert_num_queries):
    person = personas.officer()
    request_of(person)
    context = {"code": "4829-1037"}
    for prefix, address in (
        ("login_code", person.email),
        ("unknown_account", "nobody@test.example"),
        ("account_already_exists", person.email),
    ):
        with django_assert_num_queries(2):
            get_adapter().send_mail(f"account/email/{prefix}", address, context)


def test_the_language_is_the_accounts_else_the_pages(request_of):
    person = personas.officer()
    request_of(person)
    with translation.override("en"):
        get_adapter().send_mail("account/email/login_code", person.email, {"code": "1"})
        get_adapter().send_mail("account/email/unknown_account", "n@test.example", {})
    assert list(Notice.objects.order_by("pk").values_list("language", flat=True)) == ["ko", "en"]


def test_a_used_recovery_code_is_told(request_of):
    person = personas.officer()
    request = request_of(person)
    codes = RecoveryCodes.activate(person)
    codes.validate_code(codes.get_unused_codes()[0])
    authenticator = Authenticator.objects.get(user=person)
    authenticator_used.send(
        sender=Authenticator, request=request, user=person, authenticator=authenticator
    )
    (message,) = delivered()
    assert "복구 코드를 썼습니다" in message.subject
    assert "9" in message.body


def test_the_foot_names_the_team_and_its_telephone(request_of):
    Department.objects.all().delete()
    Department.objects.create(name="시험1팀", slug="one", email="team@test.example", sort_order=1)
    OfficeContact.objects.create(telephone="02-000-0000", hours="평일 9~18시")
    request_of(personas.officer())
    get_adapter().send_mail("account/email/unknown_account", "n@test.example", {})
    (message,) = delivered()
    assert "문의: 시험1팀 02-000-0000 (평일 9~18시)" in message.body
    assert "team@test.example" in message.body
