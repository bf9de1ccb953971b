"""The words with which Wagtail's log tells what happened to papers. The paper is named by its key
and by what it is, never by the name of its file."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from ..choices import PaperSlot

UPLOAD = "network.paper_upload"
REMOVE = "network.paper_remove"
CHECK = "network.paper_check"
DESTROY = "network.paper_destroy"

_WORDS = {
    UPLOAD: (_("서류 올림"), _("올린 서류: %(paper)s")),
    REMOVE: (_("서류 지움"), _("지운 서류: %(paper)s")),
    CHECK: (_("서류 확인"), _("확인한 서류: %(paper)s")),
    DESTROY: (_("서류 파기"), _("파기한 서류: %(paper)s")),
}


@hooks.register("register_log_actions")
def register_paper_actions(actions):
    """Name the acts."""
    for action, (label, sentence) in _WORDS.items():
        actions.register_action(action)(_formatter(label, sentence))


def _formatter(name, sentence):
    class Formatter(LogFormatter):
        label = name

        def format_message(self, log_entry):
            slot = log_entry.data.get("slot", "")
            known = slot in PaperSlot.values
            return sentence % {"paper": PaperSlot(slot).label if known else slot}

    return Formatter
