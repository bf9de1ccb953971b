from datetime import time, timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.jobs import schedule

TASKS = "yeongdeungpoever.notices.tasks"


class NoticesConfig(AppConfig):
    name = "yeongdeungpoever.notices"
    verbose_name = _("알림")

    def ready(self) -> None:
        from yeongdeungpoever.access import screens

        from . import digest
        from .views import people_shown

        for name in ("notices:list", "notices:list_results"):
            screens.register(name, screens.Screen(name=_("알림"), people=people_shown))
        every = timedelta(seconds=getattr(settings, "NOTICES_SWEEP_SECONDS", 60))
        schedule.register("deliver_notices", every=every, task=f"{TASKS}.sweep")
        schedule.register("purge_notices", daily_at=time(3, 50), task=f"{TASKS}.purge")
        digest.register()
        schedule.register("send_digests", daily_at=digest.HOUR, task=digest.send_weekly)
