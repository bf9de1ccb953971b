from datetime import time, timedelta

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from . import schedule
from .checks import check_jobs, check_jobs_deploy

TASKS = "yeongdeungpoever.jobs.tasks"


class JobsConfig(AppConfig):
    name = "yeongdeungpoever.jobs"
    verbose_name = _("뒤에서 하는 일")

    def ready(self) -> None:
        checks.register(check_jobs)
        checks.register(check_jobs_deploy, deploy=True)
        schedule.register(
            "publish_scheduled", every=timedelta(minutes=1), task=f"{TASKS}.publish_scheduled"
        )
        schedule.register("prune_finished", daily_at=time(3, 30), task=f"{TASKS}.prune_finished")
        schedule.register("clear_sessions", daily_at=time(3, 40), task=f"{TASKS}.clear_sessions")
