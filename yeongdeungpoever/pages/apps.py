from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished, post_page_move

from yeongdeungpoever.files.levels import register_owner
from yeongdeungpoever.web.caching import invalidate, invalidate_on_change


class PagesConfig(AppConfig):
    name = "yeongdeungpoever.pages"
    verbose_name = _("페이지")

    def ready(self):
        from . import checks  # noqa: F401 - registers the system checks
        from .file_levels import level_of
        from .holdings import register_holdings
        from .indexing import index_references
        from .models import BasePage, DemoRecord

        register_owner(level_of)
        register_holdings()
        invalidate_on_change(DemoRecord)
        page_published.connect(index_references, dispatch_uid="pages.index_references")
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(invalidate, dispatch_uid="pages.invalidate")
        post_delete.connect(invalidate, sender=BasePage, dispatch_uid="pages.invalidate")
