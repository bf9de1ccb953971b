"""The blocks of which staff compose the front page. One without content hides itself."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from network.blocks import AnswerDaysBlock, ApplyBlock
from programmes.listings import latest_division_table, result_cards
from yeongdeungpoever.blocks.body import BodyBlock, StepsBlock
from yeongdeungpoever.pages.arcs import arcs_for_bridge
from yeongdeungpoever.pages.figures import figure_choices, figures_for
from yeongdeungpoever.pages.sections import section, section_choices


class HeroBlock(blocks.StructBlock):
    """The opening: one sentence, one picture, two ways on."""

    heading = blocks.CharBlock(label=_("큰 제목"), max_length=60)
    text = blocks.TextBlock(label=_("글"), max_length=240)
    primary_label = blocks.CharBlock(label=_("첫째 버튼"), max_length=20)
    primary_page = blocks.PageChooserBlock(label=_("첫째 버튼의 페이지"))
    secondary_label = blocks.CharBlock(label=_("둘째 버튼"), max_length=20, required=False)
    secondary_page = blocks.PageChooserBlock(label=_("둘째 버튼의 페이지"), required=False)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["bridge"] = arcs_for_bridge()
        return context

    class Meta:
        icon = "home"
        label = _("첫 화면")
        template = "home/blocks/hero.html"


class FigureBlock(blocks.ChoiceBlock):
    """The key of a figure."""

    def to_python(self, value):
        """The key as stored: the stock block would ask for every figure's label to read one."""
        return value

    def normalize(self, value):
        return value


class NumbersBlock(blocks.StructBlock):
    """Live numbers: each is read from its records and says when it was true."""

    heading = blocks.CharBlock(label=_("제목"), max_length=60)
    keys = blocks.ListBlock(
        FigureBlock(label=_("수치"), choices=figure_choices), label=_("수치"), max_num=6
    )
    caption = blocks.CharBlock(label=_("출처"), max_length=120)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["figures"] = figures_for(value["keys"])
        return context

    class Meta:
        icon = "order-up"
        label = _("수치")
        template = "home/blocks/numbers.html"


class ResultsBlock(blocks.StructBlock):
    """Programmes chosen by staff, with what came of them."""

    heading = blocks.CharBlock(label=_("제목"), max_length=60)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("핵심사업"), page_type="programmes.ProgrammePage"),
        label=_("핵심사업"),
        max_num=6,
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = context.get("request")
        context["cards"] = result_cards(
            getattr(request, "user", None), [page.pk for page in value["pages"] if page]
        )
        return context

    class Meta:
        icon = "success"
        label = _("사업 실적")
        template = "home/blocks/results.html"


class BudgetBlock(blocks.StructBlock):
    """The newest 예산 현황 of the division."""

    heading = blocks.CharBlock(label=_("제목"), max_length=60)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["table"] = latest_division_table()
        return context

    class Meta:
        icon = "table"
        label = _("예산 현황")
        template = "home/blocks/budget.html"


class LatestBlock(blocks.StructBlock):
    """The latest entries of one section; hidden while that section has none."""

    heading = blocks.CharBlock(label=_("제목"), max_length=60)
    section = blocks.ChoiceBlock(label=_("구역"), choices=section_choices)
    limit = blocks.IntegerBlock(label=_("개수"), default=3, min_value=1, max_value=6)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        found = section(value["section"])
        request = context.get("request")
        user = getattr(request, "user", None)
        context["cards"] = found.latest(user, value["limit"]) if found else []
        context["more"] = found.url() if found else ""
        return context

    class Meta:
        icon = "list-ul"
        label = _("최근 소식")
        template = "home/blocks/latest.html"


class JoinBlock(StepsBlock):
    """How an organisation joins, in steps, with the way to the whole guide."""

    page = blocks.PageChooserBlock(label=_("안내 페이지"))

    class Meta:
        icon = "group"
        label = _("가입 절차")
        template = "home/blocks/join.html"


class HomeBlock(blocks.StreamBlock):
    """What the front page may hold."""

    hero = HeroBlock()
    numbers = NumbersBlock()
    results = ResultsBlock()
    budget = BudgetBlock()
    latest = LatestBlock()
    join = JoinBlock()


class StandardBlock(BodyBlock):
    """What a standard page may hold: the body of any page, and what the upper rooms know."""

    answer_days = AnswerDaysBlock()
    apply = ApplyBlock()
