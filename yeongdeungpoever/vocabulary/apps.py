from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from .checks import check_district


class VocabularyConfig(AppConfig):
    name = "yeongdeungpoever.vocabulary"
    label = "vocabulary"
    verbose_name = _("공통 낱말")

    def ready(self) -> None:
        register(check_district)
