"""The inbox in the site: what is written there, shown, marked and forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme

from . import kinds
from .letters import read
from .models import InboxEntry
from .parts import one_line
from .preferences import delivery_of
from .topics import Delivery


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as this person may see it now; ``title`` and ``url`` are empty where rights are
    gone."""

    entry: InboxEntry
    title: str
    url: str
    label: str

    @property
    def is_hidden(self) -> bool:
        """Whether the person may no longer see what it was about."""
        return not self.title


def write(kind: kinds.Kind, user, context: dict[str, Any], language: str, once: str = "") -> None:
    """Put an entry into the person's inbox, in this language, in the caller's transaction; with
    ``once`` a single time."""
    with translation.override(language):
        text = _text_of(kind, context)
    values = {
        "title": one_line(text.title)[:200],
        "url": _path(text.url),
        "about": text.about,
        "is_for_digest": bool(kind.topic) and delivery_of(user, kind.topic) == Delivery.WEEKLY,
    }
    if once:
        InboxEntry.objects.get_or_create(user=user, kind=kind.key, once=once, defaults=values)
    else:
        InboxEntry.objects.create(user=user, kind=kind.key, **values)


def lines(user, entries: Iterable[InboxEntry]) -> list[Line]:
    """The entries with their rights asked again; equal questions are asked once."""
    answers: dict[tuple[str, str], bool] = {}
    found = []
    for entry in entries:
        question = (entry.kind, repr(entry.about))
        if question not in answers:
            answers[question] = may_read(user, entry)
        seen = answers[question]
        found.append(
            Line(entry, entry.title if seen else "", entry.url if seen else "", _label(entry))
        )
    return found


def may_read(user, entry: InboxEntry) -> bool:
    """Whether the person may still see what the entry is about; of kinds that no app knows any
    more nobody may."""
    try:
        kind = kinds.get(entry.kind)
    except LookupError:
        return False
    return kind.may_read is None or kind.may_read(user, entry.about)


def unread_count(user) -> int:
    """How many entries the person has not read: one query."""
    return InboxEntry.objects.filter(user=user).unread().count()


def mark_read(user, pk: int) -> InboxEntry | None:
    """Mark one of the person's own as read; None where it is not theirs or not there."""
    entry = InboxEntry.objects.filter(user=user, pk=pk).first()
    if entry is not None and entry.read_at is None:
        entry.read_at = timezone.now()
        InboxEntry.objects.filter(pk=pk).unread().update(read_at=entry.read_at)
    return entry


def mark_all_read(user, until: datetime) -> int:
    """Mark everything that came until this moment; what comes meanwhile stays unread. Returns how
    many."""
    found = InboxEntry.objects.filter(user=user, created_at__lte=until).unread()
    return found.update(read_at=timezone.now())


def purge(now: datetime) -> int:
    """Delete what was read 180 days ago and whatever is a year old. Returns how many."""
    return InboxEntry.objects.forgettable(now).delete()[0]


def _text_of(kind: kinds.Kind, context: dict[str, Any]) -> kinds.InboxText:
    if isinstance(kind.inbox, kinds.FromMail):
        words = read(kind, context)
        buttons = [part.url for part in words.parts if part.kind == "button"]
        about = {name: context[name] for name in kind.inbox.about if name in context}
        return kinds.InboxText(words.subject, buttons[0] if buttons else "", about)
    if kind.inbox is None:
        raise ValueError(f"{kind.key} has no inbox.")
    return kind.inbox(context)


def _path(url: str) -> str:
    """The address as a path of this site; empty for any other."""
    root = urljoin(settings.SITE_URL, "/")
    path = f"/{url[len(root) :]}" if url.startswith(root) else url
    # Cutting it would lead elsewhere; an entry without a link is still told.
    if not path.startswith("/") or len(path) > 500:
        return ""
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def _label(entry: InboxEntry) -> str:
    try:
        return str(kinds.get(entry.kind).title)
    except LookupError:
        return ""
