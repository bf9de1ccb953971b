"""Every night: rights that have run out end, accounts that nobody uses are locked."""

import logging

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from yeongdeungpoever.notices.outbox import send

from .models import RightsChange, User
from .rights import UNUSED_FOR, LastAdministrator, end_rights, lock, past_their_end, unused

logger = logging.getLogger(__name__)


@task
def close_staff_accounts() -> None:
    """End rights past their day and lock what stood unused for ninety days. Run again it finds
    nothing. The last administrator stays, and ``launch_check`` tells."""
    now = timezone.now()
    for person in past_their_end(timezone.localdate(now)):
        _one(_end, person, now)
    for person in unused(now):
        _one(_lock, person, now)


def _one(act, person: User, now) -> None:
    try:
        with transaction.atomic():
            act(User.objects.select_for_update().get(pk=person.pk), now)
    except LastAdministrator:
        logger.warning("the last administrator stays, though the account should be closed")


def _end(person: User, now) -> None:
    names = [str(group) for group in person.groups.order_by("name")]
    if person.is_superuser:
        names.insert(0, "관리자")
    end_rights(person, by=None, cause=RightsChange.Cause.END_DATE)
    context = {
        "rights": ", ".join(names),
        "cause": str(RightsChange.Cause.END_DATE.label),
        "at": now,
    }
    send("accounts.rights_ended", person, context)


def _lock(person: User, now) -> None:
    lock(person)
    context = {"days": UNUSED_FOR.days, "last_login": person.last_login, "at": now}
    send("accounts.locked", person, context)
