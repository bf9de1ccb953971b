"""Inviting people into the back office: made, sent, renewed, revoked, accepted once."""

import secrets
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from yeongdeungpoever.notices.outbox import send

from .models import Department, RightsChange, StaffInvitation, User
from .proof import is_unproven
from .rights import grant
from .sign_up import forget_unproven

VALID_FOR = timedelta(hours=72)


class InvitationClosed(Exception):
    """Accepted, revoked or expired in the meantime."""


@transaction.atomic
def invite(
    email: str,
    name: str,
    *,
    role: Group | None,
    department: Department | None = None,
    staff_until: date | None = None,
    by: User | None,
) -> StaffInvitation:
    """Make an invitation and mail its link. Without a role it makes an administrator.

    An expired one for the same address is closed; an open one breaks the constraint: renew it.
    Raises IntegrityError then.
    """
    now = timezone.now()
    StaffInvitation.objects.filter(
        email__iexact=email, accepted_at=None, revoked_at=None, expires_at__lte=now
    ).update(revoked_at=F("expires_at"))
    token = secrets.token_urlsafe(32)
    invitation = StaffInvitation.objects.create(
        email=email.strip().lower(),
        name=name,
        role=role,
        department=department,
        staff_until=staff_until,
        token_hash=StaffInvitation.hash_of(token),
        invited_by=by,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    log(instance=invitation, action="accounts.invite", user=by)
    _send(invitation, token)
    return invitation


@transaction.atomic
def renew(invitation: StaffInvitation, *, by: User | None) -> None:
    """Mail a new link, good for another 72 hours; the earlier link opens nothing any more.

    Raises InvitationClosed when it was accepted or revoked.
    """
    token = secrets.token_urlsafe(32)
    changed = StaffInvitation.objects.filter(
        pk=invitation.pk, accepted_at=None, revoked_at=None
    ).update(token_hash=StaffInvitation.hash_of(token), expires_at=timezone.now() + VALID_FOR)
    if not changed:
        raise InvitationClosed
    invitation.refresh_from_db()
    log(instance=invitation, action="accounts.invite_again", user=by)
    _send(invitation, token)


@transaction.atomic
def revoke(invitation: StaffInvitation, *, by: User | None) -> None:
    """Take it back. Raises InvitationClosed when it was accepted or revoked already."""
    changed = StaffInvitation.objects.filter(
        pk=invitation.pk, accepted_at=None, revoked_at=None
    ).update(revoked_at=timezone.now())
    if not changed:
        raise InvitationClosed
    invitation.refresh_from_db()
    log(instance=invitation, action="accounts.revoke_invitation", user=by)


def account_of(invitation: StaffInvitation) -> User | None:
    """The account that has the invited address already and has shown that it is theirs, if any."""
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user and is_unproven(user):
        return None
    if user is None:
        owned = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True).first()
        user = User.objects.get(pk=owned.user_id) if owned else None
    return user


@transaction.atomic
def accept(
    invitation: StaffInvitation, *, user: User | None = None, name: str = "", password: str = ""
) -> User:
    """Make the account (unless ``user`` has one), give the rights, and close the invitation.

    Of two who come at once one wins. Raises InvitationClosed for the other, for an invitation that
    was revoked or ran out, and where the inviter is no administrator any more. The link has shown
    that the mailbox is theirs, so the address counts as verified.
    """
    now = timezone.now()
    won = StaffInvitation.objects.open().filter(pk=invitation.pk).update(accepted_at=now)
    if not won:
        raise InvitationClosed
    inviter = invitation.invited_by
    if inviter and not (inviter.is_superuser and inviter.works_here):
        raise InvitationClosed
    if user is None:
        forget_unproven(invitation.email)
        user = User.objects.create_user(invitation.email, password, name=name or invitation.name)
    EmailAddress.objects.update_or_create(
        user=user,
        email=invitation.email,
        defaults={"verified": True, "primary": user.email.lower() == invitation.email},
    )
    grant(
        user,
        groups=[invitation.role] if invitation.role else [],
        administrator=invitation.role is None,
        department=invitation.department,
        staff_until=invitation.staff_until,
        by=invitation.invited_by,
        cause=RightsChange.Cause.INVITATION,
    )
    log(instance=invitation, action="accounts.accept_invitation", user=user)
    return user


def _send(invitation: StaffInvitation, token: str) -> None:
    link = reverse("staff_invitation", args=[token])
    context = {
        "invitation": str(invitation.key),
        "link": link,
        "expires_at": invitation.expires_at,
    }
    if invitation.invited_by is None and invitation.role is None:
        send("accounts.first_administrator", invitation.email, context)
        return
    context |= {
        "name": invitation.name,
        "role": invitation.role_name,
        "department": str(invitation.department or ""),
        "until": invitation.staff_until,
        "inviter": str(invitation.invited_by or ""),
    }
    send("accounts.staff_invitation", invitation.email, context)
