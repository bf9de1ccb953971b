"""What people hand over beside a password, made safe before allauth's forms judge it.

Mixins for the forms at the doors and in the account alike.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TypedCode:
    """A code as people type it: with the gaps that their app shows."""

    cleaned_data: dict[str, Any]

    def clean_code(self):
        self.cleaned_data["code"] = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        return super().clean_code()


class SturdyPasskey(forms.Form):
    """A credential comes from a browser, or from anybody: nonsense is a refusal, not a crash."""

    wrong = _("패스키를 확인하지 못했어요. 다시 해 주세요.")

    @contextmanager
    def refusing_nonsense(self) -> Iterator[None]:
        """Turns what allauth's reading of a credential trips over into ValidationError."""
        try:
            yield
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise forms.ValidationError(self.wrong) from error

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict) or not isinstance(credential.get("response"), dict):
            raise forms.ValidationError(self.wrong)
        # allauth's form for a new passkey judges in clean(), its others here.
        judge = getattr(super(), "clean_credential", None)
        if judge is None:
            return credential
        try:
            with self.refusing_nonsense():
                return judge()
        except forms.ValidationError as error:
            if error.code == "incorrect_code":
                raise forms.ValidationError(self.wrong) from error
            raise
