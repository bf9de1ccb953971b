"""The form, a page at a time: only what may be written now is in it.

Whatever a request brings for a part that is locked has no field here, so nothing comes of it.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import JOINING_CONSENTS, PolicyVersion
from yeongdeungpoever.accounts.person_form import Asked
from yeongdeungpoever.korean.registration_number import format_registration_number

from ..models import Application
from ..parts import STEP_BY_KEY, Part, parts_of
from ..states import State
from . import fields
from .completeness import WITHOUT_NUMBER, Missing

_NEEDED = {
    "kind", "name", "unit", "registration_number", "industry", "size", "road_address", "dong",
    "telephone", "summary", "contact_telephone",
}  # fmt: skip
_CONSENT_LABELS = {
    "joining": _("담당자 개인정보의 수집·이용에 동의합니다"),
    "rules": _("운영규정에 동의합니다"),
}
CONSENT_PREFIX = "consent_"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One value that somebody saved elsewhere while it was written here."""

    label: str
    stored: str
    typed: str


class StepForm(forms.Form):
    """One step of one application; unbound it shows what is stored."""

    def __init__(self, data=None, *, application: Application, step: str):
        self.application = application
        self.step = STEP_BY_KEY[step]
        super().__init__(data)
        made = fields.make()
        for part in self.open_parts:
            for name in part.fields:
                field = made[name]
                # Read by the template of fields: marked 필수, and missed only when handed in.
                field.needed = name in _NEEDED  # type: ignore[attr-defined]
                field.initial = _shown(name, getattr(application, name))
                self.fields[name] = field
        self._versions: dict[str, PolicyVersion] = {}
        if self.asks_consents:
            self._ask_consents()

    @property
    def open_parts(self) -> list[Part]:
        """Parts of this step that may be written now."""
        return [part for part in parts_of(self.step.key) if part.key in self._writable]

    @property
    def _writable(self) -> tuple[str, ...]:
        return self.application.writable_parts

    @property
    def asks_consents(self) -> bool:
        """Whether this page asks the consents: of a draft; they are given once."""
        return self.step.key == "contact" and self.application.state == State.DRAFT

    def _ask_consents(self):
        given = set()
        if self.application.pk:
            given = set(self.application.consents.in_force().values_list("policy", flat=True))
        for version in consents.current_versions(JOINING_CONSENTS):
            name = f"{CONSENT_PREFIX}{version.kind}"
            self._versions[name] = version
            field = forms.BooleanField(
                label=_CONSENT_LABELS.get(version.kind, version.get_kind_display()),
                required=False,
                initial=version.pk in given,
            )
            self.fields[name] = field

    @property
    def asked(self) -> list[Asked]:
        """The consents with their texts."""
        return [Asked(version, True, self[name]) for name, version in self._versions.items()]

    def clean(self):
        cleaned = super().clean()
        if "registration_number" in self.fields and "has_no_number" in self.fields:
            self._clean_number(cleaned)
        return cleaned

    def _clean_number(self, cleaned):
        if cleaned.get("registration_number"):
            cleaned["has_no_number"] = False
        kind = cleaned.get("kind", "") if "kind" in self.fields else self.application.kind
        if cleaned.get("has_no_number") and kind and kind not in WITHOUT_NUMBER:
            self.add_error("has_no_number", _("등록번호 없이는 비영리기관만 신청할 수 있어요."))

    @property
    def token(self) -> str:
        """What this step held when the form was opened; another one means that it was saved
        elsewhere meanwhile."""
        held = {
            name: getattr(self.application, name)
            for part in self.open_parts
            for name in part.fields
        }
        text = json.dumps(held, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def changes(self) -> dict[str, Any]:
        """Columns whose valid value differs from the stored one."""
        return {
            name: self.cleaned_data[name]
            for part in self.open_parts
            for name in part.fields
            if name in self.cleaned_data
            and self.cleaned_data[name] != getattr(self.application, name)
        }

    def conflicts(self) -> list[Conflict]:
        """Where what was typed differs from what is stored, in words."""
        return [
            Conflict(
                str(self.fields[name].label),
                in_words(self.application, name),
                in_words(self.application, name, value),
            )
            for name, value in self.changes().items()
        ]

    def ticked(self) -> dict[str, bool]:
        """Kind of consent → whether its box is ticked."""
        return {
            version.kind: bool(self.cleaned_data.get(name))
            for name, version in self._versions.items()
        }

    def version_of(self, kind: str):
        """The version that the box of this kind asks."""
        return self._versions[f"{CONSENT_PREFIX}{kind}"]

    def point_out(self, missing: list[Missing]) -> None:
        """Say beside each field of this unbound form what is missing there."""
        errors = ErrorDict()
        for each in missing:
            if each.field in self.fields:
                errors[each.field] = self.error_class([str(each.sentence)])
        self._errors = errors


def _shown(name: str, value):
    if name == "registration_number":
        return format_registration_number(value)
    return value


_STORED = object()


def in_words(application: Application, name: str, value=_STORED) -> str:
    """A column as people read it: the stored value, or another one that it might have."""
    if value is not _STORED:
        application = Application(**{name: value})
    if name == "registration_number":
        return application.printed_number
    if name == "pillars":
        return ", ".join(application.pillar_names)
    if name == "sdgs":
        return ", ".join(application.goal_names)
    held = getattr(application, name)
    if name == "has_no_number":
        return str(_("등록번호가 없음")) if held else ""
    display = getattr(application, f"get_{name}_display", None)
    if display and held:
        return str(display())
    return "" if held is None else str(held)
