from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "yeongdeungpoever.duties"
    verbose_name = _("기다리는 일")
