"""What this part of the app adds to the registries of the house, once, at start."""


def connect() -> None:
    """Called from ``AppConfig.ready()``."""
