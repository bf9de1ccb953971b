"""What people choose the delivery of: a table that each app fills in ``AppConfig.ready()``.

Data without models, so that any app may import it. A kind of notice names its topic by key
(``kinds.Kind.topic``); kinds about accounts and decisions have none and always leave at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Delivery(TextChoices):
    """How the notices of a topic come. They stand in the inbox in any case."""

    AT_ONCE = "at_once", _("메일로 바로 받기")
    WEEKLY = "weekly", _("주간 요약 메일로 받기")
    SITE = "site", _("누리집 알림함에서만 보기")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One line of the page of preferences.

    ``key`` is unique, ``app.name``; ``label`` and ``help`` are what people read; ``default`` holds
    until somebody chooses. ``concerns(user)``: whether the topic can reach this person at all, so
    that the page offers it; without one it concerns everybody.
    """

    key: str
    label: str | Promise
    help: str | Promise
    default: Delivery = Delivery.WEEKLY
    concerns: Callable[[Any], bool] | None = None


_topics: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Put a topic on the table. Raises ValueError when its key is taken, too long or without an
    app."""
    if "." not in topic.key or len(topic.key) > 80 or topic.key in _topics:
        raise ValueError(f"{topic.key!r}: a topic's key is its own, app.name, up to 80 letters.")
    _topics[topic.key] = topic


def find(key: str) -> Topic | None:
    """The topic of this key, or None: a choice may outlive the app that registered its topic."""
    return _topics.get(key)


def every() -> tuple[Topic, ...]:
    """All topics, in the order of their keys."""
    return tuple(_topics[key] for key in sorted(_topics))


def concerning(user) -> list[Topic]:
    """The topics that can reach this person."""
    return [topic for topic in every() if topic.concerns is None or topic.concerns(user)]
