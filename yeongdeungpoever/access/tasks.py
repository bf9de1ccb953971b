"""What the trail does by the clock."""

import logging

from django.tasks import task

from .retention import prune

logger = logging.getLogger("yeongdeungpoever.access")


@task
def prune_access_log() -> None:
    """Delete what is older than two years."""
    entries, anchors = prune()
    logger.info("access log: %s rows and %s anchors past their time deleted", entries, anchors)
