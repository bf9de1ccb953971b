"""Form fields of the account pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordBox(forms.PasswordInput):
    """A password field with a button that shows what is typed, where scripts run."""

    template_name = "account/password_box.html"

    def __init__(self, autocomplete: str):
        super().__init__(attrs={"autocomplete": autocomplete, "spellcheck": "false"})


class LanguageChoice(forms.Select):
    """A choice of languages, each named in itself, so that it is read aloud as what it is."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = str(value)
        return option


class AddressField(forms.EmailField):
    """An address in small letters, as it is kept."""

    def clean(self, value):
        return super().clean(value).lower()


def email_field(**options) -> AddressField:
    """The field for an address, in our words; no longer than the column that keeps it."""
    defaults: dict[str, Any] = {
        "label": _("이메일"),
        "max_length": 254,
        "error_messages": {
            "required": _("이메일을 입력해 주세요."),
            "invalid": _("이메일 주소의 모양이 아니에요. name@example.com처럼 적어 주세요."),
            "max_length": _("이메일이 너무 길어요."),
        },
        "widget": forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    }
    return AddressField(**defaults | options)


def password_field(autocomplete: str, **options) -> forms.CharField:
    """The field for a password, kept as typed and never sent back."""
    defaults: dict[str, Any] = {
        "label": _("비밀번호"),
        "strip": False,
        "error_messages": {"required": _("비밀번호를 입력해 주세요.")},
        "widget": PasswordBox(autocomplete),
    }
    return forms.CharField(**defaults | options)


def code_field(**options) -> forms.CharField:
    """The field for a code: digits first on a telephone's keyboard, and one may paste."""
    defaults: dict[str, Any] = {
        "label": _("인증 코드"),
        "max_length": 40,
        "error_messages": {
            "required": _("인증 코드를 입력해 주세요."),
            "max_length": _("인증 코드가 너무 길어요. 숫자만 입력해 주세요."),
        },
        "widget": forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
    }
    return forms.CharField(**defaults | options)
