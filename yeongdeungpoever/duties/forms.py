"""Giving ticked duties to people or a department."""

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from .people import serving

NOBODY = "nobody"


class AssignForm(forms.Form):
    """What is left at "그대로" stays. Choices: those who serve here, and the departments."""

    owner = forms.ChoiceField(label=_("맡은 사람"), required=False)
    deputy = forms.ChoiceField(label=_("대리자"), required=False)
    department = forms.ChoiceField(label=_("담당 부서"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = serving().select_related("department").order_by("name", "pk")
        departments = apps.get_model("accounts.Department").objects.all()
        self._found = {
            "owner": {str(each.pk): each for each in people},
            "deputy": {str(each.pk): each for each in people},
            "department": {str(each.pk): each for each in departments},
        }
        keep = ("", _("그대로"))
        for name, found in self._found.items():
            none = (NOBODY, _("부서 없음") if name == "department" else _("아무도 아님"))
            self.fields[name].choices = [
                keep,
                none,
                *((key, _label(each)) for key, each in found.items()),
            ]

    def changes(self) -> dict:
        """What to give to ``actions.assign``: only what was chosen. Call once valid."""
        return {
            name: self._found[name].get(value) for name, value in self.cleaned_data.items() if value
        }

    def clean(self):
        chosen = super().clean()
        if not self.errors and not any(chosen.values()):
            raise forms.ValidationError(_("무엇을 바꿀지 하나는 골라 주세요."))
        return chosen


def _label(each) -> str:
    department = getattr(each, "department", None)
    return f"{each} ({department})" if department else str(each)
