"""A programme: what stays while its years pass."""

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.bilingual import pick
from yeongdeungpoever.vocabulary.choices import EsgPillar, Sdg

from ..cards import edition_card, figures_by_edition
from ..fields import ChosenField
from ..querysets import ProgrammeManager
from ..structured_data import government_service
from .editions import EditionPage
from .rows import IndicatorValue


def _pillars() -> list[tuple[str, str | Promise]]:
    return list(EsgPillar.choices)


def _sdgs() -> list[tuple[int, str]]:
    return [(goal.value, f"{goal.value}. {goal.label}") for goal in Sdg]


class ProgrammePage(BasePage):
    """One programme. Its years are the editions below it."""

    # ESG and SDG are not in the source: they are our reading, and the page says so.
    pillars = ChosenField(_("ESG"), options=_pillars)
    sdgs = ChosenField(_("SDG"), options=_sdgs)
    call_open = models.BooleanField(
        _("함께할 기관 찾기"),
        default=False,
        help_text=_("켜면 사업 페이지에 '함께할 기관을 찾습니다'가 나와요."),
    )
    call_text = models.CharField(
        _("안내 글"),
        max_length=300,
        blank=True,
        help_text=_("어떤 기관과 무엇을 함께하고 싶은지 적어요."),
    )

    # The page itself is in Korean; lists in English name it and lead to it.
    title_en = models.CharField(_("영문 이름"), max_length=255, blank=True)
    summary_en = models.CharField(_("영문 한 줄 소개"), max_length=300, blank=True)

    objects = ProgrammeManager()

    content_panels = BasePage.content_panels + [
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("summary_en")],
            heading=_("영문 목록에 나오는 모습"),
            help_text=_("영문 핵심사업 목록에서 이 한국어 페이지를 이 이름으로 소개해요."),
            icon="globe",
        ),
        MultiFieldPanel(
            [FieldPanel("call_open"), FieldPanel("call_text")],
            heading=_("함께할 기관을 찾습니다"),
            icon="group",
        ),
        InlinePanel(
            "follow_links",
            label=_("앞선 사업"),
            heading=_("이어진 사업"),
            help_text=_("이 사업이 이어받은 사업이에요. 우리의 해석이라고 페이지에 밝혀요."),
        ),
        MultiFieldPanel(
            [FieldPanel("pillars"), FieldPanel("sdgs")],
            heading=_("ESG·SDG 분류"),
            help_text=_("우리가 정한 분류라고 페이지에 밝혀요."),
            icon="tag",
        ),
    ]
    search_fields = BasePage.search_fields + [index.SearchField("call_text")]
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.EditionPage"]

    class Meta:
        verbose_name = _("핵심사업")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        editions = list(EditionPage.objects.for_listing(request.user).child_of(self))
        values = figures_by_edition(IndicatorValue.objects.for_editions(editions))
        context |= {
            "cards": [edition_card(page, values[page.pk], pictured=False) for page in editions],
            "earlier": self.earlier(request.user),
            "later": self.later(request.user),
        }
        return context

    @property
    def structured_data(self) -> list[dict]:
        return [government_service(self)]

    def earlier(self, user) -> list:
        """Published programmes that this one carries on, in our reading."""
        links = self.follow_links.all()
        found = {
            page.pk: page
            for page in ProgrammePage.objects.for_readers(user)
            .filter(pk__in=[link.earlier_id for link in links])
            .select_related("locale")
        }
        return [found[link.earlier_id] for link in links if link.earlier_id in found]

    def later(self, user) -> list:
        """Published programmes that carry this one on, in our reading."""
        return list(
            ProgrammePage.objects.for_readers(user)
            .filter(follow_links__earlier=self.pk)
            .select_related("locale")
            .order_by("path")
        )

    @property
    def local_title(self) -> str:
        """What lists in the reader's language call it."""
        return pick(self.title, self.title_en)

    @property
    def local_summary(self) -> str:
        """What lists in the reader's language say of it."""
        return pick(self.summary, self.summary_en)

    @property
    def tags(self) -> list[dict]:
        """ESG pillars as tags: ``label`` and the ``kind`` that colours it."""
        return [{"kind": value, "label": EsgPillar(value).label} for value in self.pillars]

    @property
    def goals(self) -> list[str]:
        """SDGs with their official names."""
        return [f"SDG {value} {Sdg(value).label}" for value in self.sdgs]


class ProgrammeLink(Orderable):
    """A programme and an earlier one that it carries on."""

    page = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="follow_links")
    earlier = models.ForeignKey(
        ProgrammePage,
        on_delete=models.CASCADE,
        related_name="followed_by_links",
        verbose_name=_("앞선 사업"),
    )

    panels = [PageChooserPanel("earlier")]

    class Meta(Orderable.Meta):
        verbose_name = _("앞선 사업")

    def clean(self):
        super().clean()
        if self.page_id and self.page_id == self.earlier_id:
            raise forms.ValidationError(_("자기 자신을 이어받을 수는 없어요."))
