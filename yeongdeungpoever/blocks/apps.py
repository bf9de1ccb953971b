from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlocksConfig(AppConfig):
    name = "yeongdeungpoever.blocks"
    verbose_name = _("본문 블록")
