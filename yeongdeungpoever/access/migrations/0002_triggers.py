"""The database itself keeps the trail of reading: no change at all, no delete within two years.

Whoever alters one of these tables on SQLite later must install the triggers again, as Django
builds the table anew; ``verify_access_log`` tells when one is missing.
"""

from django.db import migrations

from yeongdeungpoever.access import triggers


def install(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(triggers.FUNCTION)
    for statement in triggers.wanted(vendor).values():
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS access_refuse() CASCADE")
        return
    for name in triggers.wanted("sqlite"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
