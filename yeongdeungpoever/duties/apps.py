from datetime import time

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.jobs import schedule


class DutiesConfig(AppConfig):
    name = "yeongdeungpoever.duties"
    verbose_name = _("기다리는 일")

    def ready(self):
        from . import (
            logs,  # noqa: F401 - names the acts for Wagtail's log
            morning,
        )
        from .actions import recount
        from .models import ClosedDay

        def move_dates(**kwargs):
            recount()

        for signal in (post_save, post_delete):
            signal.connect(
                move_dates, sender=ClosedDay, weak=False, dispatch_uid="duties.move_dates"
            )

        schedule.register(
            "duties.forget_old",
            task="yeongdeungpoever.duties.tasks.forget_old_duties",
            daily_at=time(4, 20),
        )
        morning.register()
        schedule.register("duties.morning", task=morning.send_morning_mails, daily_at=morning.HOUR)
