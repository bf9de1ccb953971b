"""Whose figures a screen is about: an edition, or the table of a division. Both are a book.

A book knows its rows, its words, its addresses and who may open it, so that one set of screens
serves both.
"""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import paste
from ..actions import known_indicators, make_next_table, make_next_year
from ..cards import year_label
from ..models import (
    DivisionBudget,
    EditionPage,
    IndicatorValue,
    LedgerRow,
    UnitProgramme,
)
from ..permissions import (
    may_change_table,
    may_confirm_some,
    may_enter_indicator,
    may_enter_ledger,
    may_make_next_table,
    may_make_next_year,
)
from ..tables import BudgetTable, edition_table
from .entries import Entry, Row, entries_of

_MODELS: dict[str, type[LedgerRow] | type[IndicatorValue]] = {
    "money": LedgerRow,
    "value": IndicatorValue,
}


_MAX_KEY = 2**63 - 1


class Book:
    """What every screen of figures asks. ``kind`` and ``pk`` are its address."""

    kind = ""

    def __init__(self, subject):
        self.subject = subject

    @property
    def pk(self) -> int:
        return self.subject.pk

    def url(self, name: str = "book", *args) -> str:
        """Address of a screen of this book."""
        return reverse(f"figures:{name}", args=[self.kind, self.pk, *args])

    @property
    def has_values(self) -> bool:
        """Whether it holds values of indicators beside money."""
        return False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of rows that this book has."""
        return ("money", "value") if self.has_values else ("money",)

    def may_enter(self, user, table: str) -> bool:
        """Whether the user may enter and correct ``money`` or ``value`` rows here."""
        raise NotImplementedError

    def may_confirm(self, user) -> bool:
        """Whether the user may confirm any row here."""
        return may_confirm_some(user)

    def may_open(self, user) -> bool:
        """Whether the user may see the book, its waiting rows and its history."""
        return self.may_enter(user, "money") or self.may_confirm(user)

    def rows(self, table: str):
        """Rows of one table of this book, oldest first, with the people who made them."""
        return self._own(_MODELS[table].objects).with_people().order_by("pk")

    def _own(self, rows):
        raise NotImplementedError

    def find(self, table: str, pk: int) -> Row:
        """A row of this book; 404 for one of another book, or of no table."""
        if table not in self.tables:
            raise Http404
        return get_object_or_404(self.rows(table), pk=pk)

    def entry(self, row: Row) -> Entry:
        """The chain to which a row belongs."""
        chain = list(type(row).objects.history(row))
        return Entry(chain, *self._name(row))

    def entries(self, table: str) -> list[Entry]:
        """Every figure of one table, in the order of the book."""
        return entries_of(self.rows(table), self._name)

    def _name(self, row: Row) -> tuple[str, str]:
        raise NotImplementedError


class EditionBook(Book):
    """Figures of an edition: its money by 재원, and values of the indicators its lines name."""

    kind = "edition"
    edit_label = gettext_lazy("페이지 고치기")
    subject: EditionPage

    @property
    def title(self) -> str:
        return self.subject.draft_title or self.subject.title

    @property
    def subtitle(self) -> str:
        return year_label(self.subject)

    @property
    def has_values(self) -> bool:
        """A plan has no results, so no values; rows from before it became one stay visible."""
        return bool(self.indicators) or self.subject.indicator_values.exists()

    @property
    def is_plan(self) -> bool:
        return self.subject.is_plan

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])

    @property
    def history_url(self) -> str:
        return reverse("wagtailadmin_pages:history", args=[self.pk])

    @property
    def trail(self) -> list[dict]:
        """Breadcrumbs down to the book."""
        programme = self.subject.get_parent()
        return [
            {
                "url": reverse("wagtailadmin_explore", args=[programme.pk]),
                "label": programme.get_admin_display_title(),
            },
            {"url": self.edit_url, "label": str(self.subject.year)},
        ]

    def may_enter(self, user, table: str) -> bool:
        rule = may_enter_ledger if table == "money" else may_enter_indicator
        return rule(user, self.subject)

    def may_edit(self, user) -> bool:
        return self.subject.permissions_for_user(user).can_edit()

    def may_make_next(self, user) -> bool:
        return may_make_next_year(user, self.subject)

    @property
    def next_year(self) -> int:
        return self.subject.year + 1

    @property
    def next_url(self) -> str:
        """Where next year's page is edited; empty while it does not exist."""
        made = self.subject.get_parent().get_children().filter(slug=str(self.next_year)).first()
        return reverse("wagtailadmin_pages:edit", args=[made.pk]) if made else ""

    def make_next(self, user) -> str:
        """Make next year's page; returns where it is edited."""
        return reverse("wagtailadmin_pages:edit", args=[make_next_year(user, self.subject).pk])

    @cached_property
    def indicators(self) -> dict[str, dict]:
        """Key → label and unit, of the page and of its newest draft."""
        return known_indicators(self.subject)

    @property
    def without_value(self) -> list[dict]:
        """Indicators that a line names and that have no value yet."""
        stated = set(self.subject.indicator_values.values_list("key", flat=True))
        return [{"key": key} | named for key, named in self.indicators.items() if key not in stated]

    def entries(self, table: str) -> list[Entry]:
        found = super().entries(table)
        if table == "value":
            order: dict[object, int] = {key: place for place, key in enumerate(self.indicators)}
            found.sort(key=lambda entry: order.get(entry.head.owner_key[1], len(order)))
        return found

    def _own(self, rows):
        return rows.filter(edition=self.subject)

    def _name(self, row: Row) -> tuple[str, str]:
        if isinstance(row, LedgerRow):
            return str(row.get_fund_display() or _("재원 구분 없음")), ""
        named = self.indicators.get(row.key)
        if named is None:
            return _("%(key)s (이 이름표를 쓰는 줄이 없어요)") % {"key": row.key}, ""
        return named["label"], named["unit"]

    @property
    def table(self) -> BudgetTable:
        """The table that the public sees."""
        return edition_table(self.subject, LedgerRow.objects.for_edition(self.subject))

    def read(self, table: str, text: str, as_of: date | None, source_page: str) -> paste.Preview:
        """Read a pasted table; nothing is stored."""
        reader = paste.read_edition if table == "money" else paste.read_indicators
        return reader(self.subject, text, as_of, source_page)


class DivisionBook(Book):
    """Figures of a division's own table, a line a 단위사업."""

    kind = "division"
    edit_label = gettext_lazy("이름과 순서 고치기")
    is_plan = False
    subject: DivisionBudget

    @property
    def title(self) -> str:
        return f"{self.subject.division} {self.subject.title}"

    @property
    def subtitle(self) -> str:
        return _("%(year)s년") % {"year": self.subject.year}

    @property
    def edit_url(self) -> str:
        return reverse("division_budgets:edit", args=[self.pk])

    @property
    def history_url(self) -> str:
        return reverse("division_budgets:history", args=[self.pk])

    @property
    def trail(self) -> list[dict]:
        return [{"url": reverse("division_budgets:index"), "label": _("예산 현황")}]

    @cached_property
    def units(self) -> list:
        return list(self.subject.units.all())

    def may_enter(self, user, table: str) -> bool:
        # The rule is the same for every 단위사업 of the table, also for one not made yet.
        anyone = UnitProgramme(division=self.subject)
        return table == "money" and may_enter_ledger(user, anyone)

    def may_edit(self, user) -> bool:
        return may_change_table(user)

    def may_make_next(self, user) -> bool:
        return may_make_next_table(user)

    @property
    def next_year(self) -> int:
        return self.subject.year + 1

    @property
    def next_url(self) -> str:
        made = DivisionBudget.objects.filter(
            division=self.subject.division, year=self.next_year
        ).first()
        return DivisionBook(made).url() if made else ""

    def make_next(self, user) -> str:
        return DivisionBook(make_next_table(user, self.subject)).url()

    @property
    def without_row(self) -> list:
        """단위사업 that have no row yet."""
        stated = set(self._own(LedgerRow.objects).values_list("unit", flat=True))
        return [unit for unit in self.units if unit.pk not in stated]

    def entries(self, table: str) -> list[Entry]:
        order = {unit.pk: place for place, unit in enumerate(self.units)}
        return sorted(super().entries(table), key=lambda entry: order[entry.head.owner_key[1]])

    def _own(self, rows):
        return rows.filter(unit__division=self.subject)

    def _name(self, row: Row) -> tuple[str, str]:
        names = {unit.pk: unit.name for unit in self.units}
        fund = row.get_fund_display() if isinstance(row, LedgerRow) else ""
        return " ".join(filter(None, [names[row.owner_key[1]], str(fund)])), ""

    @property
    def table(self) -> BudgetTable:
        return self.subject.table()

    def read(self, table: str, text: str, as_of: date | None, source_page: str) -> paste.Preview:
        return paste.read_division(self.subject, text, as_of, source_page)


def open_book(kind: str, pk: int) -> Book:
    """The book at an address; 404 where there is none."""
    if pk > _MAX_KEY:
        raise Http404  # SQLite cannot even compare it
    if kind == EditionBook.kind:
        return EditionBook(get_object_or_404(EditionPage, pk=pk))
    if kind == DivisionBook.kind:
        return DivisionBook(get_object_or_404(DivisionBudget, pk=pk))
    raise Http404


def book_of(row: Row) -> Book:
    """The book to which a row belongs; its owners should be loaded with it."""
    if isinstance(row, IndicatorValue) or row.edition_id:
        return EditionBook(row.edition)
    return DivisionBook(row.owner.division)
