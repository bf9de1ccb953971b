from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KoreanConfig(AppConfig):
    name = "yeongdeungpoever.korean"
    label = "korean"
    verbose_name = _("한국어 표기")
