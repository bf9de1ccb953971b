"""Cells of a pasted table as values. Pure: text in, numbers out, or the reason why not."""

import csv
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from django.utils.translation import gettext as _

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.vocabulary.choices import Fund

# The report writes 시 and 시비 for the same 재원.
FUND_NAMES: dict[str, str] = {
    "구비": Fund.DISTRICT.value,
    "구": Fund.DISTRICT.value,
    "시비": Fund.CITY.value,
    "시": Fund.CITY.value,
    "국비": Fund.NATIONAL.value,
    "국": Fund.NATIONAL.value,
}
_HEADERS = {"예산액", "집행액", "집행률", "집행률(%)", "소요예산", "값"}
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_AMOUNT = re.compile(rf"(?:총)?(?P<total>{_NUMBER})?(?:천원)?(?:\((?P<parts>[^()]*)\))?")
_PART = re.compile(rf"(?P<fund>[가-힣]+?)(?P<amount>{_NUMBER})(?:천원)?")
_NEGATIVE = re.compile(r"^[△▲−–-]\s*\d")
_ABSENT = {"", "-", "–", "−", "·"}


class Unreadable(ValueError):
    """A cell that is no amount; its text tells the person at the form why."""


@dataclass(frozen=True)
class Amounts:
    """An amount in 천원 and what each 재원 gives to it."""

    total: int | None = None
    parts: dict[str, int] = field(default_factory=dict)


def plain(text: str) -> str:
    """A cell as a name to look up: normal form, without any space."""
    return re.sub(r"\s", "", normal_form(text))


def read_cells(text: str) -> list[tuple[int, list[str]]]:
    """Lines with their numbers and cells, empty lines and rules left out.

    Tabs part cells (한글 and Excel copy so), else pipes, else wide gaps. A line of brackets only
    belongs to the cells above it, as 한글 breaks ``112,000`` and ``(구비 112,000)`` in two.
    """
    lines: list[tuple[int, list[str]]] = []
    for number, cells in _split(text):
        cells = [" ".join(normal_form(cell).split()) for cell in cells]
        if not any(cell.strip("-: ") for cell in cells):
            continue
        if lines and all(not cell or cell.startswith("(") for cell in cells):
            above = lines[-1][1]
            above[:] = [
                f"{cell} {below}".strip() for cell, below in zip_longest(above, cells, fillvalue="")
            ]
            continue
        lines.append((number, cells))
    return lines


def _split(text: str):
    if "\t" in text:
        reader = csv.reader(io.StringIO(text), delimiter="\t")
        for cells in reader:
            yield reader.line_num, cells
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if "|" in line:
            yield number, line.strip().strip("|").split("|")
        else:
            yield number, re.split(r"\s{2,}", line.strip())


def is_header(cells: list[str]) -> bool:
    """Whether the line names columns or the unit of money instead of giving values."""
    names = {plain(cell) for cell in cells}
    return bool(names & _HEADERS) or plain(cells[0]).startswith("(단위")


def read_amounts(text: str) -> Amounts:
    """``38,500 (시 20,000, 구비 18,500)`` → 38500 and its parts. Raises Unreadable.

    An empty cell or a dash is an absent amount, which is not 0.
    """
    cell = plain(text)
    if cell in _ABSENT:
        return Amounts()
    found = _AMOUNT.fullmatch(cell)
    if _NEGATIVE.match(cell) or found is None:
        raise Unreadable(_reason(text, cell))
    parts = _parts(found["parts"] or "")
    total = _integer(found["total"]) if found["total"] else sum(parts.values())
    if parts and sum(parts.values()) != total:
        raise Unreadable(
            _("재원별 금액을 더하면 %(sum)s인데 %(total)s로 적혀 있어요.")
            % {"sum": f"{sum(parts.values()):,}", "total": f"{total:,}"}
        )
    return Amounts(total, parts)


def _parts(text: str) -> dict[str, int]:
    parts: dict[str, int] = {}
    rest = text
    while rest:
        found = _PART.match(rest)
        if found is None:
            raise Unreadable(_("재원을 읽을 수 없어요: %(text)s") % {"text": text})
        fund = FUND_NAMES.get(found["fund"])
        if fund is None:
            raise Unreadable(_("모르는 재원이에요: %(fund)s") % {"fund": found["fund"]})
        if fund in parts:
            raise Unreadable(_("같은 재원이 두 번 나와요: %(fund)s") % {"fund": found["fund"]})
        parts[fund] = _integer(found["amount"])
        rest = rest[found.end() :].lstrip(",")
    return parts


def _integer(text: str) -> int:
    return int(text.replace(",", ""))


def _reason(text: str, cell: str) -> str:
    if _NEGATIVE.match(cell):
        return _("△가 붙은 금액은 넣을 수 없어요: %(text)s") % {"text": text}
    if re.search(r"\d원|[만억]원|\d[만억]", cell):
        return _("금액은 천원 단위로 적어 주세요: %(text)s") % {"text": text}
    return _("금액으로 읽을 수 없어요: %(text)s") % {"text": text}


def read_number(text: str, unit: str = "") -> Decimal | None:
    """``3,224명`` with unit 명 → 3224; an empty cell or a dash → None. Raises Unreadable."""
    cell = plain(text)
    if unit:
        cell = cell.removesuffix(plain(unit))
    if cell in _ABSENT:
        return None
    if _NEGATIVE.match(cell):
        raise Unreadable(_("△가 붙은 값은 넣을 수 없어요: %(text)s") % {"text": text})
    if not re.fullmatch(rf"(?:{_NUMBER})(?:\.\d{{1,3}})?", cell):
        raise Unreadable(_("수로 읽을 수 없어요: %(text)s") % {"text": text})
    return Decimal(cell.replace(",", ""))
