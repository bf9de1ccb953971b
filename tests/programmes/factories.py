"""Programmes, editions and rows for tests, made up in as few words as possible."""

from django.utils import timezone

from programmes.models import (
    DivisionBudget,
    EditionPage,
    IndicatorValue,
    LedgerRow,
    ProgrammeIndexPage,
    ProgrammePage,
    UnitProgramme,
)
from tests import site


def index_page() -> ProgrammeIndexPage:
    found = ProgrammeIndexPage.objects.in_language("ko").first()
    return found or _add(site.home_page(), ProgrammeIndexPage(title="핵심사업", slug="programmes"))


def programme(slug="bridge", **fields) -> ProgrammePage:
    fields = {"title": f"사업 {slug}", "summary": "소개입니다."} | fields
    return _add(index_page(), ProgrammePage(slug=slug, **fields))


def edition(parent=None, year=2024, **fields) -> EditionPage:
    fields = {"title": f"{year} 사업", "kind": "results"} | fields
    return _add(parent or programme(), EditionPage(year=year, slug=str(year), **fields))


def line(text="한 일", level=0, *keys) -> dict:
    """Raw StreamField data of a line that names these indicators."""
    indicators = [{"key": key, "label": f"지표 {key}", "unit": "명"} for key in keys]
    return {
        "type": "line",
        "value": {
            "level": str(level),
            "text": text,
            "source_page": "4",
            "indicators": indicators,
        },
    }


def division(year=2024, names=("가", "나"), division="시험과") -> DivisionBudget:
    made = DivisionBudget.objects.create(year=year, division=division)
    for order, name in enumerate(names):
        UnitProgramme.objects.create(
            division=made, name=name, slug=f"unit-{order}", sort_order=order
        )
    return made


def money(owner, budget=100, executed=50, *, confirmed=True, **fields) -> LedgerRow:
    """A ledger row of an edition or a 단위사업."""
    name = "edition" if isinstance(owner, EditionPage) else "unit"
    return _row(LedgerRow(budget=budget, executed=executed, **{name: owner}, **fields), confirmed)


def value(edition, key="people", number=7, *, confirmed=True, **fields) -> IndicatorValue:
    return _row(IndicatorValue(edition=edition, key=key, value=number, **fields), confirmed)


def _row(row, confirmed: bool):
    row.confirmed_at = timezone.now() if confirmed else None
    row.save()
    return row


def _add(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
