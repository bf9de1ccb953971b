"""What every test gets: clean caches, migrated rows after a flush, no network, warnings as errors.

The network is closed by pytest-socket (``pyproject.toml``): loopback and Unix sockets only.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches


def pytest_collection_modifyitems(items):
    """Give tests with real transactions the rows of the migrations back.

    Such a test ends with a flush, which also empties what ``migrate`` made: locale, root page,
    home, groups. With ``serialized_rollback`` each starts from the migrated state again.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and not _keeps_own_rows(marker):
            kwargs = marker.kwargs | {"serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(*marker.args, **kwargs), append=False)
        if item.get_closest_marker("postgres") and "DATABASE_URL" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test starts one"))


def _keeps_own_rows(marker) -> bool:
    return "serialized_rollback" in marker.kwargs


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
