"""How the rows of the trail are put in words, sealed and summed up. No database here."""

import hashlib
import json
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "access.entry"


def words_of(entry) -> str:
    """All that a row says, one way only; the number of the row is not part of it."""
    return _canonical(
        [
            entry.at.astimezone(UTC).isoformat(),
            str(entry.account),
            entry.ip_address,
            entry.act,
            entry.screen,
            entry.people,
            entry.people_count,
            entry.reason,
        ]
    )


def seal_of(entry, secret: str | bytes | None = None) -> str:
    """The seal of a row: an HMAC under ``SECRET_KEY``, or under an earlier key."""
    return salted_hmac(_SALT, words_of(entry), secret=secret, algorithm="sha256").hexdigest()


def is_whole(entry) -> bool:
    """Whether the row says what it said when it was sealed.

    Asked within a day or so of the writing; keys of that time are still among
    ``SECRET_KEY_FALLBACKS`` then.
    """
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(entry.seal, seal_of(entry, key)) for key in keys)


def digest_of_row(entry) -> str:
    """The digest of a row with its seal, for the anchor of its day."""
    return hashlib.sha256(f"{words_of(entry)}{entry.seal}".encode()).hexdigest()


def digest_of_day(day: date, previous: str, rows: dict[str, str], broken: list[int]) -> str:
    """The digest of a day, chained to the day before by ``previous``."""
    held = [day.isoformat(), previous, sorted(rows.items(), key=_number), broken]
    return hashlib.sha256(_canonical(held).encode()).hexdigest()


def _number(item: tuple[str, str]) -> int:
    return int(item[0])


def _canonical(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the access log.")
