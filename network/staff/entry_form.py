"""The form in which staff write down what came by telephone or on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.korean.registration_number import format_registration_number

from ..joining import fields
from ..joining.completeness import missing
from ..joining.likeness import applications_like, members_like
from ..models import Application, Channel
from ..names import name_key
from ..parts import FIELDS
from .facts_form import FactsForm, Sections

_CHANNELS = [(value, label) for value, label in Channel.choices if value != Channel.ONLINE]
_CONTACT = (
    "contact_name",
    "contact_email",
    "contact_telephone",
    "contact_title",
    "contact_department",
)
# Columns of an application that are no columns of an organisation.
_APART = (*_CONTACT, "pillars", "sdgs")
FACTS = tuple(name for name in FIELDS if name not in _APART)
# Fields of the screen, under the headings under which they stand there.
_RECEIVED = (_("어떻게 받았나요"), ("channel", "consent_noted"))
_SECTIONS: Sections = (
    (_("담당자"), _CONTACT),
    (
        _("기관"),
        ("kind", "name", "name_en", "unit", "registration_number", "has_no_number", "industry",
         "size", "founded_year"),
    ),
    (
        _("주소와 연락처"),
        ("postcode", "road_address", "address_detail", "dong", "website", "telephone", "email"),
    ),
    (_("소개"), ("summary", "summary_en", "story", "story_en", "pillars", "sdgs")),
)  # fmt: skip


class AmendForm(FactsForm):
    """Everything that the applicant's own form asks, on one page, cleaned and missed alike."""

    sections_shown = _SECTIONS

    def __init__(self, data=None, *, application: Application | None = None):
        super().__init__(data)
        self.application = application
        # Members and other applications of the same number or name.
        self.members: list = []
        self.others: list = []
        self.fields["contact_name"] = fields.Line(
            label=_("담당자 성명"),
            max_length=50,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={
                "required": _("담당자 성명을 적어 주세요."),
                "max_length": _("%(limit_value)d자까지 적을 수 있어요."),
                "null_characters_not_allowed": _("보이지 않는 글자가 섞여 있어요."),
            },
        )
        self.fields["contact_email"] = forms.EmailField(
            label=_("담당자 이메일"),
            max_length=254,
            required=False,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            help_text=_("여기로 메일이 나가요. 없으면 비워 두고 다른 방법으로 알려 주세요."),
            error_messages={
                "invalid": _("이메일 주소의 모양이 아니에요. name@example.com처럼 적어 주세요."),
                "null_characters_not_allowed": _("보이지 않는 글자가 섞여 있어요."),
            },
        )
        if application:
            self._show(application)

    def _show(self, application: Application) -> None:
        for name in (*FACTS, *_APART):
            self.fields[name].initial = getattr(application, name)
        number = format_registration_number(application.registration_number)
        self.fields["registration_number"].initial = number

    def clean(self):
        given = super().clean()
        draft = Application(
            **{name: given.get(name) for name in FACTS if given.get(name) is not None},
            contact_telephone=given.get("contact_telephone") or "",
            channel=Channel.PAPER,
        )
        for gap in missing(draft):
            if gap.field in self.fields and gap.field not in self.errors:
                self.add_error(gap.field, str(gap.sentence))
        return given

    def values(self) -> dict:
        """Columns with what was typed, facts and the rest. Call once valid."""
        return {name: self.cleaned_data[name] for name in (*FACTS, *_APART)}


class EntryForm(AmendForm):
    """A new one: how it came, and whether the person agreed to being written down."""

    sections_shown = (_RECEIVED, *_SECTIONS)

    channel = forms.ChoiceField(
        label=_("받은 방법"),
        choices=_CHANNELS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("전화인지 서면인지 골라 주세요."),
            "invalid_choice": _("전화인지 서면인지 골라 주세요."),
        },
    )
    consent_noted = forms.BooleanField(
        label=_("담당자가 개인정보 수집·이용과 운영규정에 동의했어요"),
        help_text=_("서면은 서명으로, 전화는 읽어 드리고 들은 답으로 확인해요."),
        error_messages={
            "required": _("동의를 확인해 주세요. 동의하지 않으면 신청을 받을 수 없어요.")
        },
    )
    seen_likeness = forms.BooleanField(
        label=_("살펴보았고, 따로 접수할 신청이에요"), required=False
    )

    def clean(self):
        given = super().clean()
        if not self.errors:
            self._find_likeness(given)
        return given

    def _find_likeness(self, given) -> None:
        draft = Application(
            name=given["name"],
            name_key=name_key(given["name"]),
            registration_number=given["registration_number"],
        )
        self.members = members_like(draft.name, draft.registration_number)
        self.others = list(applications_like(draft))
        if (self.members or self.others) and not given["seen_likeness"]:
            self.add_error(
                "seen_likeness",
                _("같은 번호나 이름이 이미 있어요. 살펴보고, 그래도 접수하면 표시해 주세요."),
            )

    def entry(self) -> dict:
        """What ``actions.enter_for`` asks for. Call once valid."""
        given = self.cleaned_data
        return {
            "channel": given["channel"],
            "consent_noted": given["consent_noted"],
            "facts": {name: given[name] for name in FACTS},
            **{name: given[name] for name in _APART},
        }
