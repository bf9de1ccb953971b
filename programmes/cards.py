"""Cards of programmes and editions, built from pages and counting values. No query is made here
but for a photograph that has no cut yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yeongdeungpoever.pages.figures import Figure
from yeongdeungpoever.pages.sections import Card
from yeongdeungpoever.vocabulary.bilingual import pick, pick_only

from .counting import newest

PICTURE = "fill-640x480"


def figure_of(edition, key: str, row, url: str = "") -> Figure | None:
    """The figure of one indicator of an edition; None where no value counts, no line names it, or
    it has no name in the reader's language."""
    named = edition.indicators.get(key)
    if named is None or row is None or not pick_only(named["label"], named["label_en"]):
        return None
    return Figure(
        key=f"{edition.programme_slug}/{edition.year}/{key}",
        label=pick(named["label"], named["label_en"]),
        value=row.value,
        unit=pick_only(named["unit"], named["unit_en"]),
        as_of=row.as_of,
        year=edition.year,
        source_page=row.source_page,
        url=url,
    )


def figures_by_edition(values: Iterable) -> dict[int, dict]:
    """Edition → key → the value that counts, of its newest 기준일."""
    found: dict[int, dict] = defaultdict(dict)
    for row in newest(values, lambda row: row.owner_key):
        found[row.edition_id][row.key] = row
    return found


def edition_figures(edition, rows: dict) -> list[Figure]:
    """Every figure of an edition in the order of its lines."""
    figures = [figure_of(edition, key, rows.get(key)) for key in edition.indicators]
    return [figure for figure in figures if figure]


def headline_of(edition, rows: dict) -> list[Figure]:
    """The one figure that a card shows large, as a list; empty where there is none.

    A card has no place for a date, so an old figure carries its year in its label.
    """
    figure = figure_of(edition, edition.headline_key, rows.get(edition.headline_key))
    if figure and figure.is_dated:
        label = _("%(label)s(%(year)s년)") % {"label": figure.label, "year": edition.year}
        figure = replace(figure, label=label)
    return [figure] if figure else []


def year_label(edition) -> str:
    """``2022년 실적`` · ``2023년 계획``"""
    return _("%(year)s년 %(kind)s") % {"year": edition.year, "kind": edition.get_kind_display()}


def picture_of(page):
    """The photograph of a listing, cut; None where a drawing stands in."""
    return page.listing_image.get_rendition(PICTURE) if page.listing_image_id else None


def other_language(page) -> str:
    """The page's language where it is not the reader's, so that a link says so."""
    code = page.locale.language_code
    return "" if code == (get_language() or settings.LANGUAGE_CODE) else code


def edition_card(edition, rows: dict, *, pictured: bool = True) -> Card:
    """An edition: its year's title, what kind of year, its large figure.

    Under its own programme it needs no picture: the page has the same one at its head.
    """
    department = edition.department.local_name if edition.department else ""
    return Card(
        title=edition.title,
        url=edition.url,
        language=other_language(edition),
        summary=edition.summary,
        drawing=edition.picture if pictured else "",
        meta=" · ".join(filter(None, [year_label(edition), department])),
        figures=headline_of(edition, rows),
    )


def programme_card(programme, editions: list, rows: dict[int, dict]) -> Card:
    """A programme: its summary, its years, and the large figure of the newest year that has one."""
    figures = []
    for edition in editions:
        figures = headline_of(edition, rows[edition.pk])
        if figures:
            break
    labels = [year_label(edition) for edition in editions]
    department = programme.department.local_name if programme.department else ""
    return Card(
        title=programme.local_title,
        url=programme.url,
        language=other_language(programme),
        summary=programme.local_summary,
        drawing=programme.picture,
        image=picture_of(programme),
        meta=" · ".join([*labels, department] if department else labels),
        figures=figures,
    )


@dataclass(frozen=True)
class ProgrammeListing:
    """The index of programmes: cards, and the years by which they can be narrowed."""

    programmes: list
    editions: list
    values: list
    asked_year: str = ""

    @cached_property
    def years(self) -> list[int]:
        """Every year that has an edition, newest first."""
        return sorted({edition.year for edition in self.editions}, reverse=True)

    @cached_property
    def year(self) -> int | None:
        """The year asked for, or None where none was or none such exists."""
        return next((year for year in self.years if str(year) == self.asked_year), None)

    @cached_property
    def choices(self) -> list[dict]:
        """The filter as links: ``label``, ``query``, ``current``."""
        every = {"label": _("전체"), "query": "", "current": self.year is None}
        return [every] + [
            {
                "label": _("%(year)s년") % {"year": year},
                "query": f"?year={year}",
                "current": year == self.year,
            }
            for year in self.years
        ]

    @cached_property
    def cards(self) -> list[Card]:
        """A card a programme that has an edition in the year, in page order."""
        rows = figures_by_edition(self.values)
        by_programme = defaultdict(list)
        for edition in self.editions:
            if self.year in (None, edition.year):
                by_programme[edition.programme_path].append(edition)
        return [
            programme_card(programme, by_programme[programme.path], rows)
            for programme in self.programmes
            if by_programme[programme.path] or self.year is None
        ]
