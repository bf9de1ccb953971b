"""What every new account is asked, whichever way it comes in: name, age, consents.

allauth derives its sign-up forms from this one (``ACCOUNT_SIGNUP_FORM_CLASS``), so it must not
import them.
"""

import re
import time
import unicodedata
from dataclasses import dataclass

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.web.client_address import client_address

from . import consents
from .models import ConsentMethod, PolicyVersion, User
from .policy_texts import sections

# Nobody reads and fills the form in less.
_QUICKEST_SECONDS = 2
_SALT = "accounts.sign_up"
_IN_NAMES = frozenset(" -'’.·,()")


def opened_at(moment: float | None = None) -> str:
    """The mark that a sign-up form carries: when it was opened, signed."""
    return Signer(salt=_SALT).sign(str(int(time.time() if moment is None else moment)))


def _age_of(mark: str) -> float | None:
    try:
        return time.time() - int(Signer(salt=_SALT).unsign(mark))
    except (BadSignature, ValueError):
        return None


def clean_person_name(value: str) -> str:
    """The name in composed letters. Raises ValidationError where it holds what no name does.

    Mails greet people by it, so that no address or sentence of a stranger may stand there.
    """
    typed = " ".join(value.split())
    if any(
        unicodedata.category(letter)[0] not in "LM" and letter not in _IN_NAMES for letter in typed
    ):
        raise forms.ValidationError(_("성명은 글자로만 적어 주세요. 숫자나 기호는 쓸 수 없어요."))
    name = normal_form(typed).strip()
    if not name:
        # Letters that are empty to the eye.
        raise forms.ValidationError(_("성명을 입력해 주세요."))
    return name


@dataclass(frozen=True, slots=True)
class Asked:
    """One consent as the form shows it."""

    version: PolicyVersion
    required: bool
    field: forms.BoundField

    @property
    def text(self) -> SafeString:
        """The text to read in place, sanitised, one level of headings below the form's own."""
        text, _headings = sections(self.version.text(get_language() or "ko"))
        return mark_safe(re.sub(r"<(/?)h2[^>]*>", r"<\1h3>", text))  # noqa: S308

    @property
    def address(self) -> str | None:
        """The page that holds it for good."""
        return consents.address_of(self.version)


class PersonForm(forms.Form):
    """성명, 만 14세 이상, and the consents in force; a kind without a version is not asked."""

    name = forms.CharField(
        label=_("성명"),
        min_length=2,
        max_length=User._meta.get_field("name").max_length,
        help_text=_("함께 일할 때 부르는 이름이에요."),
        error_messages={
            "required": _("성명을 입력해 주세요."),
            "min_length": _("성명은 두 글자 이상이에요."),
            "max_length": _("성명이 너무 길어요. 50자까지 적을 수 있어요."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    age = forms.BooleanField(
        label=_("만 14세 이상입니다"),
        error_messages={"required": _("만 14세 이상만 계정을 만들 수 있어요.")},
    )
    # Filled by programs alone; who fills it by accident is told so and asked again.
    note = forms.CharField(
        label=_("이 칸은 비워 두세요"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = opened_at()
        self._versions = {}
        for versions, required in zip(consents.asked_at_sign_up(), (True, False), strict=True):
            for version in versions:
                self._ask(version, required)

    def _ask(self, version: PolicyVersion, required: bool) -> None:
        name = f"consent_{version.kind}"
        self._versions[name] = (version, required)
        self.fields[name] = forms.BooleanField(
            label=_CONSENT_LABELS.get(version.kind, version.get_kind_display()),
            required=required,
            error_messages={"required": _("이 항목에 동의해야 계정을 만들 수 있어요.")},
        )

    @property
    def asked(self) -> list[Asked]:
        """The consents in the order of the form."""
        return [
            Asked(version, required, self[name])
            for name, (version, required) in self._versions.items()
        ]

    def clean_name(self):
        return clean_person_name(self.cleaned_data["name"])

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("note"):
            self._again({"note": ""})
            raise forms.ValidationError(
                _("화면에 보이지 않는 칸이 채워져 있어 비웠어요. 한 번 더 눌러 주세요.")
            )
        age = _age_of(self.cleaned_data.get("opened", ""))
        if age is None or age < _QUICKEST_SECONDS:
            if age is None:
                self._again({"opened": opened_at()})
            raise forms.ValidationError(
                _("사람이 보낸 것인지 확인하지 못했어요. 잠시 뒤 한 번 더 눌러 주세요.")
            )
        return cleaned

    def _again(self, changes: dict) -> None:
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in changes.items():
            data[self.add_prefix(name)] = value
        self.data = data

    def signup(self, request, user):
        """Write down what was agreed to: version, time, address, and where."""
        given = [
            version for name, (version, _r) in self._versions.items() if self.cleaned_data.get(name)
        ]
        consents.give(user, given, method=ConsentMethod.SIGN_UP, ip_address=client_address(request))


_CONSENT_LABELS = {
    "terms": _("이용약관에 동의합니다"),
    "collection": _("개인정보 수집·이용에 동의합니다"),
    "news": _("소식·행사 안내 메일을 받겠습니다"),
}
