"""What an editor may save for an edition."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class EditionForm(WagtailAdminPageForm):
    """An indicator's key stands once on a page, or its number would have two places."""

    def clean(self):
        data = super().clean()
        if repeated := self._repeated_keys(data):
            raise ValidationError(
                _("같은 지표 이름표가 두 번 나와요: %(keys)s") % {"keys": ", ".join(repeated)}
            )
        return data

    def _repeated_keys(self, data) -> list[str]:
        seen, repeated = set(), []
        for name in self.instance.LINE_FIELDS:
            for line in data.get(name) or []:
                for item in line.value["indicators"]:
                    if item["key"] in seen:
                        repeated.append(item["key"])
                    seen.add(item["key"])
        return repeated
