"""One after the other: what takes much memory or time for a single file."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

SECONDS = 20
_turn = Lock()


class Busy(Exception):
    """Others were before, and took too long."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one thread of this process in. Raises Busy for those who waited ``SECONDS``."""
    if not _turn.acquire(timeout=SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turn.release()
