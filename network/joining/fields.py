"""Form fields of the application: cleaned alike, with sentences of ours for whatever is wrong."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.vocabulary.choices import EsgPillar, IndustrySection, Sdg, dong_choices

from .. import typed
from ..choices import OrganisationKind, Size, Unit
from ..models import Application, JoinRequest
from ..models.facts import EARLIEST_YEAR
from ..names import name_key

# A letter may arrive in so many parts (NFD) and be one letter when it is composed.
_PARTS = 4
_SAID = {
    "max_length": _("%(limit_value)d자까지 적을 수 있어요. 지금은 %(show_value)d자예요."),
    "null_characters_not_allowed": _("보이지 않는 글자가 섞여 있어요. 다시 적어 주세요."),
    "invalid_choice": _("보기 가운데에서 골라 주세요."),
    "invalid_list": _("보기 가운데에서 골라 주세요."),
}


def _column(name: str):
    return Application._meta.get_field(name)


def not_too_long(text: str, most: int) -> str:
    """The text as it is. Raises ValidationError where it could not fit whatever becomes of it, so
    that nobody composes or searches what is refused anyway."""
    if len(text) > _PARTS * most:
        raise forms.ValidationError(
            _SAID["max_length"] % {"limit_value": most, "show_value": len(text)}
        )
    return text


class Line(typed.SafeText):
    """One line of text: its normal form, single spaces, no 주민등록번호."""

    def to_python(self, value):
        text = super().to_python(value)
        if not isinstance(text, str) or "\x00" in text:
            # NUL is refused by CharField itself, with a sentence.
            return text
        return self.tidy(normal_form(not_too_long(text, self.max_length)))

    def tidy(self, text: str) -> str:
        return " ".join(text.split())


class Name(Line):
    """The name of an organisation; one without a letter is none."""

    def clean(self, value):
        name = super().clean(value)
        if name and not name_key(name):
            raise forms.ValidationError(_("기관 이름을 글자로 적어 주세요."))
        return name


class Text(Line):
    """Several lines; a line end counts as one letter, as the browser counts it."""

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)

    def tidy(self, text: str) -> str:
        return text.strip()


class Number(Line):
    """A registration number as people write it → ten digits whose check holds."""

    def clean(self, value):
        return typed.registration_number(super().clean(value))


class Telephone(Line):
    """A telephone number → its national form. One that stood there before is left alone."""

    def clean(self, value):
        text = super().clean(value)
        return text if text == self.initial else typed.telephone(text)


class Site(forms.URLField):
    """The address of a site, completed by https where nothing stands before it."""

    def to_python(self, value):
        # A link that a program would refuse to split is no address, whatever it is.
        text = value.strip() if isinstance(value, str) else value
        typed.no_resident_number(not_too_long(text or "", self.max_length))
        return super().to_python(text)

    def validate(self, value):
        super().validate(value)
        if value and not value.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class Year(forms.IntegerField):
    """A year up to the present one."""

    def validate(self, value):
        super().validate(value)
        if value is not None and not EARLIEST_YEAR <= value <= timezone.localdate().year:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


def _text(name, *, kind=Line, help="", attrs=None, length=None, **rest):
    column = _column(name)
    widget = forms.Textarea if kind is Text else forms.TextInput
    return kind(
        label=column.verbose_name,
        help_text=help,
        max_length=length or column.max_length,
        required=False,
        error_messages=_SAID,
        widget=widget(attrs={"autocomplete": "off"} | (attrs or {})),
        **rest,
    )


def _one_of(name, choices, *, widget=forms.RadioSelect, help="", label=None):
    return forms.ChoiceField(
        label=label or _column(name).verbose_name,
        choices=choices,
        required=False,
        help_text=help,
        error_messages=_SAID,
        widget=widget,
    )


def _with_nothing(choices):
    return lambda: [("", _("골라 주세요")), *(choices() if callable(choices) else choices)]


def make() -> dict[str, forms.Field]:
    """Every field of the form by the name of its column, newly made; none is required, as an
    application may be left at any point (``completeness`` says what is missing)."""
    return {
        "kind": _one_of("kind", OrganisationKind.choices),
        "name": _text(
            "name",
            kind=Name,
            help=_("사업자등록증이나 고유번호증에 적힌 이름을 그대로 적어 주세요."),
            attrs={"autocomplete": "organization"},
        ),
        "name_en": _text("name_en", help=_("없으면 비워 두세요."), attrs={"lang": "en"}),
        "unit": _one_of(
            "unit",
            Unit.choices,
            help=_("한 회사의 본점과 지점이 따로 참여할 수 있어요. 지점이 없으면 본점을 고르세요."),
        ),
        "registration_number": _text(
            "registration_number",
            kind=Number,
            help=_("숫자 10자리예요. 예: 000-00-00000"),
            attrs={"inputmode": "numeric", "spellcheck": "false"},
            length=20,
        ),
        "has_no_number": forms.BooleanField(
            label=_("비영리기관이고 등록번호가 없습니다"),
            help_text=_("번호 대신 등록을 확인할 수 있는 서류를 올려요."),
            required=False,
        ),
        "industry": _one_of(
            "industry",
            _with_nothing(IndustrySection.choices),
            widget=forms.Select,
            help=_("한국표준산업분류의 대분류예요. 주로 하는 일에 가까운 것을 고르세요."),
        ),
        "size": _one_of("size", Size.choices),
        "founded_year": Year(
            label=_column("founded_year").verbose_name,
            required=False,
            help_text=_("네 자리로 적어 주세요. 예: 1999"),
            error_messages={
                "invalid": _("설립 연도를 네 자리 숫자로 적어 주세요. 올해까지만 적을 수 있어요.")
            },
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        ),
        "postcode": forms.RegexField(
            r"\A[0-9]{5}\Z",
            strip=True,
            label=_column("postcode").verbose_name,
            required=False,
            help_text=_("숫자 5자리예요."),
            error_messages={"invalid": _("우편번호를 숫자 5자리로 적어 주세요.")},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        ),
        "road_address": _text(
            "road_address",
            help=_("건물번호까지 적어 주세요."),
            attrs={"autocomplete": "address-line1"},
        ),
        "address_detail": _text(
            "address_detail",
            help=_("층, 호, 건물 이름이에요."),
            attrs={"autocomplete": "address-line2"},
        ),
        "dong": _one_of("dong", _with_nothing(dong_choices), widget=forms.Select),
        "website": Site(
            label=_column("website").verbose_name,
            max_length=_column("website").max_length,
            required=False,
            assume_scheme="https",
            help_text=_("없으면 비워 두세요. 예: www.example.org"),
            error_messages=_SAID | {"invalid": _("누리집 주소의 모양이 아니에요.")},
            # Whoever types www.… must not be refused by the browser.
            widget=forms.TextInput(
                attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}
            ),
        ),
        "telephone": _text(
            "telephone",
            kind=Telephone,
            help=_("예: 02-1234-5678, 1588-1234"),
            attrs={"inputmode": "tel", "autocomplete": "tel"},
            length=40,
        ),
        "email": _mail("email"),
        "summary": _text("summary", help=_("참여기관 목록에 실려요. 120자까지예요.")),
        "summary_en": _text("summary_en", help=_("없으면 비워 두세요."), attrs={"lang": "en"}),
        "story": _text(
            "story",
            kind=Text,
            help=_(
                "무엇을 하는 기관인지, 지역에서 무엇을 했고 하고 싶은지 적어 주세요. "
                "3,000자까지예요."
            ),
            attrs={"rows": 8},
        ),
        "story_en": _text(
            "story_en", kind=Text, help=_("없으면 비워 두세요."), attrs={"rows": 4, "lang": "en"}
        ),
        "pillars": forms.MultipleChoiceField(
            label=_("ESG 가운데 힘쓰는 것"),
            choices=EsgPillar.choices,
            required=False,
            help_text=_("여러 개를 고를 수 있어요."),
            error_messages=_SAID,
            widget=forms.CheckboxSelectMultiple,
        ),
        "sdgs": forms.TypedMultipleChoiceField(
            label=_("이어지는 지속가능발전목표"),
            choices=_goals,
            coerce=int,
            required=False,
            help_text=_("여러 개를 고를 수 있어요."),
            error_messages=_SAID,
            widget=forms.CheckboxSelectMultiple,
        ),
        "contact_title": _text("contact_title", help=_("적지 않아도 돼요.")),
        "contact_department": _text("contact_department", help=_("적지 않아도 돼요.")),
        "contact_telephone": _text(
            "contact_telephone",
            kind=Telephone,
            help=_("신청서를 검토하다 물을 것이 있을 때 걸 번호예요."),
            attrs={"inputmode": "tel", "autocomplete": "tel"},
            length=40,
        ),
    }


def message() -> Text:
    """What is said to the managers of a member with a request to join them."""
    column = JoinRequest._meta.get_field("message")
    return Text(max_length=column.max_length, required=False, error_messages=_SAID)


def _goals():
    return [(goal.value, f"{goal.value}. {goal.label}") for goal in Sdg]


def _mail(name):
    return forms.EmailField(
        label=_column(name).verbose_name,
        max_length=_column(name).max_length,
        required=False,
        help_text=_("기관의 대표 주소예요. 없으면 비워 두세요."),
        error_messages=_SAID
        | {"invalid": _("이메일 주소의 모양이 아니에요. name@example.com처럼 적어 주세요.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
