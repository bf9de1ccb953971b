"""A person's own applications."""

from django.http import Http404


def listing(request):
    """신청 현황."""
    raise Http404


def status(request, key):
    """How one stands."""
    raise Http404


def step(request, key, step):
    """One page of the form."""
    raise Http404


def save(request, key, step):
    """Autosave."""
    raise Http404


def like(request, key):
    """Members with the same number or name."""
    raise Http404


def ask(request, key, organisation):
    """이 기관에 참여 요청."""
    raise Http404


def received(request, key):
    """The receipt."""
    raise Http404


def withdraw(request, key):
    """Take it back."""
    raise Http404


def discard(request, key):
    """Throw a draft away."""
    raise Http404
