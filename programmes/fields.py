"""A field for a few choices out of a short list, ticked as boxes."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChosenField(models.JSONField):
    """Several values of a fixed list, stored as a JSON array in the order of the list.

    ``options`` is a callable, so that migrations stay the same when a list grows.
    """

    def __init__(self, *args, options: Callable[[], list] | None = None, **kwargs):
        self.options = options or list
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        known = {key for key, _label in self.options()}
        if unknown := [item for item in value if item not in known]:
            raise ValidationError(
                _("목록에 없는 값이에요: %(values)s"),
                params={"values": ", ".join(map(str, unknown))},
            )

    def formfield(self, **kwargs):
        choices = list(self.options())
        kind = type(choices[0][0]) if choices else str
        return forms.TypedMultipleChoiceField(
            choices=choices,
            coerce=kind,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
