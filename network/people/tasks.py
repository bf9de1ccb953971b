"""Every day: requests past their day, managers who are not seen any more, what is kept too long."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.tasks import task
from django.utils import timezone

from yeongdeungpoever.notices import undeliverable

from ..models import JoiningRules, Officer, Organisation
from . import duties
from .actions.requests import escalate_overdue
from .actions.successions import complete_stragglers
from .keeping import empty_contacts, forget_invitations


@task
def look_after_people() -> None:
    """Pass on requests past their day; find organisations whose managers are not seen any more;
    let go of what is kept of people no longer. Run again it finds nothing new."""
    escalate_overdue(timezone.localdate())
    complete_stragglers()
    check_managers(timezone.now())
    empty_contacts(timezone.now())
    forget_invitations(timezone.now())


def check_managers(now: datetime) -> int:
    """Open a duty for each member of which no manager has signed in for the months of the rules,
    and end those of which one has. Returns how many members are idle.

    Somebody who became a manager lately counts as seen on that day; an account that is switched
    off does not count at all.
    """
    before = months_before(now, JoiningRules.current().idle_months)
    seen = (
        Officer.objects.managers()
        .filter(organisation=OuterRef("pk"), user__is_active=True)
        .filter(Q(user__last_login__gte=before) | Q(since__gte=before))
    )
    managed = Organisation.objects.members().filter(managers__gt=0).order_by("pk")
    idle = managed.filter(~Exists(seen), created_at__lt=before)
    known, found = duties.known_as_idle(), 0
    for organisation in idle:
        found += 1
        if organisation.pk not in known:
            duties.managers_are_idle(organisation)
    for organisation in managed.filter(pk__in=known).exclude(pk__in=idle.values("pk")):
        duties.managers_came(organisation)
    return found


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
