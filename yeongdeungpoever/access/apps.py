from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.jobs import schedule


class AccessConfig(AppConfig):
    name = "yeongdeungpoever.access"
    verbose_name = _("공개 범위와 접속기록")

    def ready(self):
        schedule.register(
            "prune_access_log",
            daily_at=time(3, 50),
            task="yeongdeungpoever.access.tasks.prune_access_log",
        )
