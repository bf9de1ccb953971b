from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.web.caching import invalidate_on_change


class FilesConfig(AppConfig):
    name = "yeongdeungpoever.files"
    verbose_name = _("이미지와 문서")

    def ready(self):
        from .holdings import register_holdings
        from .models import Document, Image

        register_holdings()
        invalidate_on_change(Document, Image)
