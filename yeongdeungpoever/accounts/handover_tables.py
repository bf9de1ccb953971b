"""인사이동 in the tables of duties, mails and the clock."""

from datetime import time

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.duties import kinds as duty_kinds
from yeongdeungpoever.jobs import schedule
from yeongdeungpoever.notices import kinds as notice_kinds

from . import handover
from .models import User

_SAMPLE_AT = "2026-11-24T09:00:00+09:00"


def register_handover() -> None:
    """Called once from ``AppConfig.ready()``."""
    handover.register_belongings()
    duty_kinds.register(
        duty_kinds.Kind(
            key=handover.UNFINISHED,
            label=_("인사이동 마치기"),
            verb=_("살펴보기"),
            days=1,
            url=lambda row: reverse("handover:result", args=[row.pk]),
            done_by=lambda: User.objects.filter(is_superuser=True),
        )
    )
    notice_kinds.register(
        notice_kinds.Kind(
            key="accounts.handover",
            title=_("이어받은 일"),
            template="accounts/notices/handover",
            sample=lambda: {"person": "김예시", "duties": 3, "departments": 1, "at": _SAMPLE_AT},
        )
    )
    # Before anybody comes in: the rights of whoever goes on that day end at its beginning.
    schedule.register(
        "accounts.hand_over",
        daily_at=time(0, 5),
        task="yeongdeungpoever.accounts.handover_tasks.hand_over_today",
    )
