"""A paper that came to the office, put up by staff."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import PaperSlot
from ..papers.checking import limits_of


class PaperForm(forms.Form):
    """What it is, and the file."""

    slot = forms.ChoiceField(
        label=_("무엇인가요"),
        choices=PaperSlot.choices,
        error_messages={
            "required": _("무엇을 올리는지 골라 주세요."),
            "invalid_choice": _("무엇을 올리는지 골라 주세요."),
        },
    )
    file = forms.FileField(
        label=_("파일"),
        max_length=255,
        error_messages={
            "required": _("올릴 파일을 골라 주세요."),
            "empty": _("빈 파일이에요. 다른 파일을 골라 주세요."),
            "invalid": _("올릴 파일을 골라 주세요."),
            "max_length": _("파일 이름이 너무 길어요. 짧게 바꿔서 올려 주세요."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limits = limits_of(PaperSlot.OTHER)
        self.fields["file"].help_text = _("%(kinds)s, %(size)sMB까지, 모두 %(count)s개까지") % {
            "kinds": limits.printed_kinds,
            "size": limits.megabytes,
            "count": limits.max_count,
        }
        self.fields["file"].widget.attrs["accept"] = limits.accept
