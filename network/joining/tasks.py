"""What the clock and the queue do with applications."""

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from yeongdeungpoever.jobs.attempts import at_most

from ..models import Organisation
from .drafts import erase_forgotten
from .notices import tell_members
from .times import postpone_overdue, remember_unanswered


@task
def postpone_late_answers() -> None:
    """Tell whoever was promised an answer by a day that has passed when it comes."""
    postpone_overdue(timezone.localdate())


@task
def look_after_applications() -> None:
    """Delete drafts that nobody has touched for long, and remind staff of applications that came
    back to nobody. Run again it finds nothing new."""
    now = timezone.now()
    erase_forgotten(now)
    remember_unanswered(now)


@task
@at_most(1)  # a repeat could tell somebody twice
def announce_member(organisation_pk: int) -> None:
    """Tell the people of the other members that this organisation has joined."""
    organisation = Organisation.objects.members().filter(pk=organisation_pk).first()
    if organisation is not None:
        with transaction.atomic():
            tell_members(organisation)
