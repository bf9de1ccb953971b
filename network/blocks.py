"""Blocks of a page's body that read how the network is run."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yeongdeungpoever.web.caching import kept

from .models import JoiningRules


def answer_rules() -> tuple[int, bool]:
    """The working days of an answer, and whether the district has confirmed them."""
    rules = JoiningRules.current()
    return rules.answer_days, rules.confirmed


class AnswerDaysBlock(blocks.StructBlock):
    """Within how many working days an application is answered, as the rules say now."""

    heading = blocks.CharBlock(label=_("제목"), max_length=80)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["days"], context["confirmed"] = kept("joining-answer-days", answer_rules)
        return context

    class Meta:
        icon = "time"
        label = _("가입 신청에 답하는 기한")
        help_text = _("날수는 설정의 '가입 심사 기준'에서 바꿔요. 바꾸면 여기에도 바로 나와요.")
        template = "network/blocks/answer_days.html"


class ApplyBlock(blocks.StructBlock):
    """The way to the application, with one button."""

    heading = blocks.CharBlock(label=_("제목"), max_length=80)
    text = blocks.CharBlock(label=_("글"), max_length=200, required=False)

    class Meta:
        icon = "edit"
        label = _("기관 가입 신청 버튼")
        template = "network/blocks/apply.html"
