from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "yeongdeungpoever.files"
    verbose_name = _("이미지와 문서")
