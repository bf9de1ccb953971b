"""What this part of the app adds to the registries of the house, once, at start."""

from .queue_screens import register_queue_screens


def connect() -> None:
    """Called from ``AppConfig.ready()``."""
    register_queue_screens()
