"""The mails about accounts: their kinds with samples, and the way from allauth's mails to them.

allauth names a mail by the prefix of its template; ``PREFIXES`` gives each our kind. Its own
templates are never rendered. Addresses of pages are made by our templates, so that no mail holds
an address which a request's Host header has shaped.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.notices.kinds import Context, Kind, register
from yeongdeungpoever.notices.letters import Contact, register_contact
from yeongdeungpoever.notices.outbox import send
from yeongdeungpoever.web.client_address import client_address

from .models import Department, OfficeContact, StaffInvitation, User

TEMPLATES = "accounts/notices"

# allauth's template prefix → our kind. A test compares the keys with what the package ships.
PREFIXES = {
    "account/email/account_already_exists": "account_already_exists",
    "account/email/unknown_account": "unknown_account",
    "account/email/login_code": "login_code",
    "account/email/email_confirmation_signup": "email_confirmation_signup",
    "account/email/email_confirmation": "email_confirmation",
    "account/email/password_reset_code": "password_reset_code",
    "account/email/password_reset_key": "password_reset_link",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_set",
    "account/email/password_reset": "password_reset",
    "account/email/email_changed": "email_changed",
    "account/email/email_confirm": "email_confirmed",
    "account/email/email_deleted": "email_removed",
    "mfa/email/totp_activated": "totp_added",
    "mfa/email/totp_deactivated": "totp_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
    "socialaccount/email/account_connected": "social_connected",
    "socialaccount/email/account_disconnected": "social_disconnected",
}
# What a mail with a code says about its life, and after which it is not worth sending.
_CODES = {
    "login_code": account_settings.LOGIN_BY_CODE_TIMEOUT,
    "email_confirmation_signup": account_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "email_confirmation": account_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "password_reset_code": account_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
}
_SAMPLE_AT = "2026-11-24T14:03:00+09:00"


def send_account_mail(
    prefix: str, address: str, context: dict[str, Any], request, language: str | None
) -> None:
    """What allauth wants to tell, through the outbox. Raises KeyError for an unknown prefix.

    Known and unknown addresses cost the same queries: the account is looked up for both.
    """
    name = PREFIXES[prefix]
    user = context.get("user") or User.objects.filter(email__iexact=address).first()
    given: Context = {"at": context.get("timestamp") or timezone.now()}
    if request is not None:
        given["ip"] = client_address(request)
    if name in _CODES:
        given = {"minutes": _CODES[name] // 60}
    for key in ("code", "from_email", "to_email", "deleted_email"):
        if key in context:
            given[key] = context[key]
    if "provider" in context:
        given["provider"] = str(context["provider"].name)
    if "password_reset_url" in context and name == "password_reset_link":
        given["link"] = context["password_reset_url"]
    if name in ("account_already_exists", "unknown_account"):
        given = {}
    send(f"accounts.{name}", address, given, language, user=user)


def tell_used_recovery_code(sender, request, user, authenticator, **kwargs) -> None:
    """A recovery code is the last way in: whoever owns the account hears that one was used."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    left = len(authenticator.wrap().get_unused_codes())
    context = {"left": left, "at": timezone.now(), "ip": client_address(request)}
    send("accounts.recovery_code_used", user, context)


def office_contact() -> Contact:
    """Who answers questions about mails: the first team, with the office's telephone behind it."""
    team, office = Department.objects.first(), OfficeContact.current()
    if team is None:
        return Contact(telephone=office.telephone, hours=office.local_hours)
    own = bool(team.telephone)
    return Contact(
        team=team.local_name,
        telephone=team.telephone if own else office.telephone,
        hours=team.local_hours if own else office.local_hours,
        email=team.email,
    )


def invitation_stands(user, context: Context) -> bool:
    """Whether the invitation (its key in the context, where given) may still be accepted."""
    key = context.get("invitation")
    return not key or StaffInvitation.objects.open().filter(key=key).exists()


def _kind(name: str, title: str | Promise, sample: Callable[[], Context], **rest: Any) -> None:
    register(
        Kind(
            key=f"accounts.{name}",
            title=title,
            template=f"{TEMPLATES}/{name}",
            sample=sample,
            **rest,
        )
    )


def _change(**more: Any) -> Callable[[], Context]:
    return lambda: {"at": _SAMPLE_AT, "ip": "192.0.2.7", **more}


def register_notices() -> None:
    """Put every mail about accounts on the table, and fill the foot. Called once, at start."""
    register_contact(office_contact)
    authenticator_used.connect(
        tell_used_recovery_code, dispatch_uid="accounts.tell_used_recovery_code"
    )
    for name, title in (
        ("login_code", _("로그인 인증 코드")),
        ("email_confirmation_signup", _("계정 만들기 인증 코드")),
        ("email_confirmation", _("이메일 인증 코드")),
        ("password_reset_code", _("비밀번호 다시 정하기 인증 코드")),
    ):
        seconds = _CODES[name]
        _kind(
            name,
            title,
            partial(dict, code="4829-1037", minutes=seconds // 60),
            useful_for=timedelta(seconds=seconds),
        )
    _kind("account_already_exists", _("이미 계정이 있는 이메일"), dict)
    _kind("unknown_account", _("계정이 없는 이메일"), dict)
    _kind(
        "password_reset_link",
        _("비밀번호 다시 정하기 주소"),
        lambda: {"link": "/accounts/password/reset/"},
    )
    for name, title in (
        ("password_changed", _("비밀번호 바뀜")),
        ("password_set", _("비밀번호 생김")),
        ("password_reset", _("비밀번호 다시 정함")),
        ("email_confirmed", _("이메일 확인함")),
        ("totp_added", _("인증 앱 등록")),
        ("totp_removed", _("인증 앱 해제")),
        ("passkey_added", _("패스키 등록")),
        ("passkey_removed", _("패스키 지움")),
        ("recovery_codes_made", _("복구 코드 새로 만듦")),
    ):
        _kind(name, title, _change())
    _kind("recovery_code_used", _("복구 코드 씀"), _change(left=7))
    _kind(
        "email_changed",
        _("이메일 바뀜"),
        _change(from_email="before@mail.example", to_email="after@mail.example"),
    )
    _kind("email_removed", _("이메일 지움"), _change(deleted_email="before@mail.example"))
    _kind("social_connected", _("다른 서비스 연결"), _change(provider="Kakao"))
    _kind("social_disconnected", _("다른 서비스 끊음"), _change(provider="Kakao"))
    _register_staff_notices()


def _register_staff_notices() -> None:
    _kind(
        "staff_invitation",
        _("직원 초대"),
        lambda: {
            "name": "김예시",
            "link": "/accounts/login/",
            "role": "검토자",
            "department": "예시1팀",
            "until": "2027-12-31",
            "inviter": "이예시",
            "expires_at": _SAMPLE_AT,
        },
        may_send=invitation_stands,
    )
    _kind(
        "first_administrator",
        _("첫 관리자 등록"),
        lambda: {"link": "/accounts/login/", "expires_at": _SAMPLE_AT},
        may_send=invitation_stands,
    )
    _kind(
        "staff_code",
        _("2단계 인증 등록 코드"),
        lambda: {"code": "4829-1037", "minutes": 15},
        useful_for=timedelta(minutes=15),
    )
    _kind(
        "factor_reset",
        _("2단계 인증 지움"),
        lambda: {"link": "/accounts/login/", "hours": 72, "by": "이예시", "at": _SAMPLE_AT},
    )
    _kind(
        "rights_ended",
        _("관리 화면 권한 끝남"),
        lambda: {"rights": "검토자", "cause": "인사이동", "at": _SAMPLE_AT},
        reaches_disabled=True,
    )
    _kind(
        "locked",
        _("직원 계정 잠금"),
        lambda: {"days": 90, "last_login": "2026-08-26T09:00:00+09:00", "at": _SAMPLE_AT},
        reaches_disabled=True,
    )
    _kind(
        "withdrawn",
        _("탈퇴"),
        lambda: {
            "at": _SAMPLE_AT,
            "keeps": ["동의한 기록: 동의를 받았다는 것을 보여야 합니다(개인정보 보호법 제22조)."],
        },
        reaches_disabled=True,
    )
    _kind(
        "consent_changed",
        _("동의 바뀜"),
        lambda: {
            "policy": "소식·행사 안내 메일 받기 동의",
            "version": "1.0",
            "given": False,
            "at": _SAMPLE_AT,
        },
    )
    _kind(
        "access_anchor",
        _("접속기록 확인값"),
        lambda: {
            "day": "2026-11-23",
            "count": 128,
            "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
    )
    _kind(
        "data_ready",
        _("내 정보 파일"),
        lambda: {"link": "/accounts/", "expires_at": _SAMPLE_AT},
    )
