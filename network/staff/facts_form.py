"""The applicant's fields as staff fill them in: all on one page, cleaned alike."""

from django import forms
from django.utils.functional import Promise

from ..joining import fields

# Headings, and the fields under each.
Sections = tuple[tuple[str | Promise, tuple[str, ...]], ...]


class FactsForm(forms.Form):
    """Those fields of ``joining.fields`` that ``sections_shown`` names, with the fields of one's
    own among them. Whoever inherits says which are missing where they are left empty."""

    sections_shown: Sections = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shown = {name for _label, names in self.sections_shown for name in names}
        self.fields.update({name: each for name, each in fields.make().items() if name in shown})
        for field in self.fields.values():
            # Not the clerk's own name and address are typed here.
            field.widget.attrs["autocomplete"] = "off"

    @property
    def sections(self) -> list[tuple]:
        """Headings with their bound fields."""
        return [(label, [self[name] for name in names]) for label, names in self.sections_shown]
