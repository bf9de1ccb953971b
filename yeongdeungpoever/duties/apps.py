from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.jobs import schedule


class DutiesConfig(AppConfig):
    name = "yeongdeungpoever.duties"
    verbose_name = _("기다리는 일")

    def ready(self):
        from . import logs  # noqa: F401 - names the acts for Wagtail's log

        schedule.register(
            "duties.forget_old",
            task="yeongdeungpoever.duties.tasks.forget_old_duties",
            daily_at=time(4, 20),
        )
