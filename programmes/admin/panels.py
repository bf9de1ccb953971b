"""What the first page of the back office says about figures that wait."""

from django.forms import Media
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from ..models import IndicatorValue, LedgerRow
from ..permissions import may_confirm_some, may_see_waiting
from .waiting import WaitingRow


class WaitingFiguresPanel(Component):
    """How many figures wait and which the longest: all for who confirms, an editor's own for an
    editor. Nothing waiting, nothing shown."""

    name = "waiting_figures"
    order = 70
    template_name = "programmes/admin/waiting_panel.html"

    def __init__(self, request):
        self.request = request

    @property
    def media(self):
        return Media()

    @cached_property
    def confirms(self) -> bool:
        """Whether this person confirms; the panel's words follow."""
        return may_confirm_some(self.request.user)

    @cached_property
    def querysets(self) -> list:
        """Waiting rows of both tables that concern this person."""
        user = self.request.user
        if not may_see_waiting(user):
            return []
        waiting = [LedgerRow.objects.waiting(), IndicatorValue.objects.waiting()]
        return waiting if self.confirms else [rows.filter(entered_by=user) for rows in waiting]

    @cached_property
    def count(self) -> int:
        return sum(rows.count() for rows in self.querysets)

    @property
    def oldest(self) -> WaitingRow:
        """The row that waits the longest; there is one while ``count`` is not 0."""
        first = [row for rows in self.querysets if (row := rows.first())]
        return WaitingRow(min(first, key=lambda row: row.entered_at))

    def get_context_data(self, parent_context):
        oldest = self.oldest
        since = oldest.row.entered_at
        return {
            "count": self.count,
            "oldest": oldest,
            "confirms": self.confirms,
            "days": (timezone.localdate() - timezone.localdate(since)).days,
            "since": since,
        }

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if self.count else ""
