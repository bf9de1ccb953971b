"""The database itself keeps the trail of reading: no change at all, no delete within two years.

Whoever alters one of these tables on SQLite later must install the triggers again, as Django
builds the table anew; ``verify_access_log`` tells when one is missing.
"""

from django.db import migrations

# table: the column that tells a row's age
TABLES = {"access_accessentry": "at", "access_anchor": "day"}

SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'access log: rows never change'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
WHEN OLD.{column} > datetime('now', '-2 years')
BEGIN SELECT RAISE(ABORT, 'access log: rows are kept for two years'); END;
"""

POSTGRES_FUNCTIONS = """
CREATE FUNCTION access_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'access log: rows never change and are kept for two years'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
# TRUNCATE passes by triggers of rows, so it has one of its own.
POSTGRES = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION access_refuse();
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
FOR EACH ROW WHEN (OLD.{column} > now() - interval '2 years') EXECUTE FUNCTION access_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION access_refuse();
"""


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTIONS)
        for table, column in TABLES.items():
            schema_editor.execute(POSTGRES.format(table=table, column=column))
        return
    for table, column in TABLES.items():
        for statement in SQLITE.format(table=table, column=column).split("END;"):
            if statement.strip():
                schema_editor.execute(f"{statement.strip()} END")


def remove(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        for what in ("update", "delete", *(["truncate"] if vendor == "postgresql" else [])):
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS access_refuse()")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
