"""The pages that say what went wrong and what to do next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_AFTER = "120"  # seconds


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
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable(request):
    """503, rendered without context processors, with the seconds after which to try again."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response
