"""What this part of the app adds to the registries of the house, once, at start."""

from datetime import time

from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.jobs import schedule

from . import (
    logs,  # noqa: F401 - names the acts for Wagtail's log
    tasks,
    work,
)
from .acting import choose_first
from .duties import register_duties
from .holdings import register_holdings
from .invited import drop_invitations, move_invitations, open_invitations
from .notices import register_kinds


def connect() -> None:
    """Called from ``AppConfig.ready()``."""
    register_kinds()
    register_duties()
    register_holdings()
    tasks.listen()
    user_logged_in.connect(choose_first, dispatch_uid="network.people.choose_first")
    work.register(
        work.Work(
            key="network.invitations",
            label=_("열려 있는 실무자 초대"),
            count=open_invitations,
            move=move_invitations,
            drop=drop_invitations,
        )
    )
    # Before the morning's mail about what waits.
    schedule.register(
        "network.look_after_people",
        daily_at=time(6, 20),
        task="network.people.tasks.look_after_people",
    )
