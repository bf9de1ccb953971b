"""The division's own budget table: one a year, its rows the 단위사업."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from yeongdeungpoever.vocabulary.bilingual import pick, pick_only

from ..querysets import DivisionBudgetQuerySet, UnitProgrammeQuerySet
from ..tables import BudgetTable, division_table
from .rows import LedgerRow


class DivisionBudget(ClusterableModel):
    """예산 현황 of a division in a year. Its amounts are ledger rows of its 단위사업."""

    year = models.PositiveSmallIntegerField(_("연도"))
    division = models.CharField(_("과"), max_length=80, help_text=_("표를 내는 과의 이름이에요."))
    division_en = models.CharField(_("과 영문 표기"), max_length=120, blank=True)
    title = models.CharField(_("표 제목"), max_length=80, default="예산 현황")
    title_en = models.CharField(_("표 제목(영문)"), max_length=120, blank=True)
    source_page = models.CharField(_("쪽"), max_length=10, blank=True)
    note = models.TextField(
        _("안내"), blank=True, help_text=_("표 아래에 나와요. 다른 표와 다른 점을 적어요.")
    )
    note_en = models.TextField(_("안내(영문)"), blank=True)

    objects = DivisionBudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("과 예산 현황")
        verbose_name_plural = _("과 예산 현황")
        ordering = ["-year", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "division"],
                name="programmes_divisionbudget_once",
                violation_error_message=_("이 과의 그해 예산 현황이 이미 있어요."),
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.division} {self.title}"

    @property
    def local_caption(self) -> str:
        """Whose table it is and its title, in the reader's language."""
        names = pick(self.division, self.division_en), pick(self.title, self.title_en)
        return " ".join(names)

    @property
    def local_note(self) -> str:
        """The note in the reader's language."""
        return pick_only(self.note, self.note_en)

    def table(self) -> BudgetTable:
        """The table as the public reads it, from its counting rows, in two queries."""
        return division_table(self, self.units.all(), LedgerRow.objects.for_division(self))


class UnitProgramme(models.Model):
    """단위사업: a row of the division's table. Which editions belong to it, they say."""

    division = ParentalKey(
        DivisionBudget,
        on_delete=models.PROTECT,
        related_name="units",
        verbose_name=_("과 예산 현황"),
    )
    name = models.CharField(_("단위사업명"), max_length=80)
    name_en = models.CharField(_("단위사업명(영문)"), max_length=120, blank=True)
    slug = models.SlugField(_("영문 이름"))
    sort_order = models.PositiveSmallIntegerField(_("순서"), default=0, editable=False)
    note = models.TextField(
        _("안내"),
        blank=True,
        help_text=_("표에서 이 줄 아래에 나와요. 사업 페이지의 금액과 다르면 그 사정을 적어요."),
    )

    note_en = models.TextField(_("안내(영문)"), blank=True)

    # The name by which Wagtail's inline panel offers buttons to move a row.
    sort_order_field = "sort_order"

    objects = UnitProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("단위사업")
        verbose_name_plural = _("단위사업")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "slug"],
                name="programmes_unitprogramme_slug_once",
                violation_error_message=_("같은 영문 이름이 이 표에 이미 있어요."),
            ),
            models.UniqueConstraint(
                fields=["division", "name"],
                name="programmes_unitprogramme_name_once",
                violation_error_message=_("같은 단위사업이 이 표에 이미 있어요."),
            ),
        ]

    def __str__(self):
        return f"{self.division.year} {self.name}"

    @property
    def local_name(self) -> str:
        """The name in the reader's language, where there is one."""
        return pick(self.name, self.name_en)

    @property
    def local_note(self) -> str:
        """The note in the reader's language."""
        return pick_only(self.note, self.note_en)

    def in_year(self, year: int) -> "UnitProgramme | None":
        """The 단위사업 of the same name in the division's table of another year, or None."""
        return UnitProgramme.objects.filter(
            division__division=self.division.division, division__year=year, name=self.name
        ).first()
