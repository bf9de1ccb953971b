"""Addresses that the receiving server refuses for good, and who wants to know.

Other rooms register from ``AppConfig.ready()``: ``undeliverable.register(tell_the_office)``.
"""

from collections.abc import Callable
from typing import Any

_listeners: list[Callable[[Any], object]] = []


def register(listener: Callable[[Any], object]) -> None:
    """Call ``listener(user)`` once when the account's own address begins to be refused, in the
    transaction that records it. What it raises is logged and takes the record back, so that the
    next refusal calls again."""
    _listeners.append(listener)
