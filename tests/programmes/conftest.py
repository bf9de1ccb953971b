import pytest

from programmes.loading import load
from programmes.models import EditionPage
from tests import site
from yeongdeungpoever.vocabulary.district import district


@pytest.fixture
def report(db):
    """The district's report as the loader makes it; returns the index page."""
    return load(district().content, site.home_page())


@pytest.fixture
def edition(report):
    """Find an edition of the report: ``edition("healthy-city/2022")``."""

    def find(name: str) -> EditionPage:
        return EditionPage.objects.get(url_path__endswith=f"/{name}/")

    return find
