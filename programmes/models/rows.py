"""Figures: plain rows that only grow. No page revision holds them, so none can wipe them.

A correction is a new row that names the one it replaces; the last confirmed row of such a chain
counts (``querysets.py``). Reasons and price: ``docs/decisions/0006-figures.md``.
"""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.vocabulary.choices import Fund

from .. import measures
from ..blocks import INDICATOR_KEY
from ..querysets import FigureRowManager, IndicatorValueQuerySet, LedgerRowQuerySet, RowsOnlyGrow


def _as_value(name: str, absent, field: models.Field) -> Coalesce:
    """SQL takes two absent values for different ones; here an absent one is a value too."""
    return Coalesce(name, Value(absent, output_field=field), output_field=field)


_AS_OF = _as_value("as_of", date.min, models.DateField())
_EDITION = _as_value("edition", 0, models.BigIntegerField())
_UNIT = _as_value("unit", 0, models.BigIntegerField())


class Origin(models.TextChoices):
    """How a row came in."""

    ENTERED = "entered", _("직접 입력")
    PASTED = "pasted", _("붙여넣기")
    REPORT = "report", _("보고서에서 옮김")


class FigureRow(models.Model):
    """What every figure states about itself.

    ``root`` is the first row of the chain, absent on that row itself. People may leave and their
    accounts be deleted, so who entered and confirmed may be absent; Wagtail's log keeps their key.
    """

    as_of = models.DateField(
        _("기준일"), null=True, blank=True, help_text=_("자료에 기준일이 없으면 비워요.")
    )
    source_page = models.CharField(_("쪽"), max_length=10, blank=True)
    note = models.CharField(_("메모"), max_length=200, blank=True)
    origin = models.CharField(
        _("들어온 길"), max_length=8, choices=Origin, default=Origin.ENTERED, editable=False
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        verbose_name=_("고친 줄"),
    )
    root = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("입력한 사람"),
    )
    entered_at = models.DateTimeField(_("입력한 때"), default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("확인한 사람"),
    )
    confirmed_at = models.DateTimeField(_("확인한 때"), null=True, blank=True, editable=False)

    # What a correction keeps of the row it replaces.
    IDENTITY: tuple[str, ...] = ("as_of",)
    AMOUNTS: tuple[str, ...] = ()

    # Each table brings its own.
    objects: ClassVar[FigureRowManager]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, root__isnull=True)
                | Q(replaces__isnull=False, root__isnull=False),
                name="programmes_%(class)s_chain_has_root",
            ),
            models.CheckConstraint(
                condition=~Q(replaces=F("id")) & ~Q(root=F("id")),
                name="programmes_%(class)s_replaces_another",
            ),
            # A deleted account takes the name, never the time: so the other way round is allowed.
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="programmes_%(class)s_confirmed_with_time",
            ),
        ]

    def save(self, *args, **kwargs):
        """Store a new row. Raises RowsOnlyGrow for one that exists, ValueError for a correction
        that is about something else than the row it replaces."""
        if not self._state.adding:
            raise RowsOnlyGrow
        if self.replaces_id:
            self.root_id = self.replaces.root_id or self.replaces_id
            if changed := [
                name
                for name in self.IDENTITY
                if getattr(self, name) != getattr(self.replaces, name)
            ]:
                raise ValueError(f"A correction keeps {', '.join(changed)}.")
        kwargs["force_insert"] = True
        return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RowsOnlyGrow

    @classmethod
    def withdrawn(cls) -> Q:
        """The condition of a row that takes its chain out of the count."""
        return Q(**{f"{name}__isnull": True for name in cls.AMOUNTS})

    @property
    def about(self) -> str:
        """Which figure of its owner, for the log."""
        raise NotImplementedError

    @property
    def logged_on(self) -> models.Model:
        """In whose history the log tells what was done."""
        raise NotImplementedError

    @property
    def is_confirmed(self) -> bool:
        """Whether the row may count."""
        return self.confirmed_at is not None

    @property
    def is_withdrawal(self) -> bool:
        """Whether the row takes its chain out of the count."""
        return all(getattr(self, name) is None for name in self.AMOUNTS)


class LedgerRow(FigureRow):
    """예산 장부: amounts in 천원 of an edition, or of a 단위사업 of the division's table.

    ``fund`` is the 재원, empty where the source does not part the amount by it.
    """

    edition = models.ForeignKey(
        "programmes.EditionPage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger",
        verbose_name=_("연도판"),
    )
    unit = models.ForeignKey(
        "programmes.UnitProgramme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger",
        verbose_name=_("단위사업"),
    )
    fund = models.CharField(_("재원"), max_length=8, blank=True, choices=Fund)
    budget = models.BigIntegerField(_("예산액(천원)"), null=True, blank=True)
    executed = models.BigIntegerField(
        _("집행액(천원)"), null=True, blank=True, help_text=_("계획이면 비워요. 0과 달라요.")
    )

    IDENTITY = ("edition_id", "unit_id", "fund", "as_of")
    AMOUNTS = measures.AMOUNTS

    objects: ClassVar = LedgerRowQuerySet.as_manager()

    class Meta(FigureRow.Meta):
        abstract = False
        verbose_name = _("예산 장부 줄")
        verbose_name_plural = _("예산 장부")
        permissions = [("confirm_ledgerrow", _("예산 장부를 확인할 수 있음"))]
        constraints = [
            *FigureRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(edition__isnull=True, unit__isnull=False)
                | Q(edition__isnull=False, unit__isnull=True),
                name="programmes_ledgerrow_one_owner",
                violation_error_message=_("연도판과 단위사업 가운데 하나만 골라 주세요."),
            ),
            models.CheckConstraint(
                condition=(Q(budget__isnull=True) | Q(budget__gte=0))
                & (Q(executed__isnull=True) | Q(executed__gte=0)),
                name="programmes_ledgerrow_amounts_not_negative",
                violation_error_message=_("금액은 0 이상이어야 해요."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=False)
                | Q(budget__isnull=False)
                | Q(executed__isnull=False),
                name="programmes_ledgerrow_states_an_amount",
                violation_error_message=_("예산액이나 집행액을 적어 주세요."),
            ),
            models.UniqueConstraint(
                _EDITION,
                _UNIT,
                "fund",
                _AS_OF,
                condition=Q(replaces__isnull=True),
                name="programmes_ledgerrow_first_once",
                violation_error_message=_(
                    "같은 재원과 기준일의 줄이 이미 있어요. 그 줄을 정정해 주세요."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.owner} {self.get_fund_display()}".strip()

    @property
    def about(self) -> str:
        """Which money of its owner, for the log: 단위사업 and 재원."""
        unit = self.unit.name if self.unit else ""
        return f"{unit} {self.get_fund_display()}".strip()

    @property
    def owner(self):
        """The edition or the 단위사업 whose money this is."""
        return self.edition if self.edition_id else self.unit

    @property
    def logged_on(self):
        """The page or the table in whose history the log tells what was done."""
        return self.edition if self.edition_id else self.unit.division

    @property
    def subject(self) -> tuple:
        """Whose money of which 재원, comparable with what somebody pastes."""
        owner = ("edition", self.edition_id) if self.edition_id else ("unit", self.unit_id)
        return (*owner, self.fund)

    @property
    def owner_key(self) -> tuple[int | None, int | None]:
        """The owner without reading it."""
        return (self.edition_id, self.unit_id)


class IndicatorValue(FigureRow):
    """The number of an indicator that a line of an edition names; label and unit stand there."""

    edition = models.ForeignKey(
        "programmes.EditionPage",
        on_delete=models.PROTECT,
        related_name="indicator_values",
        verbose_name=_("연도판"),
    )
    key = models.CharField(_("지표 이름표"), max_length=40, validators=[INDICATOR_KEY])
    value = models.DecimalField(_("값"), max_digits=18, decimal_places=3, null=True, blank=True)

    IDENTITY = ("edition_id", "key", "as_of")
    AMOUNTS = ("value",)

    objects: ClassVar = IndicatorValueQuerySet.as_manager()

    class Meta(FigureRow.Meta):
        abstract = False
        verbose_name = _("수치")
        verbose_name_plural = _("수치")
        permissions = [("confirm_indicatorvalue", _("수치를 확인할 수 있음"))]
        constraints = [
            *FigureRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="programmes_indicatorvalue_not_negative",
                violation_error_message=_("값은 0 이상이어야 해요."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=False) | Q(value__isnull=False),
                name="programmes_indicatorvalue_states_a_value",
                violation_error_message=_("값을 적어 주세요."),
            ),
            models.UniqueConstraint(
                "edition",
                "key",
                _AS_OF,
                condition=Q(replaces__isnull=True),
                name="programmes_indicatorvalue_first_once",
                violation_error_message=_("같은 기준일의 값이 이미 있어요. 그 값을 정정해 주세요."),
            ),
        ]

    def __str__(self):
        return f"{self.edition} {self.key}"

    @property
    def about(self) -> str:
        """Which number of its edition, for the log."""
        named = self.edition.indicators.get(self.key)
        return named["label"] if named else self.key

    @property
    def logged_on(self):
        """The page in whose history the log tells what was done."""
        return self.edition

    @property
    def subject(self) -> tuple:
        """Which number of which edition, comparable with what somebody pastes."""
        return ("edition", self.edition_id, self.key)

    @property
    def owner_key(self) -> tuple[int, str]:
        """What the value is about."""
        return (self.edition_id, self.key)
