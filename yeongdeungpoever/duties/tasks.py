"""What the clock does with duties."""

from django.tasks import task

from .actions import forget_old


@task
def forget_old_duties() -> None:
    """Delete duties that were closed three years ago."""
    forget_old()
