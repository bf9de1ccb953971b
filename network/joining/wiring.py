"""What this part of the app adds to the registries of the house, once, at start."""

from datetime import time
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from yeongdeungpoever.duties.models import ClosedDay
from yeongdeungpoever.jobs import schedule

from . import duties, handover, logs, notices
from .times import recount

__all__ = ["connect", "logs"]


def connect() -> None:
    """Called from ``AppConfig.ready()``."""
    notices.register_kinds()
    duties.register_kinds()
    handover.register_reviews()
    for signal in (post_save, post_delete):
        signal.connect(_move_days, sender=ClosedDay, dispatch_uid="network.move_days")
    # Before the letter of 09:00 tells team leaders what waits for them.
    schedule.register(
        "network.late_answers",
        task="network.joining.tasks.postpone_late_answers",
        daily_at=time(8, 30),
    )
    schedule.register(
        "network.look_after_applications",
        task="network.joining.tasks.look_after_applications",
        daily_at=time(4, 50),
    )


def _move_days(**kwargs) -> None:
    # After the commit: duties are counted anew inside of it, and a decision locks the application
    # first and its duty then.
    transaction.on_commit(partial(recount), robust=True)
