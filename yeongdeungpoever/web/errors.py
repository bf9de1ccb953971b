"""The pages that say what went wrong and what to do next."""

import logging

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

RETRY_AFTER = "120"  # seconds
_LAST_WORD = (
    '<!doctype html><html lang="{2}"><meta charset="utf-8"><title>{0}</title>'
    "<main><h1>{0}</h1><p>{1}</p></main></html>"
)


def bad_request(request, exception=None):
    """400"""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """403"""
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """403 for a form whose token is missing or old; what was typed is one step back."""
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    """404"""
    return render(request, "404.html", status=404)


def server_error(request):
    """500, rendered without context processors: they may be what failed."""
    return HttpResponse(_page("500.html"), status=500)


def unavailable(request):
    """503, rendered without context processors, with the seconds after which to try again."""
    response = HttpResponse(_page("503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response


def _page(template: str) -> str:
    """The page, or two plain sentences where even the template fails (static files not collected,
    say)."""
    try:
        return render_to_string(template)
    except Exception:
        logger.exception("error page failed")
        return _LAST_WORD.format(
            _("화면을 열지 못했습니다"), _("잠시 뒤에 다시 시도해 주세요."), get_language()
        )
