"""How often one may try, and what is answered to who tries too often.

The figures stand in ``ACCOUNT_RATE_LIMITS``. Failed passwords are counted three ways: by sender,
by sender and address together, and by address alone. Only the last can shut the owner out, and
only of the password: it is set so high that one sender cannot reach it, so that somebody who
hammers an address from elsewhere keeps nobody else from signing in. Passkey, mailed code and reset
stay open besides (OWASP ASVS 5.0 V6.3.1).

The counts live in the default cache. When it cannot be reached every attempt counts as one too
many (``web/cache.py``): the limits fail closed, the rest of the site does not.
"""

from allauth.core import context
from allauth.core.internal import ratelimit
from django.http import HttpRequest

_TOO_OFTEN = ("rate_limited", "too_many_login_attempts")
_APP = "allauth.account"
_BY_ADDRESS = "login_failed_address"
RETRY_AFTER = "300"  # seconds: the window of failed sign-ins


class LimitedMixin:
    """For the account adapter: the counting of failed passwords, and the mark of who is limited."""

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        return f"{self._address_key(request, **credentials)}:{ratelimit.get_ip(request)}"

    def _address_key(self, request, **credentials) -> str:
        return super()._get_login_attempts_cache_key(request, **credentials)  # type: ignore[misc]

    def pre_authenticate(self, request, **credentials):
        """Count the attempt; raise ValidationError when it is one too many."""
        super().pre_authenticate(request, **credentials)  # type: ignore[misc]
        self._by_address = ratelimit.consume(
            request,
            app=_APP,
            action=_BY_ADDRESS,
            key=self._address_key(request, **credentials),
        )
        if not self._by_address:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()  # type: ignore[misc]
        if usage := getattr(self, "_by_address", None):
            usage.rollback()

    def _delete_login_attempts_cached_email(self, request, **credentials) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)  # type: ignore[misc]
        ratelimit.clear(
            request, app=_APP, action=_BY_ADDRESS, key=self._address_key(request, **credentials)
        )

    def validation_error(self, code, *args):
        """allauth's error; a limit is remembered, so that the form goes back with 429."""
        if code in _TOO_OFTEN and context.request is not None:
            context.request.tried_too_often = True
        return super().validation_error(code, *args)  # type: ignore[misc]


class TooManyRequestsMiddleware:
    """Answers 429 where a form says that a limit is reached; allauth would answer 200."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        response = self.get_response(request)
        if getattr(request, "tried_too_often", False) and response.status_code == 200:
            response.status_code = 429
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", RETRY_AFTER)
        return response
