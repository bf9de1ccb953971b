"""Every day: requests past their day, and managers who are not seen any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.tasks import task
from django.utils import timezone

from yeongdeungpoever.notices import undeliverable

from ..models import JoiningRules, Officer, Organisation
from . import duties
from .actions.requests import escalate_overdue
from .actions.successions import complete_stragglers


@task
def look_after_people() -> None:
    """Pass on requests past their day; find organisations whose managers are not seen any more.
    Run again it finds nothing new."""
    escalate_overdue(timezone.localdate())
    complete_stragglers()
    check_managers(timezone.now())


def check_managers(now: datetime) -> int:
    """Open a duty for each member of which no manager has signed in for the months of the rules,
    and end those of which one has. Returns how many members are idle.

    Somebody who became a manager lately counts as seen on that day; an account that is switched
    off does not count at all.
    """
    before = months_before(now, JoiningRules.current().idle_months)
    members = Organisation.objects.members().filter(managers__gt=0)
    idle = 0
    for organisation in members.order_by("pk"):
        with transaction.atomic():
            if _last_seen(organisation) < before:
                duties.managers_are_idle(organisation)
                idle += 1
            else:
                duties.managers_came(organisation)
    return idle


def _last_seen(organisation: Organisation) -> datetime:
    """When one of its managers was seen last; the organisation's own beginning where none is."""
    managers = Officer.objects.managers().filter(organisation=organisation, user__is_active=True)
    seen = managers.aggregate(signed_in=Max("user__last_login"), since=Max("since"))
    return max(filter(None, (organisation.created_at, *seen.values())))


def months_before(moment: datetime, months: int) -> datetime:
    """The same time of the same day so many months earlier, or of that month's last day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)


def tell_the_office(user) -> None:
    """Mail to this account is refused for good: a duty for each organisation that it manages."""
    managed = Officer.objects.managers().filter(user=user).select_related("organisation")
    for office in managed:
        duties.mail_is_refused(office.organisation)


def listen() -> None:
    """Hear of addresses that take no mail. Called once, at start."""
    undeliverable.register(tell_the_office)
