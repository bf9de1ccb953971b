"""What ``/readyz`` asks, composed where every floor is in reach."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection

from yeongdeungpoever.jobs.health import queue_age
from yeongdeungpoever.notices.health import oldest_wait

# A queue this old means that no worker runs: new pages stay out of search, mail stays in.
MAX_QUEUE_AGE = timedelta(minutes=10)
# Notices beyond their time: the sweep of every minute does not run. A mail server that is away
# does not count, as its notices rest and are not due.
MAX_NOTICE_WAIT = timedelta(minutes=10)


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


def notices() -> str:
    """Whether mails leave: the oldest one that is due has not waited long."""
    wait = oldest_wait()
    return "" if wait is None or wait < MAX_NOTICE_WAIT else "notices are waiting"


CHECKS = {"database": database, "cache": cache_answers, "queue": queue, "notices": notices}
