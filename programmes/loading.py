"""The district's report as pages and figures: reads ``content/report-*/*.toml``.

Real content, never sample rows. Loading again adds what is missing and changes nothing that
stands: staff have edited since.
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from yeongdeungpoever.accounts.models import Department
from yeongdeungpoever.vocabulary.district import district

from .models import (
    DivisionBudget,
    EditionPage,
    IndicatorValue,
    LedgerRow,
    Origin,
    ProgrammeIndexPage,
    ProgrammeLink,
    ProgrammePage,
    UnitProgramme,
)

_DIVISION_FILE = "division.toml"
_EDITION_TEXTS = (
    "title",
    "kind",
    "number",
    "purpose",
    "period_label",
    "period",
    "target",
    "area",
    "overview_label",
    "budget_note",
    "headline",
)
_INDICATOR = ("key", "label", "unit", "label_en", "unit_en")


@transaction.atomic
def load(content_folder: Path, parent_home) -> ProgrammeIndexPage:
    """Load every report folder of the district below home; returns the index page.

    Raises KeyError where a file names a team, 단위사업 or programme that no file defines.
    """
    with translation.override(settings.LANGUAGE_CODE):
        index = _index(parent_home)
        for folder in sorted(content_folder.glob("report-*")):
            _load_report(folder, index)
    return index


def _load_report(folder: Path, index: ProgrammeIndexPage) -> None:
    division = _read(folder / _DIVISION_FILE)
    departments = _departments(division)
    units = _division(division)
    files = [_read(file) for file in folder.glob("*.toml") if file.name != _DIVISION_FILE]
    programmes = sorted(
        (data for data in files if "programme" in data),
        key=lambda data: data["programme"]["order"],
    )
    for data in programmes:
        programme = _programme(index, data["programme"], departments)
        for edition in data["edition"]:
            _edition(programme, data["programme"], edition, units)
    for data in programmes:
        _follow(index, data["programme"])


def _read(file: Path) -> dict:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _child(parent, slug: str):
    found = parent.get_children().filter(slug=slug).first()
    return found.specific if found else None


def _publish(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _index(home) -> ProgrammeIndexPage:
    names = district()
    entry = next(entry for entry in names.menu if entry.key == "programmes")
    source = names.source
    return _child(home, entry.slug) or _publish(
        home,
        ProgrammeIndexPage(
            title=entry.label.ko,
            slug=entry.slug,
            drawing="coins",
            summary=_("%(department)s의 핵심사업이 한 일과 예산 현황을 알립니다.")
            % {"department": source["department"]},
            intro=_("내용과 금액은 %(department)s 「%(title)s」(%(body)s)에서 옮겼습니다.")
            % source,
        ),
    )


def _departments(data: dict) -> dict[str, Department]:
    return {
        team["slug"]: Department.objects.get_or_create(
            slug=team["slug"],
            defaults={
                "name": team["name"],
                "name_en": team.get("name_en", ""),
                "parent_name": data["department"],
                "parent_name_en": data.get("department_en", ""),
                "duties": "\n".join(team["duties"]),
                "duties_en": "\n".join(team.get("duties_en", [])),
                "sort_order": team["order"],
            },
        )[0]
        for team in data["team"]
    }


def _division(data: dict) -> dict[str, UnitProgramme]:
    division, _made = DivisionBudget.objects.get_or_create(
        year=data["year"],
        division=data["department"],
        defaults={
            "title": data["title"],
            "source_page": data["page"],
            **{
                name: data.get(key, "")
                for name, key in (
                    ("division_en", "department_en"),
                    ("title_en", "title_en"),
                    ("note", "note"),
                    ("note_en", "note_en"),
                )
            },
        },
    )
    units = {}
    for row in data["row"]:
        unit, _made = UnitProgramme.objects.get_or_create(
            division=division,
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "sort_order": row["order"],
                **{name: row.get(name, "") for name in ("name_en", "note", "note_en")},
            },
        )
        units[row["slug"]] = unit
        _ledger_row(row | {"page": data["page"], "as_of": data.get("as_of")}, unit=unit)
    return units


def _programme(index, data: dict, departments: dict) -> ProgrammePage:
    return _child(index, data["slug"]) or _publish(
        index,
        ProgrammePage(
            title=data["title"],
            slug=data["slug"],
            summary=data["summary"],
            title_en=data.get("title_en", ""),
            summary_en=data.get("summary_en", ""),
            drawing=data["drawing"],
            department=departments[data["department"]],
            pillars=data["pillars"],
            sdgs=data["sdgs"],
        ),
    )


def _edition(programme: ProgrammePage, about: dict, data: dict, units: dict) -> None:
    edition = _child(programme, str(data["year"])) or _publish(
        programme,
        EditionPage(
            year=data["year"],
            slug=str(data["year"]),
            source_page=str(data["page"]),
            summary=data["purpose"],
            drawing=about["drawing"],
            department=programme.department,
            department_stated=about["department_stated"],
            unit_programme=units[data["unit"]] if "unit" in data else None,
            cities=[{"type": "group", "value": group} for group in data.get("cities", [])],
            **{name: data[name] for name in _EDITION_TEXTS if name in data},
            **_lines(data),
        ),
    )
    for row in data.get("ledger", []):
        _ledger_row(row, edition=edition)
    for item in data.get("indicator", []):
        _indicator_value(item, edition)


def _lines(data: dict) -> dict[str, list]:
    """Lines of a file → raw StreamField data, each with the indicators that it names."""
    indicators = {item["key"]: item for item in data.get("indicator", [])}
    return {
        name: [
            {
                "type": "line",
                "value": {
                    "level": str(line["level"]),
                    "text": line["text"],
                    "source_page": str(line["page"]),
                    "indicators": [
                        {name: indicators[key].get(name, "") for name in _INDICATOR}
                        for key in line.get("indicators", [])
                    ],
                },
            }
            for line in data.get(name, [])
        ]
        for name in EditionPage.LINE_FIELDS
    }


def _from_report(data: dict) -> dict:
    as_of: date | None = data.get("as_of")
    return {
        "as_of": as_of,
        "source_page": str(data["page"]),
        "origin": Origin.REPORT,
        "confirmed_at": timezone.now(),
    }


def _ledger_row(data: dict, edition=None, unit=None) -> None:
    row = LedgerRow(
        edition=edition,
        unit=unit,
        fund=data.get("fund", ""),
        budget=data["budget"],
        executed=data.get("executed"),
        **_from_report(data),
    )
    _add_once(row)


def _indicator_value(data: dict, edition) -> None:
    row = IndicatorValue(
        edition=edition, key=data["key"], value=Decimal(data["value"]), **_from_report(data)
    )
    _add_once(row)


def _add_once(row) -> None:
    """Store the first row of a chain; one that exists may have been corrected since."""
    # filter(as_of=None) asks for IS NULL.
    identity = {name: getattr(row, name) for name in row.IDENTITY}
    if not type(row).objects.filter(replaces__isnull=True, **identity).exists():
        row.full_clean()
        row.save()


def _follow(index, data: dict) -> None:
    """Link a programme to the earlier ones that it carries on (our reading)."""
    programme = _child(index, data["slug"])
    if not data["follows"] or programme.follow_links.exists():
        return
    programme.follow_links = [
        ProgrammeLink(earlier=_child(index, slug), sort_order=order)
        for order, slug in enumerate(data["follows"])
    ]
    programme.save_revision().publish()
