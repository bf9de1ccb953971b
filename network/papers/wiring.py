"""What this part of the app adds to the registries of the house, once, at start."""

from datetime import time

from django.db.models.signals import post_delete

from yeongdeungpoever.files.private import register_folder
from yeongdeungpoever.jobs import schedule

from ..models import Paper
from . import logs  # noqa: F401 - names the acts for Wagtail's log
from .actions import forget_file
from .opening import paper_at
from .storage import FOLDER


def _forget(instance, **_kwargs) -> None:
    # Rows go with their application too: a draft thrown away, an account erased.
    forget_file(instance.file.name)


def connect() -> None:
    """Called from ``AppConfig.ready()``."""
    register_folder(FOLDER, paper_at)
    post_delete.connect(_forget, sender=Paper, dispatch_uid="network.papers.forget")
    schedule.register(
        "network.destroy_papers",
        task="network.papers.tasks.destroy_papers",
        daily_at=time(4, 40),
    )
