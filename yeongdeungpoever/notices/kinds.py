"""Every kind of mail that the house sends: a table that each app fills in ``AppConfig.ready()``.

Data without models, so that any app may import it. How a mail is written: ``docs/notices.md``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise

type Context = dict[str, Any]


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
    """

    key: str
    title: str | Promise
    template: str
    sample: Callable[[], Context]
    may_send: Callable[[Any, Context], bool] | None = None
    useful_for: timedelta | None = None
    reaches_disabled: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Put a kind on the table. Raises ValueError when its key is taken, empty or too long."""
    if not kind.key or len(kind.key) > 80 or kind.key in _kinds:
        raise ValueError(f"{kind.key!r}: a key is unique and has 1 to 80 characters.")
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
