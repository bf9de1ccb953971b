"""What changes figures: enter, correct, confirm, next year. One function, one transaction.

Every function raises PermissionDenied for somebody who may not, and ValidationError, with words
for the person at the form, for what they can mend: also when somebody else was faster.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from yeongdeungpoever.web.caching import invalidate

from .logs import CONFIRM, CORRECT, ENTER, NEXT_TABLE, NEXT_YEAR
from .models import (
    DivisionBudget,
    EditionPage,
    FigureRow,
    IndicatorValue,
    LedgerRow,
    Origin,
    UnitProgramme,
)
from .permissions import (
    may_confirm,
    may_enter_indicator,
    may_enter_ledger,
    may_make_next_table,
    may_make_next_year,
)


@transaction.atomic
def enter_ledger_row(
    user,
    owner: EditionPage | UnitProgramme,
    *,
    fund: str = "",
    budget: int | None = None,
    executed: int | None = None,
    as_of: date | None = None,
    source_page: str = "",
    note: str = "",
    origin: str = Origin.ENTERED,
) -> LedgerRow:
    """Enter money (천원) of an edition or a 단위사업. It waits for a reviewer."""
    _require(may_enter_ledger(user, owner))
    row = LedgerRow(
        edition=owner if isinstance(owner, EditionPage) else None,
        unit=None if isinstance(owner, EditionPage) else owner,
        fund=fund,
        budget=budget,
        executed=executed,
        as_of=as_of,
        source_page=source_page,
        note=note,
        origin=origin,
        entered_by=user,
    )
    _refuse_executed_plan(row)
    _refuse_mixed_funds(row)
    return _store(row, ENTER)


@transaction.atomic
def correct_ledger_row(
    user,
    row: LedgerRow,
    *,
    budget: int | None,
    executed: int | None,
    source_page: str | None = None,
    note: str = "",
    origin: str = Origin.ENTERED,
) -> LedgerRow:
    """Enter a row that replaces this one. Without any amount it withdraws the figure.

    The old row goes on counting until the new one is confirmed.
    """
    _require(may_enter_ledger(user, row.owner))
    return _replace(user, row, {"budget": budget, "executed": executed}, source_page, note, origin)


def known_indicators(edition: EditionPage) -> dict[str, dict]:
    """Indicators of the page and of its newest draft: a line is drafted before its value is known.

    Key → ``label``, ``unit``, ``page``.
    """
    return edition.indicators | edition.get_latest_revision_as_object().indicators


@transaction.atomic
def enter_indicator_value(
    user,
    edition: EditionPage,
    key: str,
    value: Decimal | None,
    *,
    as_of: date | None = None,
    source_page: str = "",
    note: str = "",
    origin: str = Origin.ENTERED,
) -> IndicatorValue:
    """Enter the value of an indicator that a line of the edition names. It waits for a reviewer."""
    _require(may_enter_indicator(user, edition))
    if key not in known_indicators(edition):
        raise ValidationError({"key": _("이 연도판의 줄에 없는 지표예요.")})
    return _store(
        IndicatorValue(
            edition=edition,
            key=key,
            value=value,
            as_of=as_of,
            source_page=source_page,
            note=note,
            origin=origin,
            entered_by=user,
        ),
        ENTER,
    )


@transaction.atomic
def correct_indicator_value(
    user,
    row: IndicatorValue,
    *,
    value: Decimal | None,
    source_page: str | None = None,
    note: str = "",
    origin: str = Origin.ENTERED,
) -> IndicatorValue:
    """Enter a value that replaces this one; None withdraws the figure."""
    _require(may_enter_indicator(user, row.edition))
    return _replace(user, row, {"value": value}, source_page, note, origin)


@transaction.atomic
def confirm_rows(user, rows: Iterable[FigureRow]) -> list[FigureRow]:
    """Let these rows count, all or none. Rows of one table are confirmed together, so that the
    public never sees half of it. A row corrected since the person saw it is refused: nobody has
    looked at what would count."""
    # Everybody locks in one order, or two would wait for each other.
    rows = sorted(rows, key=lambda row: (row._meta.model_name, row.root_id or row.pk, row.pk))
    moment = timezone.now()
    for row in rows:
        _require(may_confirm(user, row))
        manager = type(row).objects
        _lock_chain(row)
        if manager.filter(replaces=row).exists():
            raise ValidationError(_("그 사이 정정된 줄이에요. 새 줄을 보고 확인해 주세요."))
        if not manager.confirm(row, user, moment):
            raise ValidationError(_("다른 사람이 먼저 확인한 줄이에요. 목록을 새로 고쳐 주세요."))
        row.confirmed_by, row.confirmed_at = user, moment
        _log(row, CONFIRM, user)
    # After the commit: a page built in between would keep the old figures for a minute.
    transaction.on_commit(invalidate)
    return rows


@transaction.atomic
def make_next_year(user, edition: EditionPage) -> EditionPage:
    """다음 해 만들기: a draft of the next year with this year's words and labels, without figures.

    Page numbers, number and notes belong to the old source and stay behind; the 단위사업 is the
    one of the same name in next year's table, if that exists. Raises ValidationError when the
    next year is there already.
    """
    _require(may_make_next_year(user, edition))
    year = edition.year + 1
    programme = edition.get_parent()
    if programme.get_children().filter(slug=str(year)).exists():
        raise ValidationError(_("%(year)s년 페이지가 이미 있어요.") % {"year": year})
    unit = edition.unit_programme
    fresh = {name: _without_pages(getattr(edition, name)) for name in edition.LINE_FIELDS}
    made = edition.copy(
        to=programme,
        update_attrs=fresh
        | {
            "year": year,
            "slug": str(year),
            "number": None,
            "source_page": "",
            "budget_note": "",
            "unit_programme": unit.in_year(year) if unit else None,
        },
        copy_revisions=False,
        keep_live=False,
        user=user,
        log_action=None,
    )
    log(instance=made, action=NEXT_YEAR, user=user, data={"from_year": edition.year})
    return made


@transaction.atomic
def make_next_table(user, division: DivisionBudget) -> DivisionBudget:
    """다음 해 만들기 for a division: its table with the same 단위사업 in their order, no figures.

    쪽 and notes stay behind. Raises ValidationError when the table is there already.
    """
    _require(may_make_next_table(user))
    year = division.year + 1
    taken = ValidationError(_("%(year)s년 예산 현황이 이미 있어요.") % {"year": year})
    if DivisionBudget.objects.filter(year=year, division=division.division).exists():
        raise taken
    try:
        with transaction.atomic():
            made = DivisionBudget.objects.create(
                year=year,
                division=division.division,
                division_en=division.division_en,
                title=division.title,
                title_en=division.title_en,
            )
    except IntegrityError as error:
        # Two people at once.
        raise taken from error
    UnitProgramme.objects.bulk_create(
        UnitProgramme(
            division=made,
            name=unit.name,
            name_en=unit.name_en,
            slug=unit.slug,
            sort_order=unit.sort_order,
        )
        for unit in division.units.all()
    )
    log(instance=made, action=NEXT_TABLE, user=user, data={"from_year": division.year})
    return made


def _without_pages(stream) -> list[dict]:
    raw = [dict(item) for item in stream.get_prep_value()]
    for item in raw:
        # A block id names a place in one page; the copy's lines are lines of their own.
        item.pop("id", None)
        item["value"] = item["value"] | {"source_page": ""}
    return raw


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _refuse_executed_plan(row: LedgerRow) -> None:
    if row.executed is not None and row.edition and row.edition.is_plan:
        raise ValidationError({"executed": _("계획에는 집행액을 넣지 않아요.")})


def _refuse_mixed_funds(row: LedgerRow) -> None:
    """An amount as a whole and the same amount by 재원 would be counted twice."""
    beside = [
        other.fund
        for other in LedgerRow.objects.heads().filter(
            edition=row.edition_id, unit=row.unit_id, as_of=row.as_of
        )
        if not other.is_withdrawal
    ]
    if any(bool(fund) != bool(row.fund) for fund in beside):
        raise ValidationError(
            {"fund": _("재원을 나눈 줄과 나누지 않은 줄을 같은 기준일에 함께 둘 수 없어요.")}
        )


def _replace(user, row, amounts: dict, source_page, note: str, origin: str):
    _lock_chain(row)
    if type(row).objects.filter(replaces=row).exists():
        raise ValidationError(_("다른 사람이 먼저 정정한 줄이에요. 목록을 새로 고쳐 주세요."))
    identity = {name: getattr(row, name) for name in row.IDENTITY}
    made = type(row)(
        **identity,
        **amounts,
        replaces=row,
        root_id=row.root_id or row.pk,
        source_page=row.source_page if source_page is None else source_page,
        note=note,
        origin=origin,
        entered_by=user,
    )
    if isinstance(made, LedgerRow):
        _refuse_executed_plan(made)
    return _store(made, CORRECT)


def _lock_chain(row: FigureRow) -> None:
    """Corrections and confirmations of one chain wait for each other (PostgreSQL; SQLite has one
    writer at a time)."""
    type(row).objects.select_for_update().get(pk=row.root_id or row.pk)


def _store(row, action: str):
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        # Two people at once: both passed the form, the constraint let one through.
        raise ValidationError(
            _("다른 사람이 먼저 넣은 줄이에요. 목록을 새로 고쳐 주세요.")
        ) from error
    _log(row, action, row.entered_by)
    return row


def _log(row: FigureRow, action: str, user) -> None:
    """Write the act into the history of the page or table whose figure it is."""
    data = {
        "model": row._meta.model_name,
        "row": row.pk,
        "about": row.about,
        "amounts": {
            name: None if (amount := getattr(row, name)) is None else str(amount)
            for name in row.AMOUNTS
        },
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "organisation": user.department.name if user.department else "",
    }
    log(instance=row.logged_on, action=action, user=user, data=data)
