"""The triggers that keep the trail: no change at all, no delete within two years.

The first migration installs them, and ``verification.py`` compares what stands in the database
with these words. Whoever changes them writes a migration that installs them again.
"""

import re

# table: the column that tells a row's age
_AGES = {"access_accessentry": "at", "access_anchor": "day"}
TABLES = tuple(_AGES)
# The columns in which no two rows are alike. INSERT OR REPLACE deletes the row that stands in the
# way, and SQLite runs no trigger for that delete.
_UNIQUE = {"access_accessentry": ("id",), "access_anchor": ("id", "day", "previous")}

FUNCTION = """
CREATE FUNCTION access_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'access log: rows never change and are kept for two years'
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def wanted(vendor: str) -> dict[str, str]:
    """The statement that makes each trigger, by the trigger's name."""
    make = _of_postgres if vendor == "postgresql" else _of_sqlite
    return {
        f"{table}_{kind}": f"CREATE TRIGGER {table}_{kind} {rest}"
        for table in TABLES
        for kind, rest in make(table).items()
    }


def _of_sqlite(table: str) -> dict[str, str]:
    never = "BEGIN SELECT RAISE(ABORT, 'access log: rows never change'); END"
    kept = "BEGIN SELECT RAISE(ABORT, 'access log: rows are kept for two years'); END"
    same = " OR ".join(f"{column} = NEW.{column}" for column in _UNIQUE[table])
    twice = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - names from above
    return {
        "no_update": f"BEFORE UPDATE ON {table} {never}",
        "no_delete": f"BEFORE DELETE ON {table} "
        f"WHEN OLD.{_AGES[table]} > datetime('now', '-2 years') {kept}",
        "no_replace": f"BEFORE INSERT ON {table} WHEN EXISTS ({twice}) {never}",
    }


def _of_postgres(table: str) -> dict[str, str]:
    refuse = "EXECUTE FUNCTION access_refuse()"
    return {
        "no_update": f"BEFORE UPDATE ON {table} FOR EACH ROW {refuse}",
        "no_delete": f"BEFORE DELETE ON {table} FOR EACH ROW "
        f"WHEN (OLD.{_AGES[table]} > now() - interval '2 years') {refuse}",
        # TRUNCATE passes by triggers of rows, so it has one of its own.
        "no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    }


def standing(connection) -> dict[str, str]:
    """The statements of the triggers that stand in the database and fire, by name.

    On PostgreSQL with the function that each of them calls.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return dict(cursor.fetchall())
        # 'R' fires on replicas only, 'D' never.
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(oid, true) || pg_get_functiondef(tgfoid)"
            " FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
            " AND tgrelid IN (%s::regclass, %s::regclass)",
            TABLES,
        )
        return dict(cursor.fetchall())


def lost(connection) -> list[str]:
    """Names of triggers that should stand in the database and do not, or do something else."""
    there = standing(connection)
    function = FUNCTION if connection.vendor == "postgresql" else ""
    return [
        name
        for name, statement in wanted(connection.vendor).items()
        if _plain(there.get(name, "")) != _plain(statement + function)
    ]


def _plain(statement: str) -> str:
    """A statement without what PostgreSQL writes in its own way."""
    statement = re.sub(r"\$function\$", "$$", statement)
    statement = re.sub(r"\b\w+\.(?=access_)", "", statement)
    statement = statement.replace("'2 years'::interval", "interval '2 years'")
    statement = statement.replace("CREATE OR REPLACE FUNCTION", "CREATE FUNCTION")
    statement = statement.replace("OLD.", "old.")
    return re.sub(r"[\s()]+", "", statement)
