"""Tasks of the house itself; all of them stand on the schedule (``apps.py``)."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.tasks import task
from django.utils import timezone

from .attempts import at_most
from .models import Progress


@task
@at_most(1)  # the next slot, a minute later, is the repeat
def publish_scheduled() -> None:
    """Publish and retire what an editor set to a time: Wagtail's own command."""
    call_command("publish_scheduled")


@task
def prune_finished() -> None:
    """Forget finished tasks after ``JOBS_KEEP_DAYS`` (14), failed ones after four times that."""
    days = getattr(settings, "JOBS_KEEP_DAYS", 14)
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=days,
        failed_min_age_days=days * 4,
    )
    Progress.objects.filter(updated_at__lt=timezone.now() - timedelta(days=days)).delete()


@task
def clear_sessions() -> None:
    """Delete expired sessions: Django's own command."""
    call_command("clearsessions")
