"""Tables pasted from 한글 or Excel: read, shown for approval, then entered.

``read_*`` only look: they propose rows and say, line by line, what cannot be read. ``apply``
enters what was proposed, all or nothing, through ``actions.py``.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yeongdeungpoever.korean.numbers import format_number
from yeongdeungpoever.vocabulary.choices import Fund

from .actions import (
    correct_indicator_value,
    correct_ledger_row,
    enter_indicator_value,
    enter_ledger_row,
    known_indicators,
)
from .measures import AMOUNTS, LABELS
from .models import DivisionBudget, EditionPage, IndicatorValue, LedgerRow, Origin, UnitProgramme
from .pasted_cells import (
    FUND_NAMES,
    Unreadable,
    is_header,
    plain,
    read_amounts,
    read_cells,
    read_number,
)
from .rates import rate, total

# Lines that state a sum. A sum is never entered: it is recomputed, and compared here.
_TOTALS = {"계", "합계", "총계", "소계"}


@dataclass
class ProposedRow:
    """One row to enter. ``replaces`` is the row that it corrects; equal amounts change nothing."""

    line: int
    name: str
    owner: EditionPage | UnitProgramme | None = None
    identity: dict = field(default_factory=dict)
    amounts: dict = field(default_factory=dict)
    replaces: LedgerRow | IndicatorValue | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def subject(self) -> tuple:
        """Whose amount it is: comparable with ``subject`` of a stored row."""
        kind = "edition" if isinstance(self.owner, EditionPage) else "unit"
        return (kind, self.owner.pk if self.owner else None, *self.identity.values())

    @property
    def changes(self) -> bool:
        """Whether entering it would say anything new."""
        return self.replaces is None or any(
            getattr(self.replaces, name) != amount for name, amount in self.amounts.items()
        )


@dataclass
class Preview:
    """What a paste would enter, and what keeps it from being entered."""

    rows: list[ProposedRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    as_of: date | None = None
    source_page: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether it can be entered as it stands."""
        return bool(self.rows) and not self.errors and not any(row.errors for row in self.rows)


def read_edition(
    edition: EditionPage, text: str, as_of: date | None = None, source_page: str = ""
) -> Preview:
    """예산현황 of an edition: a line a 재원, or the report's own line with 재원 in brackets.

    Columns: 재원 (may be absent), 예산액, 집행액 (absent in a plan), 집행률 (checked only).
    """
    preview, totals = Preview(as_of=as_of, source_page=source_page), []
    for number, cells in _lines(text, preview):
        name = plain(cells[0])
        if name in _TOTALS:
            totals.append((number, cells[1:]))
            continue
        fund = FUND_NAMES.get(name)
        amounts = cells if fund is None else cells[1:]
        preview.rows += _ledger_rows(number, edition, fund, amounts, cells[0] if fund else "")
    _check_totals(preview, totals)
    return _with_existing(preview, LedgerRow.objects.filter(edition=edition))


def read_division(
    division: DivisionBudget, text: str, as_of: date | None = None, source_page: str = ""
) -> Preview:
    """예산 현황 of a division: 단위사업명, 예산액, 집행액, 집행률 (checked only); 계 is checked."""
    preview, totals = Preview(as_of=as_of, source_page=source_page), []
    units = {plain(unit.name): unit for unit in division.units.all()}
    for number, cells in _lines(text, preview):
        name = plain(cells[0])
        if name in _TOTALS:
            totals.append((number, cells[1:]))
        elif name in units:
            preview.rows += _ledger_rows(number, units[name], None, cells[1:], units[name].name)
        else:
            unknown = _("이 표에 없는 단위사업이에요.")
            preview.rows.append(ProposedRow(number, cells[0], errors=[unknown]))
    _check_totals(preview, totals)
    return _with_existing(preview, LedgerRow.objects.filter(unit__division=division))


def read_indicators(
    edition: EditionPage, text: str, as_of: date | None = None, source_page: str = ""
) -> Preview:
    """Values of an edition's indicators: 지표 (label or key), 값. A unit after the value is cut."""
    preview = Preview(as_of=as_of, source_page=source_page)
    known = known_indicators(edition)
    keys = {key: key for key in known} | {plain(item["label"]): key for key, item in known.items()}
    for number, cells in _lines(text, preview):
        row = ProposedRow(number, cells[0], edition)
        preview.rows.append(row)
        key = keys.get(plain(cells[0]))
        if key is None:
            row.errors.append(_("이 연도판의 줄에 없는 지표예요."))
            continue
        row.identity = {"key": key}
        try:
            row.amounts = {"value": read_number(_cell(cells, 1), known[key]["unit"])}
        except Unreadable as error:
            row.errors.append(str(error))
        else:
            if row.amounts["value"] is None:
                row.errors.append(_("값이 없어요."))
    return _with_existing(preview, IndicatorValue.objects.filter(edition=edition))


@transaction.atomic
def apply(user, preview: Preview) -> list:
    """Enter a preview; returns the rows made. Raises ValidationError while it has errors, and
    whatever the actions raise."""
    if not preview.is_ready:
        raise ValidationError(_("고칠 줄이 남아 있어서 넣지 않았어요."))
    return [_enter(user, row, preview) for row in preview.rows if row.changes]


def _enter(user, row: ProposedRow, preview: Preview):
    kwargs = row.amounts | {"origin": Origin.PASTED, "source_page": preview.source_page}
    if isinstance(row.replaces, IndicatorValue):
        return correct_indicator_value(user, row.replaces, **kwargs)
    if row.replaces:
        return correct_ledger_row(user, row.replaces, **kwargs)
    if row.owner is None:
        raise ValueError("A line without an owner has errors, so it is never entered.")
    kwargs |= row.identity | {"as_of": preview.as_of}
    if "key" in row.identity and isinstance(row.owner, EditionPage):
        return enter_indicator_value(user, row.owner, **kwargs)
    return enter_ledger_row(user, row.owner, **kwargs)


def _lines(text: str, preview: Preview) -> list[tuple[int, list[str]]]:
    """Numbered lines with cells, headings left out. An empty paste is an error."""
    lines = [(number, cells) for number, cells in read_cells(text) if not is_header(cells)]
    if not lines:
        preview.errors.append(_("읽을 줄이 없어요. 표를 통째로 복사해 붙여 주세요."))
    return lines


def _cell(cells: list[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _ledger_rows(
    line: int, owner, fund: str | None, cells: list[str], name: str
) -> list[ProposedRow]:
    """The rows of one line: one for each 재원 in its brackets, or one for the whole amount."""
    try:
        budget, executed = (read_amounts(_cell(cells, position)) for position in (0, 1))
        _check_rate(budget.total, executed.total, _cell(cells, 2))
    except Unreadable as error:
        return [ProposedRow(line, name, owner, errors=[str(error)])]
    parts = dict.fromkeys([*budget.parts, *executed.parts])
    if not parts:
        whole = {"budget": budget.total, "executed": executed.total}
        return [_ledger_row(line, owner, fund or "", whole, name)]
    return [
        _ledger_row(
            line,
            owner,
            part,
            {"budget": budget.parts.get(part), "executed": executed.parts.get(part)},
            name,
        )
        for part in parts
    ]


def _ledger_row(line: int, owner, fund: str, amounts: dict, name: str) -> ProposedRow:
    row = ProposedRow(line, " ".join(filter(None, [name, _fund_label(fund)])), owner)
    row.identity, row.amounts = {"fund": fund}, amounts
    if set(amounts.values()) == {None}:
        row.errors.append(_("금액이 없어요."))
    if getattr(owner, "is_plan", False) and amounts["executed"] is not None:
        row.errors.append(_("계획에는 집행액을 넣지 않아요."))
    return row


def _fund_label(fund: str) -> str:
    return str(Fund(fund).label) if fund else ""


def _check_rate(budget: int | None, executed: int | None, cell: str) -> None:
    """A printed 집행률 that the amounts do not give means that one of them was misread."""
    stated, computed = read_number(cell, "%"), rate(budget, executed)
    if stated is not None and computed is not None and stated != computed:
        raise Unreadable(
            _("집행률 %(stated)s는 금액과 맞지 않아요. 금액으로는 %(computed)s예요.")
            % {"stated": format_number(stated), "computed": format_number(computed)}
        )


def _check_totals(preview: Preview, totals: list[tuple[int, list[str]]]) -> None:
    """Compare each pasted 계 with the sum of the lines."""
    for line, cells in totals:
        for position, measure in enumerate(AMOUNTS):
            try:
                stated = read_amounts(_cell(cells, position)).total
            except Unreadable as error:
                preview.errors.append(
                    _("%(line)s번째 줄: %(error)s") % {"line": line, "error": error}
                )
                continue
            summed = total(row.amounts.get(measure) for row in preview.rows)
            if stated is not None and summed is not None and stated != summed:
                preview.errors.append(
                    _("%(label)s의 계가 %(stated)s인데 줄을 더하면 %(summed)s예요.")
                    % {"label": LABELS[measure], "stated": f"{stated:,}", "summed": f"{summed:,}"}
                )


def _with_existing(preview: Preview, rows) -> Preview:
    """Name for each proposed row the newest row that it would correct; refuse a line twice."""
    heads = {row.subject: row for row in rows.heads().filter(as_of=preview.as_of)}
    seen = set()
    for row in preview.rows:
        if row.errors:
            continue
        subject = row.subject
        if subject in seen:
            row.errors.append(_("같은 줄이 두 번 나와요."))
        seen.add(subject)
        row.replaces = heads.get(subject)
    return preview
