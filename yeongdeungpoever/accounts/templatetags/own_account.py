"""The menu of the account's own pages, and browsers in plain words."""

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import devices

register = template.Library()

# Which addresses belong to which line of the menu.
_EMAIL = {"account_email", "account_email_verification_sent"}
_PASSWORD = {"account_change_password", "account_set_password"}
_DATA = {"account_data", "account_data_file"}


@register.simple_tag(takes_context=True)
def account_menu(context) -> list[dict]:
    """Every page of the account: ``label``, ``url`` and whether it is the one shown."""
    request = context["request"]
    name = getattr(request.resolver_match, "url_name", "") or ""
    entries = [
        (_("내 계정"), "account_home", name in {"account_home", "account_person"}),
        (_("기관 가입 신청"), "application_list", name.startswith("application_")),
        (_("내 기관"), "organisation_list", name.startswith(("organisation_", "officer_"))),
        (_("알림함"), "inbox_list", name == "inbox_list"),
        (_("알림 설정"), "inbox_choices", name == "inbox_choices"),
        (_("이메일"), "account_email", name in _EMAIL),
        (_("비밀번호"), "account_change_password", name in _PASSWORD),
        (_("2단계 인증"), "mfa_index", name.startswith("mfa_")),
        (_("로그인된 기기"), "usersessions_list", name == "usersessions_list"),
        (_("연결된 로그인"), "socialaccount_connections", name == "socialaccount_connections"),
        (_("동의 내역"), "account_consents", name == "account_consents"),
        (_("내 정보 내려받기"), "account_data", name in _DATA),
        (_("탈퇴하기"), "account_withdraw", name == "account_withdraw"),
    ]
    if not get_adapter().list_providers(request):
        entries = [entry for entry in entries if entry[1] != "socialaccount_connections"]
    return [
        {"label": label, "url": reverse(view), "current": current}
        for label, view, current in entries
    ]


@register.filter
def device(user_agent: str) -> str:
    """``Windows · Chrome`` for a browser's own long name."""
    return devices.in_words(user_agent)
