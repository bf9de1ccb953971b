"""What an editor may save for an edition."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class EditionForm(WagtailAdminPageForm):
    """An indicator's key stands once on a page, or its number would have two places; the number
    that cards show large is one of them."""

    def clean(self):
        data = super().clean()
        keys = self._keys(data)
        if repeated := [key for key, times in keys.items() if times > 1]:
            raise ValidationError(
                _("같은 지표 이름표가 두 번 나와요: %(keys)s") % {"keys": ", ".join(repeated)}
            )
        # While lines have errors of their own, which keys they name is not known.
        are_lines_read = not set(self.instance.LINE_FIELDS) & self.errors.keys()
        headline = data.get("headline")
        if headline and are_lines_read and headline not in keys:
            self.add_error(
                "headline",
                _("이 페이지의 줄에 없는 지표예요. 줄에 적은 지표 이름표를 적거나 비워 주세요."),
            )
        return data

    def _keys(self, data) -> Counter[str]:
        """How often the lines as typed name each indicator."""
        return Counter(
            item["key"]
            for name in self.instance.LINE_FIELDS
            for line in data.get(name) or []
            for item in line.value["indicators"]
        )
