"""How far long work is: written by the task, read by the page that waits for it.

Report outside of a transaction: inside, nobody sees the numbers before it ends.
"""

import time
from collections.abc import Iterable, Iterator, Sized

from django.utils import timezone

from .models import Progress

# Writing every step of ten thousand would take longer than the work.
SECONDS_BETWEEN_WRITES = 0.5


def report(key: object, done: int, total: int | None = None, message: str = "") -> None:
    """State that ``done`` of ``total`` steps (None: unknown) are made; the last word counts.

    ``key`` is a task id or a name of its own, at most 100 characters; the message is shown to
    people and cut at 200.
    """
    Progress.objects.update_or_create(
        key=str(key),
        defaults={
            "done": done,
            "total": total,
            "message": message[:200],
            "updated_at": timezone.now(),
        },
    )


def read(key: object) -> Progress | None:
    """What was last reported for ``key``; None before the first report."""
    return Progress.objects.filter(pk=str(key)).first()


def track[T](
    key: object, items: Iterable[T], *, total: int | None = None, message: str = ""
) -> Iterator[T]:
    """Yield the items and report each that is done, at most twice a second, and the end."""
    if total is None and isinstance(items, Sized):
        total = len(items)
    report(key, 0, total, message)
    written_at = time.monotonic()
    done = 0
    for item in items:
        yield item
        done += 1
        if time.monotonic() - written_at >= SECONDS_BETWEEN_WRITES:
            report(key, done, total, message)
            written_at = time.monotonic()
    report(key, done, total, message)
