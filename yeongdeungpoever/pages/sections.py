"""Sections: each app offers its latest entries to the front page through one slot."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from .figures import Figure


@dataclass(frozen=True)
class Card:
    """What a listing shows of one thing."""

    title: str
    url: str
    summary: str = ""
    drawing: str = ""
    image: object = None
    meta: str = ""
    figures: list[Figure] = field(default_factory=list)
    # Code of the language to which the link leads, where it is not the reader's.
    language: str = ""


@dataclass(frozen=True)
class Section:
    """``latest(user, limit)`` returns visible cards, newest first; ``url`` answers the list."""

    key: str
    title: str | Promise
    latest: Callable[[object, int], list[Card]]
    url: Callable[[], str] = lambda: ""


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; called from ``AppConfig.ready()``."""
    _sections[section.key] = section


def section_choices() -> list[tuple[str, str | Promise]]:
    """Key and title of every section that exists in this installation."""
    return [(section.key, section.title) for section in _sections.values()]


def section(key: str) -> Section | None:
    """The section of this key, or None where its room does not exist."""
    return _sections.get(key)
