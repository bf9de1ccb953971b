from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "yeongdeungpoever.access"
    verbose_name = _("공개 범위와 접속기록")
