"""What background work relies on, said at start-up with its mend."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS

from . import schedule

DATABASE_BACKEND = "django_tasks_db.DatabaseBackend"


def check_jobs(**kwargs: object) -> list[CheckMessage]:
    """The schedule names real tasks; numbers make sense; SQLite can bear two writers."""
    found: list[CheckMessage] = []
    for entry in schedule.entries():
        try:
            entry.resolve()
        except (ImportError, TypeError) as problem:
            found.append(
                Error(
                    f"Schedule entry {entry.name!r} names no task: {problem}",
                    hint="Give register() a function decorated with @task, or its dotted path.",
                    id="jobs.E001",
                )
            )
    for name, least in (
        ("JOBS_MAX_ATTEMPTS", 1),
        ("JOBS_RETRY_SECONDS", 0),
        ("JOBS_LEASE_SECONDS", 1),
        ("JOBS_KEEP_DAYS", 1),
    ):
        value = getattr(settings, name, least)
        if not isinstance(value, int | float) or value < least:
            found.append(
                Error(f"{name} is {value!r}.", hint=f"Give at least {least}.", id="jobs.E002")
            )
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3" and (
        database.get("OPTIONS", {}).get("transaction_mode") not in ("IMMEDIATE", "EXCLUSIVE")
    ):
        found.append(
            Warning(
                'Web server and worker will meet "database is locked" on SQLite.',
                hint='Set OPTIONS["transaction_mode"] = "IMMEDIATE" and journal_mode=WAL.',
                id="jobs.W001",
            )
        )
    return found


def check_jobs_deploy(**kwargs: object) -> list[CheckMessage]:
    """In production tasks wait in the database: retries and reclaiming need the rows."""
    backend = settings.TASKS[DEFAULT_TASK_BACKEND_ALIAS]["BACKEND"]
    if backend == DATABASE_BACKEND:
        return []
    return [
        Error(
            f"TASKS uses {backend}: tasks would be neither kept nor retried.",
            hint=f'Set TASKS = {{"default": {{"BACKEND": "{DATABASE_BACKEND}"}}}}.',
            id="jobs.E003",
        )
    ]
