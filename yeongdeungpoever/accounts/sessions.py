"""How long a session lives: an idle and an absolute limit, enforced here and not in the browser.

The stamps stand in the session itself. The last use is written at most once a minute, so that
reading pages does not mean writing the database (SQLite has one writer).

Only what a person did counts as use: a page opened, a form sent, "계속 사용". What scripts ask for
by themselves (pings of Wagtail's editing sessions, autosave, previews, notifications) does not,
or an editor left open would stay signed in for ever. While somebody types, ``account/session.js``
says so once in two minutes.
"""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yeongdeungpoever.web.paths import is_personal

from . import kept_typing

OPENED, USED = "session_opened", "session_used"  # seconds since 1970
ENDED = "session_ended"  # {"user": primary key, "at": seconds} in the empty session that follows
_WRITE_EVERY = 60  # seconds
_REMEMBER_END = 60 * 60  # seconds

# Asked for by scripts of the back office, whatever browser says or does not say so.
_POLLS = {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}


def seconds_left(session, now: float) -> float:
    """How long the session may still live without further use; 0 or less: not at all."""
    return min(
        session.get(USED, now) + settings.SESSION_IDLE_SECONDS - now,
        session.get(OPENED, now) + settings.SESSION_ABSOLUTE_SECONDS - now,
    )


def view_name(request) -> str:
    """The name of the view behind the address, before Django has asked; "" without one."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def is_use(request) -> bool:
    """Whether a person did this, not a script left alone."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    # Browsers since 2023 say what a request is for; a top-level page or form is "document".
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return False
    return view_name(request) not in _POLLS | {"account_session"}


def ended_person(request) -> str | None:
    """Whose session ended in this browser within the hour, by their primary key."""
    ended = request.session.get(ENDED)
    if ended and time.time() - ended["at"] < _REMEMBER_END:
        return ended["user"]
    return None


class SessionLimitMiddleware:
    """Ends sessions at their limits and keeps what was being sent when one had ended."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        session, now = request.session, time.time()
        person = session.get(SESSION_KEY)
        if person is not None:
            if seconds_left(session, now) <= 0 or not request.user.is_authenticated:
                self._end(request, person, now)
            else:
                self._stamp(request, now)
        answer = kept_typing.of_ended_session(request, ended_person(request))
        if answer is not None:
            return answer
        response = self.get_response(request)
        kept_typing.drop_what_arrived(request, response)
        return response

    def _end(self, request, person: str, now: float) -> None:
        """Sign out; the next, empty session remembers whose it was, for what they were typing."""
        request.session.flush()
        request.session[ENDED] = {"user": person, "at": now}
        request.user = AnonymousUser()
        if is_personal(request.path) and is_use(request):
            messages.info(request, _("안전을 위해 로그아웃되었습니다. 다시 로그인해 주세요."))

    def _stamp(self, request, now: float) -> None:
        session = request.session
        if OPENED not in session:
            session[OPENED] = session[USED] = now
        elif now - session.get(USED, 0) >= _WRITE_EVERY and is_use(request):
            session[USED] = now


@require_http_methods(["GET", "POST"])
def session_state(request):
    """GET tells the seconds left without using the session; POST is "계속 사용"."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0})
    now = time.time()
    if request.method == "POST":
        request.session[USED] = now
    return JsonResponse(
        {"left": int(seconds_left(request.session, now)), "token": get_token(request)}
    )


def _opened(sender, request, user, **kwargs) -> None:
    """Every sign-in starts both limits anew, and ends what belonged to somebody else."""
    if getattr(request, "session", None) is None:
        return
    now = time.time()
    request.session[OPENED] = request.session[USED] = now
    request.session.pop(ENDED, None)
    kept_typing.drop_unless_of(request, user)


def connect() -> None:
    """Listen; called once from ``AppConfig.ready()``."""
    user_logged_in.connect(_opened, dispatch_uid="sessions.opened")
