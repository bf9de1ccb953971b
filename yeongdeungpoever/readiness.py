"""What ``/readyz`` asks, composed where every floor is in reach."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection

from yeongdeungpoever.jobs.health import queue_age

# A queue this old means that no worker runs: new pages stay out of search, mail stays in.
MAX_QUEUE_AGE = timedelta(minutes=10)


def database() -> str:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def cache_answers() -> str:
    """Whether the cache keeps what it is given."""
    cache.set("readyz", "1", 10)
    return "" if cache.get("readyz") == "1" else "does not keep values"


def queue() -> str:
    """Whether a worker takes tasks: the oldest waiting one is young enough."""
    age = queue_age()
    return "" if age is None or age < MAX_QUEUE_AGE else "old tasks are waiting"


CHECKS = {"database": database, "cache": cache_answers, "queue": queue}
