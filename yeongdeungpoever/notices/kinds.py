"""Every kind of mail that the house sends: a table that each app fills in ``AppConfig.ready()``.

Data without models, so that any app may import it. How a mail is written: ``docs/notices.md``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise

type Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class InboxText:
    """What the inbox in the site keeps of a notice, in the recipient's language.

    ``title`` is one sentence without what only members may read, ``url`` where it leads (a path of
    this site, or empty). ``about`` is what :attr:`Kind.may_read` needs to ask for rights again:
    keys of records, never texts or names.
    """

    title: str
    url: str = ""
    about: Context = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FromMail:
    """The inbox says what the mail's subject says and leads where its first button leads;
    ``about`` names the keys of the context that are kept for :attr:`Kind.may_read`."""

    about: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of mail.

    ``key`` is ``app.name``, unique in the house; ``title`` names it for staff; ``template`` is the
    path of its words without ``.txt``; ``sample`` returns a context with which staff preview it,
    made up and without any real person's data.

    ``may_send(user, context)`` is asked again when the mail leaves; ``user`` is None where the
    recipient has no account. ``useful_for`` is the time after which the mail is no longer worth
    sending (codes). ``reaches_disabled``: also to an account that is switched off (the mail that
    says so).

    ``inbox`` makes an entry in the inbox of an account, too; None makes none (codes, secret
    links). ``may_read(user, about)`` is asked whenever that entry is shown and when a digest with
    it leaves: without the right the title and the link are gone. ``topic`` is a key of
    ``topics.py``: people then choose whether this kind comes at once, weekly or to the inbox only,
    and may unsubscribe with one click. Without a topic it always leaves at once. A kind with a
    topic has an inbox.

    ``is_digest``: it carries the weekly topics, so that unsubscribing from it ends them all.

    ``written_on_leaving(user, context)`` gives what stands in the mail at the moment it leaves,
    for kinds whose row keeps only what to look up; None drops the mail.
    """

    key: str
    title: str | Promise
    template: str
    sample: Callable[[], Context]
    may_send: Callable[[Any, Context], bool] | None = None
    useful_for: timedelta | None = None
    reaches_disabled: bool = False
    inbox: Callable[[Context], InboxText] | FromMail | None = None
    may_read: Callable[[Any, Context], bool] | None = None
    topic: str = ""
    is_digest: bool = False
    written_on_leaving: Callable[[Any, Context], Context | None] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Put a kind on the table. Raises ValueError when its key is taken, empty or too long, or when
    it has a topic but nothing to show in the inbox."""
    if not kind.key or len(kind.key) > 80 or kind.key in _kinds:
        raise ValueError(f"{kind.key!r}: a key is unique and has 1 to 80 characters.")
    if kind.topic and kind.inbox is None:
        raise ValueError(f"{kind.key}: what people may have in the inbox only needs an inbox.")
    _kinds[kind.key] = kind


def get(key: str) -> Kind:
    """The kind of this key. Raises LookupError with the mend."""
    try:
        return _kinds[key]
    except KeyError:
        raise LookupError(f"No kind of notice is called {key!r}: register it.") from None


def every() -> tuple[Kind, ...]:
    """All kinds, in the order of their keys."""
    return tuple(_kinds[key] for key in sorted(_kinds))
