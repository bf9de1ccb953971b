from django.utils.functional import SimpleLazyObject

from .inbox import unread_count


def unread(request) -> dict:
    """``unread_notices``: how many the signed-in person has not read. Asked when a template shows
    it, once, and never for strangers, whose pages are kept."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request) -> int:
    user = getattr(request, "user", None)
    return unread_count(user) if user is not None and user.is_authenticated else 0
