"""Copies of the whole test database, to go back to after tests with real transactions.

Such a test ends with a flush, which also empties what ``migrate`` made: locale, root page, groups.
Django's own ``serialized_rollback`` reads every row back from JSON and leaves out tables without
a model (SQLite's search index). Here the database is copied as a whole: a file on SQLite, a
template on PostgreSQL; a tenth of a second either way.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection


def take(name: str) -> None:
    """Keep a copy of the database as it is now under ``name``, replacing an older one."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(_file(name))) as copy:
            connection.connection.backup(copy)
        return
    drop(name)
    _on_server(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_current()}")


def restore(name: str) -> None:
    """Make the database what it was when the copy ``name`` was taken."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(_file(name))) as copy:
            copy.backup(connection.connection)
    else:
        _on_server(
            f"DROP DATABASE {_current()} WITH (FORCE)",
            f"CREATE DATABASE {_current()} TEMPLATE {_quoted(name)}",
        )
    # Rows may have other numbers now than the process remembers.
    ContentType.objects.clear_cache()
    for cache in caches.all(initialized_only=True):
        cache.clear()


def unlock() -> None:
    """Drop the triggers that refuse to empty a table or fill it again, so that a test's flush may.

    They come back with the next :func:`restore`. Nothing outside the tests does this.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master"
                " WHERE type = 'trigger' AND name GLOB 'access_*_no_*'"
            )
            for (trigger,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(trigger)}")
        else:
            cursor.execute("DROP FUNCTION IF EXISTS access_refuse() CASCADE")


def drop(name: str) -> None:
    """Forget the copy ``name`` if there is one."""
    if connection.vendor == "sqlite":
        _file(name).unlink(missing_ok=True)
    else:
        _on_server(f"DROP DATABASE IF EXISTS {_quoted(name)}")


def _file(name: str) -> Path:
    return Path(settings.DATA_DIR) / f"copy-{name}.sqlite3"


def _current() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])


def _quoted(name: str) -> str:
    return connection.ops.quote_name(f"{connection.settings_dict['NAME']}_{name}")


def _on_server(*statements: str) -> None:
    # A database with a connection cannot be a template.
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
