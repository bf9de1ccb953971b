"""The index of programmes."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from yeongdeungpoever.pages.models import BasePage

from ..cards import ProgrammeListing
from ..tables import BudgetTable
from .division import DivisionBudget
from .editions import EditionPage
from .programmes import ProgrammePage
from .rows import IndicatorValue


class ProgrammeIndexPage(BasePage):
    """핵심사업: every programme as a card, years as a filter, and the division's 예산 현황."""

    intro = models.TextField(_("들어가는 글"), blank=True)

    content_panels = BasePage.content_panels + [FieldPanel("intro")]
    search_fields = BasePage.search_fields + [index.SearchField("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programmes.ProgrammePage"]
    max_count_per_parent = 1
    default_drawing = "coins"

    class Meta:
        verbose_name = _("핵심사업 목록")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # Programmes are written in Korean: a translated index lists those of its source.
        source = self._source()
        editions = list(EditionPage.objects.for_listing(request.user).descendant_of(source))
        listing = ProgrammeListing(
            programmes=list(ProgrammePage.objects.for_listing(request.user).child_of(source)),
            editions=editions,
            values=list(IndicatorValue.objects.for_editions(editions)),
            asked_year=request.GET.get("year", ""),
        )
        context |= {"listing": listing, "table": self._table(listing.year)}
        return context

    def _source(self) -> "ProgrammeIndexPage":
        if get_language() == settings.LANGUAGE_CODE:
            return self
        pages = ProgrammeIndexPage.objects.live().in_language(None)
        return pages.filter(translation_key=self.translation_key).first() or self

    def _table(self, year: int | None) -> BudgetTable | None:
        """The division's table of the year, without a year the newest one; None where none is."""
        tables = DivisionBudget.objects.with_figures()
        division = (tables.filter(year=year) if year else tables).first()
        return division.table() if division else None
