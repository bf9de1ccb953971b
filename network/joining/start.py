"""/apply/: what joining is about, for everybody; and the beginning of an application."""

from django.http import Http404


def apply(request):
    """The start page."""
    raise Http404


def new(request):
    """Begin an application."""
    raise Http404
