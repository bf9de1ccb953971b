"""준비된 글: texts that staff keep ready for their decisions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from yeongdeungpoever.sheets.exports import SafeExport

from ..models import ReadyText


class ReadyTextIndexView(SafeExport, IndexView):
    """A list whose files are safe to open."""


class ReadyTextViewSet(SnippetViewSet):
    """One list of texts, by the decision that they are for."""

    model = ReadyText
    index_view_class = ReadyTextIndexView
    icon = "copy"
    menu_label = _("준비된 글")
    menu_order = 680
    add_to_settings_menu = True
    copy_view_enabled = True
    inspect_view_enabled = False
    list_display = ["title", "use", "sort_order"]
    list_filter = ["use"]
    list_export = ["use", "title", "text", "text_en", "sort_order"]
    export_filename = "ready-texts"
    search_fields = ["title", "text"]
    panels = [
        FieldPanel("use"),
        FieldPanel(
            "title", help_text=_("고를 때 보이는 짧은 제목이에요. 신청한 사람에게는 안 보여요.")
        ),
        FieldPanel(
            "text",
            help_text=_("신청한 사람에게 그대로 전해질 글이에요. 넣은 뒤 고쳐서 보낼 수 있어요."),
        ),
        FieldPanel(
            "text_en", help_text=_("영어로 쓰는 신청자에게 넣을 글이에요. 비워 두어도 돼요.")
        ),
        FieldPanel("sort_order", help_text=_("작은 수가 먼저 나와요.")),
    ]
