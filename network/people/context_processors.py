"""What the header says of whoever is signed in."""

from django.utils.functional import SimpleLazyObject

from .acting import acting_office, offices


def acting(request) -> dict:
    """``acting``: the office in which the person acts and all of theirs; asked when it is read."""
    return {"acting": SimpleLazyObject(lambda: _acting(request))}


def _acting(request) -> dict:
    if getattr(request, "user", None) is None:
        return {"office": None, "offices": []}
    return {"office": acting_office(request), "offices": offices(request)}
