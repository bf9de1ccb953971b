"""What an editor composes for an edition: the report's lines, and its table of cities."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LEVELS = [("0", _("첫째 단계")), ("1", _("둘째 단계")), ("2", _("셋째 단계"))]
INDICATOR_KEY = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("영문 소문자, 숫자, 붙임표(-)만 쓸 수 있어요.")
)


class IndicatorBlock(blocks.StructBlock):
    """The name of a number that a line states. The number itself is a row (IndicatorValue)."""

    key = blocks.CharBlock(
        label=_("지표 이름표"),
        max_length=40,
        validators=[INDICATOR_KEY],
        help_text=_("수치와 이어 주는 이름이에요. 한 번 쓰면 바꾸지 않아요. 예: participants"),
    )
    label = blocks.CharBlock(label=_("지표"), max_length=80)
    unit = blocks.CharBlock(label=_("단위"), max_length=20, required=False)
    label_en = blocks.CharBlock(label=_("지표(영문)"), max_length=120, required=False)
    unit_en = blocks.CharBlock(label=_("단위(영문)"), max_length=40, required=False)

    class Meta:
        icon = "order-up"
        label = _("지표")


class LineBlock(blocks.StructBlock):
    """One line of the report: its depth, its words, and the page on which it stands."""

    level = blocks.ChoiceBlock(label=_("단계"), choices=LEVELS, default="0")
    text = blocks.CharBlock(label=_("내용"), max_length=400)
    source_page = blocks.CharBlock(label=_("쪽"), max_length=10, required=False)
    indicators = blocks.ListBlock(
        IndicatorBlock(),
        label=_("지표"),
        default=[],
        help_text=_("이 줄이 말하는 수치예요. 값은 '수치'에서 넣어요."),
    )

    class Meta:
        icon = "list-ul"
        label = _("줄")
        label_format = "{text}"


class LinesBlock(blocks.StreamBlock):
    """Ordered lines. A first line never starts deeper than the first level."""

    line = LineBlock()

    def clean(self, value):
        value = super().clean(value)
        if value and value[0].value["level"] != "0":
            raise ValidationError(_("첫 줄은 첫째 단계여야 해요."))
        return value


class CitiesBlock(blocks.StreamBlock):
    """상호결연도시: one entry a scope (국내, 국외), names as the source writes them."""

    group = blocks.StructBlock(
        [
            ("scope", blocks.CharBlock(label=_("구분"), max_length=20)),
            ("count", blocks.IntegerBlock(label=_("도시 수"), min_value=0)),
            (
                "names",
                blocks.ListBlock(
                    blocks.CharBlock(label=_("도시명"), max_length=60), label=_("도시명")
                ),
            ),
        ],
        icon="site",
        label=_("구분"),
    )
