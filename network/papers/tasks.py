"""What the clock does with papers."""

from django.tasks import task

from .actions import destroy_due, sweep


@task
def destroy_papers() -> None:
    """Destroy papers whose time is over, and files that no row names."""
    destroy_due()
    sweep()
