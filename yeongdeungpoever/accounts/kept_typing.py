"""What was typed comes back when a form met an ended session or an old token.

It is kept in the session of that browser, on the server, for the person who typed it and nobody
else, for half an hour; never passwords, codes or files. It is sent again only when that person
presses the button, with a new token.

A form is kept only when the browser says that it came from a page of ours (Origin, else Referer):
otherwise another site could put words into somebody's mouth and have them sent with a click.
"""

import secrets
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from yeongdeungpoever.web import errors
from yeongdeungpoever.web.paths import is_personal

KEPT = (
    "kept_typing"  # session: {"user", "path", "fields": [[name, value], …], "files", "at", "key"}
)
MARK = "kept_typing_key"  # the field by which a form sent again is known
_SECONDS = 30 * 60
_MAX_LETTERS = 500_000
_WORTH_SHOWING = 20  # letters: shorter ones are typed again faster than found
_NEVER = {"csrfmiddlewaretoken", "code", "credential", MARK}
# Forms that need no session (ways in and out) or hold nothing but secrets.
_NOT_THESE = ("account_log", "account_sign", "account_reset", "account_re", "account_confirm",
              "account_start", "account_session", "account_inactive", "mfa_", "socialaccount_",
              "kept_typing", "staff_enrol")  # fmt: skip


def _comes_from_us(request) -> bool:
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def _may_be_kept(request) -> bool:
    if not is_personal(request.path) or not _comes_from_us(request):
        return False
    # A script could do nothing with a page, and its form is still open in front of the person.
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return False
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        return False
    return not name.startswith(_NOT_THESE)


def _keep(request, person: str) -> bool:
    """Put the form into the session; False when there is nothing or too much to keep."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name not in _NEVER and "password" not in name.lower()
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > _MAX_LETTERS:
        return False
    request.session[KEPT] = {
        "user": str(person),
        "path": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
        "at": time.time(),
        "key": secrets.token_urlsafe(8),
    }
    return True


def of_ended_session(request, person: str | None):
    """The way to sign in again for a form whose session has ended; None for any other request."""
    if request.method != "POST" or person is None or request.user.is_authenticated:
        return None
    if not _may_be_kept(request):
        return None
    way = {"next": reverse("kept_typing")} if _keep(request, person) else {}
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(way)}".rstrip("?"))


def csrf_failure(request, reason=""):
    """An old token, most often because one signed in again in another tab: offer the form anew.

    Everything else gets the page that explains (``web/errors.py``).
    """
    person = getattr(request, "user", None)
    if (
        person is not None
        and person.is_authenticated
        and _may_be_kept(request)
        and _keep(request, person.pk)
    ):
        return redirect("kept_typing")
    return errors.csrf_failure(request, reason)


def kept_for(request) -> dict | None:
    """What this person typed and has not sent; what is too old goes away."""
    kept = request.session.get(KEPT)
    if kept is None:
        return None
    if time.time() - kept["at"] > _SECONDS:
        del request.session[KEPT]
        return None
    return kept if kept["user"] == str(request.user.pk) else None


def drop_unless_of(request, user) -> None:
    """At a sign-in: what somebody else typed in this browser goes away unseen."""
    kept = request.session.get(KEPT)
    if kept and kept["user"] != str(user.pk):
        del request.session[KEPT]


def drop_what_arrived(request, response) -> None:
    """Forget the form once it was taken, or came back with its own errors and words."""
    if request.method != "POST" or response.status_code >= 400:
        return
    kept = request.session.get(KEPT)
    if kept and request.POST.get(MARK) == kept["key"]:
        del request.session[KEPT]


@login_required
@require_http_methods(["GET", "POST"])
def kept_typing(request):
    """The page that offers to send what was typed; POST throws it away."""
    kept = kept_for(request)
    if request.method == "POST":
        request.session.pop(KEPT, None)
        return redirect(kept["path"] if kept else reverse(settings.LOGIN_URL))
    context = {"kept": kept, "mark": MARK}
    if kept:
        context["texts"] = [
            value for _name, value in kept["fields"] if len(value) >= _WORTH_SHOWING
        ]
    return render(request, "accounts/sessions/kept.html", context)
