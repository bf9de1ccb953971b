"""The first panel of the back office: what waits."""

from dataclasses import dataclass

from django.forms import Media
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from .models import Duty
from .rows import Row, rows

# More would not be a list of what to do next; the full list holds them all.
LIMIT = 30
# In the order in which they are read; the values of ``for_panel()``'s ``part``.
PARTS = (
    ("mine", _("내 일")),
    ("team", _("우리 부서의 일")),
    ("nobody", _("맡은 사람이 없는 일")),
    ("asked", _("내가 요청하고 기다리는 일")),
)


@dataclass(frozen=True)
class Part:
    """One of the four lists; ``count`` may be more than the rows shown."""

    name: str
    title: object
    rows: list[Row]
    count: int

    @property
    def overdue(self) -> int:
        """How many of those shown are overdue."""
        return sum(row.duty.is_overdue for row in self.rows)


class DutiesPanel(Component):
    """What waits for this person, their department and nobody; it also says when nothing does."""

    name = "duties"
    order = 50
    template_name = "duties/panel.html"

    def __init__(self, request):
        self.request = request

    @property
    def media(self):
        return Media(css={"all": ["admin/duties.css"]})

    @cached_property
    def parts(self) -> list[Part]:
        """The lists that hold something."""
        found = rows(Duty.objects.for_panel(self.request.user, LIMIT), self.request.user)
        by_part: dict[str, list[Row]] = {}
        for row in found:
            by_part.setdefault(row.duty.part, []).append(row)
        return [
            Part(name, title, by_part[name], by_part[name][0].duty.of)
            for name, title in PARTS
            if name in by_part
        ]

    def get_context_data(self, parent_context):
        return {
            "parts": self.parts,
            "csrf_token": get_token(self.request),
            "list_url": reverse("duties:list"),
        }
