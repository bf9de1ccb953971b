"""How often a task is tried, and how long it rests between two attempts."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings


def at_most[F: Callable](attempts: int) -> Callable[[F], F]:
    """Bound the attempts of one task; stands below ``@task``.

    Give 1 to work that a repeat would harm, or whose next slot is the repeat. Raises
    ValueError below 1.
    """
    if attempts < 1:
        raise ValueError("A task needs at least one attempt.")

    def mark(function: F) -> F:
        # A function takes attributes; its type declares none.
        function.max_attempts = attempts  # type: ignore[attr-defined]
        return function

    return mark


def limit_of(function: Callable | None) -> int:
    """Attempts that this task function has; ``JOBS_MAX_ATTEMPTS`` (5) where it states none."""
    house: int = getattr(settings, "JOBS_MAX_ATTEMPTS", 5)
    return getattr(function, "max_attempts", house)


def backoff(attempt: int) -> timedelta:
    """Rest after the failed attempt of this number (from 1).

    Fourfold each time from ``JOBS_RETRY_SECONDS`` (15): 15 seconds, 1, 4, 16 minutes. Five
    attempts thus outlast a mail server's restart, without holding work back for hours.
    """
    return timedelta(seconds=getattr(settings, "JOBS_RETRY_SECONDS", 15) * 4 ** (attempt - 1))
