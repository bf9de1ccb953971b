"""A thousand editions with a thousand rows of each kind cost as many questions as ten."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.management.commands import load_report
from programmes.models import (
    EditionPage,
    IndicatorValue,
    LedgerRow,
    ProgrammeIndexPage,
    ProgrammePage,
    UnitProgramme,
)
from tests.programmes import factories
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.web.caching import invalidate

pytestmark = pytest.mark.django_db

YEARS = range(2000, 2010)


def _below(parent, model, pages: list[dict]) -> list:
    """Published pages below a page, without revisions: a statement for all of them."""
    start = parent.numchild
    now = timezone.now()
    for place, fields in enumerate(pages, start + 1):
        fields |= {
            "path": BasePage._get_path(parent.path, parent.depth + 1, place),
            "depth": parent.depth + 1,
            "url_path": f"{parent.url_path}{fields['slug']}/",
            "draft_title": fields["title"],
            "content_type": ContentType.objects.get_for_model(model),
            "locale": parent.locale,
            "live": True,
            "first_published_at": now,
            "last_published_at": now,
        }
    shared = {field.name for field in BasePage._meta.concrete_fields}
    made = BasePage.objects.bulk_create(
        BasePage(**{name: fields[name] for name in fields if name in shared}) for fields in pages
    )
    BasePage.objects.filter(pk=parent.pk).update(numchild=start + len(pages))
    own = [
        model(
            basepage_ptr_id=base.pk,
            **{name: value for name, value in fields.items() if name not in shared},
        )
        for base, fields in zip(made, pages, strict=True)
    ]
    # What bulk_create does for a table of its own; it refuses one that continues another.
    fields = model._meta.local_concrete_fields
    for first in range(0, len(own), 100):
        model._base_manager._insert(own[first : first + 100], fields=fields, using="default")
    return list(model.objects.filter(pk__in=[base.pk for base in made]).order_by("path"))


def grow(index, programmes: range, unit) -> None:
    """Programmes of ten years, each year with money and a value that count."""
    index.refresh_from_db()
    made = _below(
        index, ProgrammePage, [{"title": f"사업 {n}", "slug": f"grown-{n}"} for n in programmes]
    )
    line = [factories.line("일", 0, "people")]
    editions = [
        edition
        for programme in made
        for edition in _below(
            programme,
            EditionPage,
            [
                {
                    "title": programme.title,
                    "slug": str(year),
                    "year": year,
                    "kind": "results",
                    "achievements": line,
                    "unit_programme": unit,
                }
                for year in YEARS
            ],
        )
    ]
    now = timezone.now()
    LedgerRow.objects.bulk_create(
        LedgerRow(edition=edition, budget=10, executed=5, confirmed_at=now) for edition in editions
    )
    IndicatorValue.objects.bulk_create(
        IndicatorValue(edition=edition, key="people", value=7, confirmed_at=now)
        for edition in editions
    )


def questions(client, url: str) -> int:
    """Queries of a page that no cache has kept, once what processes remember is read."""
    counts = []
    for _time in range(2):
        invalidate()
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        counts.append(len(found))
    return counts[-1]


def test_no_page_asks_more_of_a_thousand_rows_than_of_ten(client):
    load_report.Command().handle()
    index = ProgrammeIndexPage.objects.in_language("ko").get()
    unit = UnitProgramme.objects.first()
    grow(index, range(1), unit)
    edition = EditionPage.objects.get(url_path__endswith="/grown-0/2005/")
    programme = edition.get_parent()
    urls = ["/", index.url, programme.url, edition.url, "/sitemap/", "/sitemap.xml", "/feed/"]
    few = {url: questions(client, url) for url in urls}
    grow(index, range(1, 100), unit)
    assert EditionPage.objects.live().count() > 1000
    many = {url: questions(client, url) for url in urls}
    # The feed asks once a page type, and its newest entries are now of fewer types.
    assert {url: many[url] for url in urls if many[url] > few[url]} == {}
