"""What runs by the clock: a table that every app may add to from ``AppConfig.ready()``.

Pure data without models, so that ``apps.py`` may import it at its top. ``scheduler`` reads it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import cast

from django.tasks import Task
from django.utils.module_loading import import_string
from django.utils.timezone import get_default_timezone


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the table: exactly one of ``every`` and ``daily_at`` is set."""

    name: str
    task: Task | str
    every: timedelta | None = None
    daily_at: time | None = None

    def slot(self, now: datetime) -> datetime:
        """The latest slot that began at or before ``now`` (aware).

        ``daily_at`` is a time of the district's clock (``TIME_ZONE``). After a standstill the
        latest slot alone counts: missed ones are not run one by one.
        """
        if self.every is not None:
            whole = int(now.timestamp() // self.every.total_seconds())
            return datetime.fromtimestamp(whole * self.every.total_seconds(), tz=UTC)
        zone, daily_at = get_default_timezone(), cast(time, self.daily_at)
        today = now.astimezone(zone).date()
        slot = datetime.combine(today, daily_at, tzinfo=zone)
        if slot > now:
            slot = datetime.combine(today - timedelta(days=1), daily_at, tzinfo=zone)
        return slot

    @property
    def runs_at_once(self) -> bool:
        """Whether a fresh installation runs it on first sight.

        A daily letter must not leave at two in the afternoon because the site was set up then.
        """
        return self.every is not None

    def resolve(self) -> Task:
        """The task itself. Raises ImportError or TypeError for a path that names none."""
        task = import_string(self.task) if isinstance(self.task, str) else self.task
        if not isinstance(task, Task):
            raise TypeError(f"{self.task} is not a task.")
        return task


_entries: dict[str, Entry] = {}


def register(
    name: str,
    *,
    task: Task | str,
    every: timedelta | None = None,
    daily_at: time | None = None,
) -> None:
    """Put a task without arguments on the schedule.

    ``name`` is unique in the house and at most 100 characters; ``task`` a task or its dotted
    path; ``every`` a span of at least a second, or ``daily_at`` a naive time of the district's
    clock. Raises ValueError when one of these does not hold.
    """
    if (every is None) == (daily_at is None):
        raise ValueError(f"{name}: give either every or daily_at.")
    if every is not None and every < timedelta(seconds=1):
        raise ValueError(f"{name}: a span is at least a second.")
    if daily_at is not None and daily_at.tzinfo is not None:
        raise ValueError(f"{name}: daily_at is read on the district's clock, without a zone.")
    if name in _entries or not name or len(name) > 100:
        raise ValueError(f"{name!r}: a name is unique and has 1 to 100 characters.")
    _entries[name] = Entry(name=name, task=task, every=every, daily_at=daily_at)


def entries() -> tuple[Entry, ...]:
    """Every line of the table, in the order of registration."""
    return tuple(_entries.values())
