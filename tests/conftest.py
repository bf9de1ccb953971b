"""What every test gets: clean caches, the rows of the migrations, no network, warnings as errors.

The network is closed by pytest-socket (``pyproject.toml``): loopback and Unix sockets only.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches

from tests import database_copy
from tests.client import Client

MIGRATED = "migrated"


def pytest_collection_modifyitems(items):
    """Skip what needs PostgreSQL when the tests run on something else."""
    for item in items:
        if item.get_closest_marker("postgres") and "DATABASE_URL" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test starts one"))


def pytest_unconfigure(config):
    """Remove the data folder that the test settings made for this process."""
    if django_settings.configured:
        folder = Path(django_settings.DATA_DIR)
        if folder.name.startswith("ever-tests-"):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def clean_caches():
    """Empty every cache: the last test's site root and answers are not this one's."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def client():
    """A browser whose ``force_login`` is a complete sign-in."""
    return Client()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keep a copy of the database as ``migrate`` leaves it."""
    with django_db_blocker.unblock():
        database_copy.take(MIGRATED)
        yield
        database_copy.drop(MIGRATED)


@pytest.fixture(autouse=True)
def migrated_rows(request):
    """Start every test that has real transactions from the rows of the migrations."""
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and bool(marker.kwargs.get("transaction"))
    if marked or {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
        database_copy.restore(MIGRATED)
        yield
        database_copy.unlock()
    else:
        yield
