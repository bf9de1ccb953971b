"""What the clock does for 인사이동."""

from django.tasks import task

from .handover import run_due


@task
def hand_over_today() -> None:
    """Carry out every hand-over that is planned for today."""
    run_due()
