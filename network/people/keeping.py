"""How long the network keeps what it knows of people, as the text of consent ``joining`` says it.

Papers have their own nightly step (``papers.tasks``).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..choices import Role
from ..models import Application, ApplicationMove, Officer, OfficerInvitation
from ..states import CLOSED, State

# After the end of what it was needed for; section 3 of the text of consent.
KEPT = timedelta(days=30)
EMPTY_CONTACT = {
    "contact_name": "",
    "contact_email": "",
    "contact_title": "",
    "contact_department": "",
    "contact_telephone": "",
}


def empty_contacts(now: datetime) -> int:
    """Empty what closed applications say of their officer in charge once it is needed no longer.

    Where the person applied themselves: when they do not act for the organisation, be it that
    there is none. Where staff entered it: after 30 days, of an approved one as soon as the
    invited manager came or did not in time. Returns how many were emptied.
    """
    closed = Application.objects.filter(state__in=CLOSED).exclude(**EMPTY_CONTACT)
    office = Officer.objects.current().filter(
        organisation=OuterRef("organisation_id"), user=OuterRef("applicant_id")
    )
    own = closed.exclude(applicant=None, applicant_key=None).exclude(Exists(office))
    entered = closed.filter(applicant=None, applicant_key=None)
    return own.update(**EMPTY_CONTACT) + _over(entered, now).update(**EMPTY_CONTACT)


def _over(entered: QuerySet[Application], now: datetime) -> QuerySet[Application]:
    before = now - KEPT
    taken_back = ApplicationMove.objects.filter(
        application=OuterRef("pk"), state=State.WITHDRAWN, at__lte=before
    )
    invitations = OfficerInvitation.objects.filter(
        organisation=OuterRef("organisation_id"), role=Role.MANAGER
    )
    # One that was revoked says nothing: another may follow.
    came_or_not = Q(accepted_at__isnull=False) | Q(revoked_at=None, expires_at__lte=now)
    is_invited = Exists(invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=now))
    return entered.filter(
        Q(state__in=(State.APPROVED, State.REJECTED), decided_at__lte=before)
        | Q(Exists(taken_back), state=State.WITHDRAWN)
        | Q(Exists(invitations.filter(came_or_not)), state=State.APPROVED)
    ).exclude(is_invited, state=State.APPROVED)


@transaction.atomic
def forget_invitations(now: datetime) -> int:
    """Delete invitations that were accepted, revoked or ran out 30 days ago or earlier: they hold
    an address. What happened stays in the organisation's log. Returns how many."""
    before = now - KEPT
    over = OfficerInvitation.objects.filter(
        Q(accepted_at__lte=before)
        | Q(revoked_at__lte=before)
        | Q(accepted_at=None, revoked_at=None, expires_at__lte=before)
    )
    # Locked, as one that is mailed anew at this moment is open again.
    keys = list(over.select_for_update().values_list("pk", flat=True))
    OfficerInvitation.objects.filter(pk__in=keys).delete()
    return len(keys)
