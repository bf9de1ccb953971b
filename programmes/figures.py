"""The programmes' figures for other pages: indicators of editions, and totals of the division.

Keys: ``<programme>/<year>/<indicator>`` and ``division/<table>/<budget|executed|rate>``, where
``table`` is the table's primary key: several divisions may have one in the same year, and a
division may be renamed. Only what everybody may see is offered: a figure has no reader to ask.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from yeongdeungpoever.pages.figures import Figure

from .cards import figure_of, figures_by_edition
from .measures import LABELS
from .models import DivisionBudget, EditionPage, IndicatorValue

DIVISION = "division"
_PERCENT = "%"
# What is told of a whole table, in the order in which it is offered.
_MEASURES = ("budget", "executed", "rate")


class ProgrammeFigures:
    """The provider registered in ``apps.ready()``."""

    def choices(self) -> list[tuple[str, str]]:
        """Key and label of every indicator of a public edition, then of the division's totals."""
        editions = EditionPage.objects.for_listing(AnonymousUser())
        choices = [
            (
                f"{edition.programme_slug}/{edition.year}/{key}",
                f"{edition.year} {edition.title}: {named['label']}",
            )
            for edition in editions
            for key, named in edition.indicators.items()
        ]
        for division in DivisionBudget.objects.with_figures():
            choices += [
                (
                    f"{DIVISION}/{division.pk}/{measure}",
                    f"{division.year} {division.division}: {LABELS[measure]}",
                )
                for measure in _MEASURES
            ]
        return choices

    def get(self, keys: Iterable[str]) -> dict[str, Figure]:
        """The figures of these keys: one query for indicators, two for tables and two each."""
        keys = set(keys)
        asked = [parts for key in keys if len(parts := key.split("/")) == 3]
        found = _indicators([parts for parts in asked if parts[0] != DIVISION]) | _totals(
            {parts[1] for parts in asked if parts[0] == DIVISION and parts[1].isdecimal()}
        )
        return {key: figure for key, figure in found.items() if key in keys}


def _indicators(asked: list[list[str]]) -> dict[str, Figure]:
    wanted = Q(pk__in=[])
    for programme, year, key in asked:
        wanted |= Q(edition__url_path__endswith=f"/{programme}/{year}/", key=key)
    found = {}
    rows = list(IndicatorValue.objects.for_public().filter(wanted)) if asked else []
    editions = {row.edition_id: row.edition for row in rows}
    for pk, values in figures_by_edition(rows).items():
        for key, row in values.items():
            figure = figure_of(editions[pk], key, row, url=editions[pk].url)
            if figure:
                found[figure.key] = figure
    return found


def _totals(tables: set[str]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for division in DivisionBudget.objects.with_figures().filter(pk__in=tables):
        table = division.table()
        if table.total is None:
            continue
        for measure in _MEASURES:
            key = f"{DIVISION}/{division.pk}/{measure}"
            found[key] = Figure(
                key=key,
                label=f"{division.division} {LABELS[measure]}",
                value=getattr(table.total, measure),
                unit=_PERCENT if measure == "rate" else table.unit,
                as_of=table.as_of,
                year=division.year,
                source_page=division.source_page,
            )
    return found
