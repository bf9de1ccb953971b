"""One year of a programme: results or a plan, as the source says it.

Words, labels and units belong to the page and its revisions. Numbers do not: they are rows.
"""

from functools import cached_property
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from yeongdeungpoever.pages.models import BasePage

from ..blocks import CitiesBlock, LinesBlock
from ..cards import year_label
from ..edition_view import EditionView
from ..forms import EditionForm
from ..querysets import EditionManager
from ..structured_data import article
from .division import UnitProgramme
from .rows import IndicatorValue, LedgerRow

_CIRCLED_ONE = 0x2460


class EditionKind(models.TextChoices):
    """What the year's page holds. A plan has no results, no executed amount and no rate."""

    RESULTS = "results", _("실적")
    PLAN = "plan", _("계획")


def _lines(label):
    return StreamField(LinesBlock(), verbose_name=label, blank=True)


class EditionPage(BasePage):
    """연도판. Its address is its year."""

    year = models.PositiveSmallIntegerField(
        _("연도"), validators=[MinValueValidator(1995), MaxValueValidator(2100)]
    )
    kind = models.CharField(
        _("종류"),
        max_length=8,
        choices=EditionKind,
        default=EditionKind.PLAN,
        help_text=_("계획에는 실적, 집행액, 집행률이 나오지 않아요."),
    )
    number = models.PositiveSmallIntegerField(
        _("연번"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("자료의 ①, ②예요."),
    )
    source_page = models.CharField(_("쪽"), max_length=10, blank=True)
    department_stated = models.BooleanField(
        _("자료에 담당팀이 적혀 있음"),
        default=False,
        help_text=_("끄면 담당팀을 사업개요에 적지 않고 '문의'에만 보여요."),
    )
    purpose = models.TextField(_("목적"), blank=True)
    period_label = models.CharField(
        _("기간의 이름"), max_length=20, blank=True, help_text=_("사업기간, 추진기간처럼 적어요.")
    )
    period = models.CharField(_("기간"), max_length=120, blank=True)
    target = models.TextField(_("사업대상"), blank=True)
    area = models.CharField(_("사업지역"), max_length=120, blank=True)
    overview_label = models.CharField(
        _("주요 내용의 이름"), max_length=20, blank=True, help_text=_("비우면 '주요 내용'이에요.")
    )
    overview = _lines(_("주요 내용"))
    achievements = _lines(_("추진실적"))
    plans = _lines(_("세부 추진계획"))
    next_steps = _lines(_("향후계획"))
    schedule = _lines(_("추진일정"))
    cities = StreamField(CitiesBlock(), verbose_name=_("상호결연도시"), blank=True)
    headline = models.CharField(
        _("대표 수치"),
        max_length=40,
        blank=True,
        help_text=_("목록에 크게 보일 지표의 이름표예요. 비우면 첫 지표가 나와요."),
    )
    unit_programme = models.ForeignKey(
        "programmes.UnitProgramme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("단위사업"),
        help_text=_("과 예산 현황에서 이 사업이 드는 줄이에요. 예산 대조가 이것을 써요."),
    )
    budget_note = models.TextField(
        _("예산 안내"),
        blank=True,
        help_text=_("과 예산 현황과 금액이 다르면 그 사정을 적어요. 예산 표 아래에 나와요."),
    )

    objects = EditionManager()
    # As in BasePage: for mypy.
    _default_manager: ClassVar[models.Manager["EditionPage"]]
    base_form_class = EditionForm

    # A plain title panel: Wagtail's own one fills a slug field, which the form does not have.
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("source_page")]),
        FieldPanel("purpose"),
        MultiFieldPanel(
            [
                FieldPanel("department_stated"),
                FieldRowPanel([FieldPanel("period_label"), FieldPanel("period")]),
                FieldPanel("target"),
                FieldPanel("area"),
                FieldPanel("overview_label"),
                FieldPanel("overview"),
            ],
            heading=_("사업개요"),
        ),
        FieldPanel("achievements"),
        FieldPanel("plans"),
        FieldPanel("next_steps"),
        FieldPanel("schedule"),
        FieldPanel("cities"),
        HelpPanel(template="programmes/admin/edit_panel.html", heading=_("수치")),
        MultiFieldPanel(
            [FieldPanel("headline"), FieldPanel("unit_programme"), FieldPanel("budget_note")],
            heading=_("수치와 예산"),
        ),
    ]
    # Without the slug: it is the year.
    promote_panels = [
        MultiFieldPanel([FieldPanel("seo_title")], heading=_("검색"), icon="link"),
        MultiFieldPanel(
            [FieldPanel("listing_image"), FieldPanel("drawing")],
            heading=_("목록에 나오는 모습"),
            icon="image",
        ),
    ]
    search_fields = BasePage.search_fields + [
        index.SearchField("purpose"),
        index.SearchField("overview"),
        index.SearchField("achievements"),
        index.SearchField("plans"),
        index.SearchField("next_steps"),
        index.FilterField("year"),
        index.FilterField("kind"),
    ]
    parent_page_types = ["programmes.ProgrammePage"]
    subpage_types: list[str] = []

    LINE_FIELDS = ("overview", "achievements", "plans", "next_steps", "schedule")

    class Meta:
        verbose_name = _("연도판")

    def _set_core_field_defaults(self):
        if self.year:
            self.slug = str(self.year)
        super()._set_core_field_defaults()

    def _check_slug_is_unique(self):
        try:
            super()._check_slug_is_unique()
        except ValidationError as taken:
            # The address is the year, and the form shows the year only.
            raise ValidationError({"year": _("이 사업의 그해 페이지가 이미 있어요.")}) from taken

    def clean(self):
        super().clean()
        unit = self.unit_programme
        if unit and unit.division.year != self.year:
            raise ValidationError(
                {"unit_programme": _("그해 과 예산 현황의 단위사업을 골라 주세요.")}
            )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        user = request.user
        programme = self.get_parent().specific
        siblings = EditionPage.objects.for_listing(user).sibling_of(self, inclusive=False)
        context["edition"] = EditionView(
            page=self,
            ledger=list(LedgerRow.objects.for_edition(self)),
            values=list(IndicatorValue.objects.for_editions([self.pk])) if self.pk else [],
            siblings=list(siblings),
            unit=UnitProgramme.objects.with_division(self.unit_programme_id),
            programme=programme,
            earlier=programme.earlier(user),
            later=programme.later(user),
        )
        return context

    @property
    def programme_path(self) -> str:
        """Tree path of the programme, without reading it."""
        return self.path[: -self.steplen]

    @property
    def programme_slug(self) -> str:
        """Slug of the programme, out of the page's own address."""
        return self.url_path.rstrip("/").split("/")[-2] if self.url_path else ""

    @property
    def crumb_label(self) -> str:
        """What the breadcrumb calls the page, as the programme above it has the same title."""
        return year_label(self)

    def get_admin_display_title(self):
        """In the back office too the year stands beside the title, which years often share."""
        title = super().get_admin_display_title()
        return f"{title} {self.crumb_label}" if self.year else title

    @property
    def listing_title(self) -> str:
        """The title with its year and kind, as the programme has the same title."""
        return f"{self.title} {self.crumb_label}"

    @property
    def structured_data(self) -> list[dict]:
        return [article(self, self.listing_title)]

    @property
    def is_plan(self) -> bool:
        """Whether the year was planned when its source was written, so that nothing is a result."""
        return self.kind == EditionKind.PLAN

    @property
    def numeral(self) -> str:
        """① for 1; empty where the source gives no number."""
        return chr(_CIRCLED_ONE + self.number - 1) if self.number else ""

    @property
    def headings(self) -> dict[str, str]:
        """The source's words for the sections of this kind of year."""
        return {
            "overview": gettext("사업개요"),
            "achievements": gettext("추진실적"),
            "plans": gettext("세부 추진계획"),
            "next_steps": gettext("향후계획"),
            "schedule": gettext("추진일정"),
            "cities": gettext("상호결연도시"),
            "budget": gettext("소요예산") if self.is_plan else gettext("예산현황"),
        }

    @cached_property
    def indicators(self) -> dict[str, dict]:
        """Key → ``label``, ``unit`` and ``page`` of every indicator that a line names, in order;
        ``label_en`` and ``unit_en`` are their English.

        A plan's lines are never results, so a plan has none.
        """
        if self.is_plan:
            return {}
        return {
            item["key"]: {
                "label": item["label"],
                "unit": item["unit"],
                "label_en": item.get("label_en") or "",
                "unit_en": item.get("unit_en") or "",
                "page": line.value["source_page"],
            }
            for name in self.LINE_FIELDS
            for line in getattr(self, name)
            for item in line.value["indicators"]
        }

    @property
    def headline_key(self) -> str:
        """The indicator that a card shows large; empty where there is none."""
        if self.headline in self.indicators:
            return self.headline
        return next(iter(self.indicators), "")
