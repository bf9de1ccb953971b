"""What a person types for a figure. Each field says what it could not read, beside itself."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.korean.numbers import format_number
from yeongdeungpoever.vocabulary.choices import Fund

from ..models import IndicatorValue, LedgerRow
from .entries import Row

# As Korean offices write a date, and as calendars do.
_DATE_FORMATS = ("%Y-%m-%d", "%Y. %m. %d.", "%Y. %m. %d", "%Y.%m.%d.", "%Y.%m.%d", "%Y/%m/%d")
_WRITTEN = re.compile(r"[0-9]{1,200}(?:\.[0-9]{1,30})?")
_MINUS_SIGNS = ("-", "−", "–", "△", "▲")
_FIRST_DAY = date(1995, 1, 1)  # the first year that an edition may have
_LARGEST_AMOUNT = 10**12  # 천원: a thousand times the budget of the city


class _Digits(forms.Field):
    """A number as people write it: with commas, spaces, and its unit behind it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    unit = ""
    # A unit by which people mean a thousand times as much.
    refused_unit: tuple[str, ...] = ()

    def to_python(self, value):
        text = normal_form(str(value or "")).replace(",", "").replace(" ", "")
        text = text.removesuffix(self.unit) if self.unit else text
        if text.endswith(self.refused_unit):
            raise ValidationError(_("원이 아니라 천원 단위로, 숫자만 적어 주세요."))
        if not text:
            return None
        if text.startswith(_MINUS_SIGNS):
            raise ValidationError(_("0보다 작을 수 없어요."))
        # Decimal also reads 1e9, 1_0 and the digits of other scripts; a person means none of them.
        if not _WRITTEN.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"])
        return self.checked(Decimal(text))

    def checked(self, number: Decimal):
        """The number in its own type, or ValidationError."""
        return number


class AmountField(_Digits):
    """An amount in 천원, whole. Empty is unknown, which is not 0."""

    unit = "천원"
    refused_unit = ("원",)
    default_error_messages = {"invalid": _("숫자만 적어 주세요. 예: 112,000")}

    def checked(self, number: Decimal) -> int:
        if number != number.to_integral_value():
            raise ValidationError(_("소수점 없이 천원 단위로 적어 주세요."))
        if number > _LARGEST_AMOUNT:
            raise ValidationError(_("금액이 너무 커요. 원이 아니라 천원 단위인지 확인해 주세요."))
        return int(number)


class NumberField(_Digits):
    """The value of an indicator: as many digits as its column holds."""

    default_error_messages = {"invalid": _("숫자만 적어 주세요. 예: 1,307 또는 45.5")}

    def checked(self, number: Decimal) -> Decimal:
        column = IndicatorValue._meta.get_field("value")
        if number >= 10 ** (column.max_digits - column.decimal_places):
            raise ValidationError(_("값이 너무 커요."))
        if number != round(number, column.decimal_places):
            raise ValidationError(_("소수점 아래는 세 자리까지 적을 수 있어요."))
        return number


class DayField(forms.DateField):
    """기준일, typed as text: Wagtail's date picker turns what it cannot read into today."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {"invalid": _("날짜로 읽을 수 없어요. 예: 2022. 10. 31.")}

    def __init__(self, **kwargs):
        super().__init__(
            label=_("기준일"),
            required=False,
            input_formats=_DATE_FORMATS,
            help_text=_("예: 2022. 10. 31. 자료에 기준일이 없으면 비워요."),
            **kwargs,
        )

    def validate(self, value):
        super().validate(value)
        if value and not _FIRST_DAY <= value <= date(timezone.localdate().year + 1, 12, 31):
            raise ValidationError(_("기준일은 1995년부터 내년 말까지 적을 수 있어요."))


def _page_field() -> forms.CharField:
    return forms.CharField(
        label=_("쪽"),
        required=False,
        max_length=10,
        help_text=_("수치가 적힌 자료의 쪽이에요. 예: 3 또는 1–2"),
    )


def _note_field() -> forms.CharField:
    return forms.CharField(label=_("메모"), max_length=200, required=False)


def _reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("고치는 까닭"),
        max_length=200,
        error_messages={"required": _("고치는 까닭을 적어 주세요.")},
    )


class FigureForm(forms.Form):
    """What the forms of figures share: they are about a book, and an action may refuse them."""

    def __init__(self, *args, book, **kwargs):
        self.book = book
        super().__init__(*args, **kwargs)

    def refuse(self, error: ValidationError) -> None:
        """Put an action's refusal beside its field; what has no field stands above the form."""
        found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
        for name, errors in found.items():
            self.add_error(name if name in self.fields else None, errors)


class _MoneyForm(FigureForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.book.is_plan:
            # A plan says what is needed; nothing was spent.
            del self.fields["executed"]
            self.fields["budget"].label = _("소요예산(천원)")

    def amounts(self) -> dict[str, int | None]:
        """예산액 and 집행액 as the actions want them."""
        return {name: self.cleaned_data.get(name) for name in LedgerRow.AMOUNTS}


class EnterMoneyForm(_MoneyForm):
    """A new line of the ledger."""

    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("단위사업"), queryset=None, empty_label=_("골라 주세요")
    )
    fund = forms.ChoiceField(
        label=_("재원"),
        required=False,
        choices=[("", _("재원 구분 없음")), *Fund.choices],
        help_text=_("자료가 금액을 재원으로 나누지 않으면 고르지 않아요."),
    )
    budget = AmountField(label=_("예산액(천원)"), required=False)
    executed = AmountField(
        label=_("집행액(천원)"), required=False, help_text=_("모르면 비워요. 0과 달라요.")
    )
    as_of = DayField()
    source_page = _page_field()
    note = _note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.book.kind == "edition":
            del self.fields["unit"]
        else:
            field = self.fields["unit"]
            field.queryset = self.book.subject.units.all()
            field.label_from_instance = lambda unit: unit.name

    def clean(self):
        data = super().clean()
        typed = {"budget", "executed"} & self.errors.keys()
        if not typed and set(self.amounts().values()) == {None}:
            self.add_error("budget", _("예산액이나 집행액을 적어 주세요."))
        return data


class EnterValueForm(FigureForm):
    """The value of an indicator that a line names."""

    key = forms.ChoiceField(label=_("지표"))
    value = NumberField(label=_("값"))
    as_of = DayField()
    source_page = _page_field()
    note = _note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].error_messages["required"] = _("값을 적어 주세요.")
        self.fields["key"].choices = [
            (key, f"{named['label']} ({named['unit']})" if named["unit"] else named["label"])
            for key, named in self.book.indicators.items()
        ]


_WITHDRAW_HELP = _("자료에 없는 수치를 잘못 넣었을 때 골라요. 확인되면 누리집에서 빠져요.")


class _CorrectForm(FigureForm):
    """A row that replaces another: what it is about stays, its amounts change, and it says why."""

    def __init__(self, *args, row: Row, **kwargs):
        self.row = row
        amounts = {name: getattr(row, name) for name in row.AMOUNTS}
        initial = {
            name: format_number(amount) for name, amount in amounts.items() if amount is not None
        }
        kwargs.setdefault("initial", initial | {"source_page": row.source_page})
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        typed = [data.get(name) for name in self.row.AMOUNTS]
        first = self.row.AMOUNTS[0]
        if set(self.row.AMOUNTS) & self.errors.keys():
            return data
        if data.get("withdraw"):
            data |= dict.fromkeys(self.row.AMOUNTS)
        elif all(amount is None for amount in typed):
            self.add_error(first, _("수치를 적거나, 없앨 것이면 '이 수치를 거둬요'를 골라 주세요."))
        elif self._says_nothing_new(data):
            self.add_error(first, _("지금 줄과 같아요. 바뀐 수치나 쪽을 적어 주세요."))
        return data

    def _says_nothing_new(self, data) -> bool:
        names = (*self.row.AMOUNTS, "source_page")
        return all(data.get(name) == getattr(self.row, name) for name in names)


class CorrectMoneyForm(_CorrectForm, _MoneyForm):
    """A correction of a line of the ledger."""

    budget = AmountField(label=_("예산액(천원)"), required=False)
    executed = AmountField(
        label=_("집행액(천원)"), required=False, help_text=_("모르면 비워요. 0과 달라요.")
    )
    source_page = _page_field()
    note = _reason_field()
    withdraw = forms.BooleanField(
        label=_("이 수치를 거둬요"), required=False, help_text=_WITHDRAW_HELP
    )


class CorrectValueForm(_CorrectForm):
    """A correction of the value of an indicator."""

    value = NumberField(label=_("값"), required=False)
    source_page = _page_field()
    note = _reason_field()
    withdraw = forms.BooleanField(
        label=_("이 수치를 거둬요"), required=False, help_text=_WITHDRAW_HELP
    )


class PasteForm(FigureForm):
    """A table out of 한글 or Excel, as its cells come over the clipboard."""

    text = forms.CharField(
        label=_("붙여넣을 표"),
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "class": "ever-paste"}),
        max_length=50_000,
        strip=False,
        error_messages={"required": _("표를 복사해 여기에 붙여 주세요.")},
    )
    as_of = DayField()
    source_page = _page_field()
    # What the person saw; another state of the book asks for another look.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
