"""What this part of the app adds to the registries of the house, once, at start."""

from yeongdeungpoever.web.caching import invalidate_on_change

from ..models import JoiningRules
from .organisation_screens import register_organisation_screens
from .queue_screens import register_queue_screens


def connect() -> None:
    """Called from ``AppConfig.ready()``."""
    register_queue_screens()
    register_organisation_screens()
    # Their days stand on 모집·운영안내.
    invalidate_on_change(JoiningRules)
