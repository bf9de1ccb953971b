"""Screens that show people's data, as a table, and the one place that writes their reading down.

An upper app puts its screens here from ``AppConfig.ready()`` (the staff's own screens:
``accounts/personal_screens.py``). What counts is written in
``docs/decisions/0010-access-log.md``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from .log import Act, record

# Parameters with which one looks for somebody; other filters only narrow a list.
_QUESTIONS = ("q", "person")


@dataclass(frozen=True, kw_only=True)
class Screen:
    """``name`` is how the log calls it. ``people`` gets the request and the context of the answer
    and returns the keys of everybody whose data it shows."""

    name: str | Promise
    people: Callable[[Any, dict], Iterable[UUID]]


_screens: dict[str, Screen] = {}


def register(view_name: str, screen: Screen) -> None:
    """Put a screen on the table under the name of its address (``namespace:name``).

    Raises ValueError where it stands already.
    """
    if view_name in _screens:
        raise ValueError(f"{view_name} is registered already.")
    _screens[view_name] = screen


def registered() -> dict[str, Screen]:
    """The table."""
    return dict(_screens)


class ReadingMiddleware:
    """Writes one row for each answer of a registered screen, before it leaves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        """Record who is shown. A refusal and a redirect have no template and show nobody."""
        match = request.resolver_match
        screen = _screens.get(match.view_name) if match else None
        if screen and response.status_code == 200 and request.user.is_authenticated:
            asked = any(request.GET.get(name, "").strip() for name in _QUESTIONS)
            people = screen.people(request, response.context_data or {})
            record(request, Act.SEARCH if asked else Act.VIEW, str(screen.name), people)
        return response
