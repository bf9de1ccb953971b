"""Addresses that the receiving server refuses for good, and who wants to know.

Other rooms register from ``AppConfig.ready()``: ``undeliverable.register(tell_the_office)``.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from .models import RefusedAddress

logger = logging.getLogger("yeongdeungpoever.notices")

_listeners: list[Callable[[Any], object]] = []


def register(listener: Callable[[Any], object]) -> None:
    """Call ``listener(user)`` once when the account's own address begins to be refused, in the
    transaction that records it. What it raises is logged and takes the record back, so that the
    next refusal calls again."""
    _listeners.append(listener)


def is_refused(user) -> bool:
    """Whether the account's present address is known to be refused for good."""
    refused = RefusedAddress.objects.filter(user=user).first()
    return refused is not None and _same(refused.address, user.email)


def code_of(answers: Mapping[str, tuple[int, bytes]]) -> int:
    """The number with which the server refused the recipient for good, 0 where it did not;
    ``answers`` is its code and sentence by address.

    A refusal "5.7.x" is about us (relay, reputation, policy: RFC 3463, section 3.8), not about the
    mailbox: it says nothing of the person.
    """
    for code, said in answers.values():
        if 500 <= code < 600 and not said.lstrip().startswith(b"5.7."):
            return code
    return 0


def mark(user, address: str, code: int) -> None:
    """Note that the account's own address is refused, and tell who wants to know, once."""
    if not _same(address, user.email):
        return
    try:
        with transaction.atomic():
            row, made = RefusedAddress.objects.get_or_create(
                user=user, defaults={"address": address, "code": code}
            )
            if not made and _same(row.address, address):
                return
            if not made:
                row.delete()
                RefusedAddress.objects.create(user=user, address=address, code=code)
            for listener in _listeners:
                listener(user)
    except Exception:
        # A duty that cannot be opened must not hold up the outbox.
        logger.exception("A refused address of account %s could not be noted", user.key)


def clear(user, address: str) -> None:
    """A mail to this address was taken: it is refused no longer."""
    RefusedAddress.objects.filter(user=user, address__iexact=address).delete()


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
