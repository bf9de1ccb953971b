"""What can wait: a table that every app adds its kinds to from ``AppConfig.ready()``.

Pure data without models, so that it may be imported at the top of any module.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Calendar(StrEnum):
    """How days are counted: the days on which the office is open, or all, where a law says so."""

    WORKING = "working"
    CALENDAR = "calendar"


WORKING = Calendar.WORKING
CALENDAR = Calendar.CALENDAR


@dataclass(frozen=True)
class Detail:
    """What a list adds to one duty: ``title`` is how the record is named now, ``note`` a sentence
    of the kind's own (why a page came back), ``links`` further places as (address, words)."""

    title: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()


def _no_details(duties: Iterable) -> dict[int, Detail]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of wait.

    ``key`` is ``app.name`` and at most 64 characters. ``label`` names the kind in lists, ``verb``
    the link that leads to where it is done. ``days`` is the time given, counted as ``calendar``
    says. ``url`` gets the subject (the record, or the key that was given instead of one) and
    returns an address; it is not called once the record is gone.

    ``done_by`` returns a queryset of the users who may do it; without one, everybody of the back
    office. ``details`` gets all duties of this kind in a list at once, their subjects loaded, and
    returns a :class:`Detail` by the duty's primary key: its queries must not grow with the rows.
    """

    key: str
    label: str | Promise
    days: int
    calendar: Calendar = WORKING
    url: Callable[[Any], str]
    verb: str | Promise = ""
    done_by: Callable[[], Any] | None = None
    details: Callable[[list], dict[int, Detail]] = field(default=_no_details)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. Raises ValueError when its key is taken, too long or without an app."""
    if kind.key in _kinds or "." not in kind.key or len(kind.key) > 64:
        raise ValueError(f"{kind.key!r}: a kind has a key of its own, app.name, up to 64 letters.")
    if kind.days < 0:
        raise ValueError(f"{kind.key}: days are counted forward only.")
    _kinds[kind.key] = kind


def get(key: str) -> Kind:
    """The kind of this key. Raises KeyError where no app registers it."""
    return _kinds[key]


def find(key: str) -> Kind | None:
    """The kind of this key, or None: a row may outlive the app that registered its kind."""
    return _kinds.get(key)


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of registration."""
    return tuple(_kinds.values())
