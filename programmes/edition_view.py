"""An edition as its page reads: sections, lines with figures, tables. No query is made here."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yeongdeungpoever.pages.figures import Figure

from .cards import edition_figures, figures_by_edition
from .reconciliation import compare_unit
from .tables import BudgetTable, edition_table, unit_table

if TYPE_CHECKING:
    from .models import EditionPage, ProgrammePage, UnitProgramme


@dataclass
class Line:
    """A line of the report with the lines below it and the figures that it states itself."""

    text: str
    source_page: str = ""
    stated: list[Figure] = field(default_factory=list)
    children: list["Line"] = field(default_factory=list)

    @property
    def all_figures(self) -> list[Figure]:
        """Its own figures and those of the lines below it, in their order."""
        below = [figure for child in self.children for figure in child.all_figures]
        return self.stated + below


def nest(stream, figures: dict[str, Figure]) -> list[Line]:
    """Lines of a StreamField → nested lines. A line deeper than the one above lies below it.

    The page number stands on the section, so only a line from another page keeps its own.
    """
    top: list[Line] = []
    open_lines: list[tuple[int, Line]] = []
    for block in stream:
        value = block.value
        level = int(value["level"] or 0)
        found = [figures[item["key"]] for item in value["indicators"] if item["key"] in figures]
        line = Line(value["text"], value["source_page"], found)
        while open_lines and open_lines[-1][0] >= level:
            open_lines.pop()
        (open_lines[-1][1].children if open_lines else top).append(line)
        open_lines.append((level, line))
    return top


@dataclass(frozen=True)
class Group:
    """Lines that follow each other, and the figures that stand beside them."""

    lines: list[Line]
    figures: list[Figure]


@dataclass(frozen=True)
class Section:
    """A part of the page: heading, id for the in-page navigation, lines, 쪽."""

    id: str
    heading: str
    lines: list[Line]
    source_page: str

    @property
    def groups(self) -> list[Group]:
        """A top line with figures stands for itself; those without are one list."""
        groups: list[Group] = []
        for line in self.lines:
            figures = line.all_figures
            if figures or not groups or groups[-1].figures:
                groups.append(Group([line], figures))
            else:
                groups[-1].lines.append(line)
        return groups


@dataclass(frozen=True)
class EditionView:
    """Everything that ``edition_page.html`` shows beyond the page's own fields.

    ``ledger`` and ``values`` are counting rows, those of 예산 대조 among the former.
    """

    page: "EditionPage"
    ledger: list
    values: list
    siblings: list
    unit: "UnitProgramme | None" = None
    programme: "ProgrammePage | None" = None
    earlier: list = field(default_factory=list)
    later: list = field(default_factory=list)

    @cached_property
    def figures(self) -> list[Figure]:
        """Every figure of the edition in the order of its lines."""
        return edition_figures(self.page, figures_by_edition(self.values)[self.page.pk])

    @cached_property
    def facts(self) -> list[dict]:
        """사업개요 as label and text: only what the source states."""
        page = self.page
        stated = page.department if page.department_stated else None
        facts = [
            (_("담당팀"), stated.name if stated else ""),
            (page.period_label or _("사업기간"), page.period),
            (_("사업대상"), page.target),
            (_("사업지역"), page.area),
        ]
        return [{"label": label, "text": text} for label, text in facts if text]

    @cached_property
    def overview(self) -> Section | None:
        """주요 내용 under the facts."""
        return self._section("overview")

    @cached_property
    def sections(self) -> list[Section]:
        """What was done, what is planned, what follows: those that the year has."""
        # A plan is never shown as a result, whatever its fields hold.
        names = ["plans" if self.page.is_plan else "achievements", "next_steps", "schedule"]
        return [section for name in names if (section := self._section(name))]

    def _section(self, name: str) -> Section | None:
        stream = getattr(self.page, name)
        if not stream:
            return None
        pages = list(dict.fromkeys(block.value["source_page"] for block in stream))
        lines = nest(stream, {figure.key.split("/")[-1]: figure for figure in self.figures})
        if len(pages) == 1:
            _forget_pages(lines)
        return Section(
            id=name.replace("_", "-"),
            heading=str(self.page.headings[name]),
            lines=lines,
            source_page=pages[0] if len(pages) == 1 else "",
        )

    @property
    def city_headers(self) -> list[str]:
        """Column headers of the table of cities."""
        return [_("구분"), _("도시명")]

    @cached_property
    def cities(self) -> list[list[str]]:
        """상호결연도시 as table rows, names as the source writes them."""
        return [
            [
                _("%(scope)s(%(count)s개)")
                % {"scope": group.value["scope"], "count": group.value["count"]},
                ", ".join(group.value["names"]),
            ]
            for group in self.page.cities
        ]

    @cached_property
    def budget(self) -> BudgetTable:
        """예산현황 or 소요예산; empty while no row counts."""
        return edition_table(self.page, self.ledger)

    @cached_property
    def division_line(self) -> BudgetTable | None:
        """The line of the division's table that differs from its programmes, or None.

        Both are printed as the source does; which is right the source does not say.
        """
        unit = self.unit
        if unit is None or self.page.is_plan or not compare_unit(unit, self.ledger):
            return None
        return unit_table(unit, self.ledger)

    @cached_property
    def toc(self) -> list[dict]:
        """In-page navigation in the order of the page."""
        page = self.page
        items = []
        if self.facts or self.overview:
            items.append(("overview", page.headings["overview"]))
        if page.cities:
            items.append(("cities", page.headings["cities"]))
        items += [(section.id, section.heading) for section in self.sections]
        if self.budget:
            items.append(("budget", page.headings["budget"]))
        if self.siblings:
            items.append(("related", _("이 사업의 다른 해")))
        if self.earlier or self.later:
            items.append(("follows", _("이어진 사업")))
        return [{"id": name, "label": label} for name, label in items]


def _forget_pages(lines: list[Line]) -> None:
    for line in lines:
        line.source_page = ""
        _forget_pages(line.children)
