"""allauth's adapter: how accounts come to be, where people land, and in which words."""

import unicodedata
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.web.client_address import client_address

from .limits import LimitedMixin
from .mails import MailAdapter

# What may go along from before the sign-in: how one signed in, and sentences not yet shown.
# Half-done ways in (codes, sign-ups, challenges) end with the sign-in.
_LEFT_BEHIND = ("account_", "mfa.", "socialaccount_", "sign_up")
_TAKEN_ALONG = (AUTHENTICATION_METHODS_SESSION_KEY, f"{AUTHENTICATION_METHODS_SESSION_KEY}_user")


def stays_here(address: str) -> bool:
    """Whether this is a path of the site, however a browser may read it.

    Browsers drop tabs and line ends, read backslashes as slashes, and take ``//`` for another
    host; whatever holds one of these is refused, as is anything with a scheme or a host.
    """
    if not address or len(address) > 2048:
        return False
    if any(letter == "\\" or unicodedata.category(letter)[0] in "CZ" for letter in address):
        return False
    for form in (address, unicodedata.normalize("NFKC", address)):
        if not form.startswith("/") or form.startswith(("//", "/\\")):
            return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


class AccountAdapter(LimitedMixin, MailAdapter):
    """Anybody may make an account; what it may do is another matter."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("지금은 쓸 수 없는 계정이에요."),
        "cannot_remove_primary_email": _("로그인에 쓰는 이메일은 지울 수 없어요."),
        "duplicate_email": _("이미 이 계정에서 쓰고 있는 이메일이에요."),
        "email_password_mismatch": _(
            "이메일이나 비밀번호가 맞지 않아요. 다시 확인하거나 인증 코드로 로그인해 주세요."
        ),
        "email_taken": _("이 이메일은 쓸 수 없어요. 다른 이메일을 입력해 주세요."),
        "enter_current_password": _("지금 쓰는 비밀번호를 입력해 주세요."),
        "incorrect_code": _("인증 코드가 맞지 않아요. 가장 최근에 받은 코드인지 확인해 주세요."),
        "incorrect_password": _("비밀번호가 맞지 않아요."),
        "invalid_or_expired_key": _("쓸 수 없거나 기한이 지난 주소예요. 다시 받아 주세요."),
        "invalid_login": _("로그인할 수 없어요. 이메일을 확인해 주세요."),
        "invalid_password_reset": _("쓸 수 없는 주소예요. 비밀번호 다시 정하기부터 해 주세요."),
        "rate_limited": _("요청이 너무 잦아요. 잠시 뒤에 다시 해 주세요."),
        "same_as_current": _("지금 쓰는 것과 달라야 해요."),
        "too_many_login_attempts": _(
            "여러 번 실패해서 잠시 멈췄어요. 몇 분 뒤에 처음부터 다시 해 주세요."
        ),
        "unverified_primary_email": _("이메일 인증을 먼저 마쳐 주세요."),
    }

    def is_open_for_signup(self, request):
        return True

    def get_client_ip(self, request) -> str:
        return client_address(request)

    def is_safe_url(self, url) -> bool:
        return stays_here(url)

    def get_login_redirect_url(self, request) -> str:
        """Staff to the back office, everybody else to the first page in their language."""
        if request.user.is_authenticated and request.user.is_staff:
            return reverse("wagtailadmin_home")
        return first_page()

    def get_signup_redirect_url(self, request) -> str:
        return first_page()

    def get_logout_redirect_url(self, request) -> str:
        return reverse("account_logout")

    def save_user(self, request, user, form, commit=True):
        """Fill in what the sign-up form holds beside address and password."""
        user.name = form.cleaned_data["name"]
        language = get_language()
        if language in dict(settings.LANGUAGES):
            user.language = language
        user.age_declared_at = timezone.now()
        return super().save_user(request, user, form, commit)

    def login(self, request, user):
        """Open the session under a new id, without what was left half done in it."""
        for name in list(request.session.keys()):
            if name.startswith(_LEFT_BEHIND) and name not in _TAKEN_ALONG:
                del request.session[name]
        super().login(request, user)


def first_page() -> str:
    """The home page in the active language."""
    language = get_language()
    return "/" if language in (None, settings.LANGUAGE_CODE) else f"/{language}/"
