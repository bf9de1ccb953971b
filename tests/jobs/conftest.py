import pytest

from yeongdeungpoever.jobs import schedule


@pytest.fixture
def database_tasks(settings):
    """Tasks wait in the database, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def table(monkeypatch):
    """An empty schedule of the test's own."""
    monkeypatch.setattr(schedule, "_entries", {})
    return schedule
