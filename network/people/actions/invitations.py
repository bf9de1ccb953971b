"""Invitations of officers: made, mailed anew, revoked, accepted once."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ...acts import Refused
from ...choices import Role
from ...models import JoiningRules, JoinRequest, Officer, OfficerInvitation, Organisation
from ...models.officers import Asked
from ...permissions import may_invite, may_manage
from .. import duties, logs, notices
from . import limits
from .locks import lock, write_log
from .officers import add_officer

# How many may be open at once: mails of ours to strangers.
MOST_OPEN = 20
# Between two mails of one invitation.
AGAIN_AFTER = timedelta(minutes=10)


def hash_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def for_token(token: str) -> OfficerInvitation | None:
    """The invitation of this link, open or not; None for an unknown one."""
    found = OfficerInvitation.objects.select_related("organisation", "invited_by")
    return found.filter(token_hash=hash_of(token)).first()


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, *, by) -> OfficerInvitation:
    """Mail a way into the organisation. ``by`` is one of its managers, or of the staff who decide
    on applications (for an organisation that came in by telephone or on paper).

    Raises Refused for an address that is no address, that already belongs to an officer, or that
    is invited already, for too many open invitations at once, for too many mails a day, and for
    staff who would add a manager to those that there are.
    """
    now = lock(organisation, by)
    address = email.strip().lower()
    if role not in Role.values:
        raise Refused(_("역할을 골라 주세요."))
    _must_invite(by, now, role)
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Refused(
            _("이메일 주소의 모양이 아니에요. name@example.com처럼 적어 주세요.")
        ) from wrong
    if _officers_with(now, address).exists():
        raise Refused(_("이 이메일을 쓰는 분은 이미 이 기관의 실무자예요."))
    open_ones = now.invitations.open()
    if open_ones.filter(email__iexact=address).exists():
        raise Refused(
            _("이 이메일로 보낸 초대가 아직 열려 있어요. 초대 목록에서 다시 보낼 수 있어요.")
        )
    if open_ones.count() >= MOST_OPEN:
        raise Refused(_("열려 있는 초대가 너무 많아요. 쓰지 않을 초대를 먼저 거둬 주세요."))
    limits.may_mail_invitation(now, address)
    # One that ran out stands in the way of the constraint until it is closed.
    now.invitations.filter(
        email__iexact=address, accepted_at=None, revoked_at=None, expires_at__lte=timezone.now()
    ).update(revoked_at=F("expires_at"))
    token = secrets.token_urlsafe(32)
    invitation = OfficerInvitation.objects.create(
        organisation=now,
        email=address,
        role=role,
        token_hash=hash_of(token),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=JoiningRules.current().invitation_days),
    )
    write_log(logs.INVITED, now, by=by, invitation=str(invitation.key), role=role)
    notices.tell_invited(invitation, token)
    return invitation


@transaction.atomic
def renew(invitation: OfficerInvitation, *, by) -> OfficerInvitation:
    """Mail a new link, good for as long again; the one before opens nothing any more.

    Raises Refused when it was accepted or revoked, or mailed just now or too often today.
    """
    organisation = lock(invitation.organisation, by)
    _must_invite(by, organisation, invitation.role)
    now = _open_row(invitation)
    rules = JoiningRules.current()
    if timezone.now() - now.sent_at < AGAIN_AFTER:
        raise Refused(_("초대 메일을 조금 전에 보냈어요. 10분 뒤에 다시 보낼 수 있어요."))
    limits.may_mail_invitation(organisation, now.email)
    token = secrets.token_urlsafe(32)
    now.token_hash = hash_of(token)
    now.sent_at = timezone.now()
    now.expires_at = now.sent_at + timedelta(days=rules.invitation_days)
    now.save(update_fields=["token_hash", "sent_at", "expires_at"])
    write_log(logs.INVITED_AGAIN, organisation, by=by, invitation=str(now.key))
    notices.tell_invited(now, token)
    return now


@transaction.atomic
def revoke(invitation: OfficerInvitation, *, by) -> OfficerInvitation:
    """Take it back. Raises Refused when it was accepted or revoked already."""
    organisation = lock(invitation.organisation, by)
    if not may_invite(by, organisation):
        raise PermissionDenied
    now = _open_row(invitation)
    now.revoked_at = timezone.now()
    now.save(update_fields=["revoked_at"])
    write_log(logs.REVOKED, organisation, by=by, invitation=str(now.key))
    return now


@transaction.atomic
def accept_invitation(invitation: OfficerInvitation, user) -> Officer:
    """Become an officer. Of two who come at once one wins.

    Raises PermissionDenied for an account that has not shown the invited address to be its own,
    Refused for an invitation that was used, revoked or ran out, and for somebody who is an officer
    of the organisation already.
    """
    if not owns_address(user, invitation.email):
        raise PermissionDenied
    organisation = lock(invitation.organisation, user, invitation.invited_by)
    now = _open_row(invitation)
    if not now.is_open:
        raise Refused(_("기한이 지난 초대예요."))
    if Officer.objects.current().filter(organisation=organisation, user=user).exists():
        raise Refused(_("이미 이 기관의 실무자예요."))
    now.accepted_at = timezone.now()
    now.save(update_fields=["accepted_at"])
    office = add_officer(organisation, user, now.role, by=user)
    write_log(logs.ACCEPTED, organisation, by=user, invitation=str(now.key))
    # Whoever asked to be taken in is in.
    asked = JoinRequest.objects.filter(organisation=organisation, user=user, state=Asked.PENDING)
    for row in asked.select_for_update():
        duties.request_is_answered(row, by=user)
        row.state, row.answered_at = Asked.ACCEPTED, timezone.now()
        row.answered_by = now.invited_by
        row.save(update_fields=["state", "answered_at", "answered_by"])
    if now.invited_by and may_manage(now.invited_by, organisation):
        notices.tell(notices.ACCEPTED, now.invited_by, organisation, name=user.get_full_name())
    return office


def owns_address(user, email: str) -> bool:
    """Whether the account has shown that it reads this mailbox."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def _officers_with(organisation: Organisation, address: str):
    return Officer.objects.current().filter(
        organisation=organisation, user__emailaddress__email__iexact=address
    )


def _must_invite(by, organisation: Organisation, role: str) -> None:
    if not may_invite(by, organisation):
        raise PermissionDenied
    # Who manages an organisation is its own affair while anybody does.
    is_staffs = not may_manage(by, organisation)
    if is_staffs and role == Role.MANAGER and organisation.managers:
        raise Refused(
            _("관리자가 있는 기관이에요. 관리자는 그 기관의 관리자만 새로 초대할 수 있어요.")
        )


def _open_row(invitation: OfficerInvitation) -> OfficerInvitation:
    now = OfficerInvitation.objects.select_for_update().get(pk=invitation.pk)
    if now.accepted_at:
        raise Refused(_("그 사이 받아들인 초대예요."))
    if now.revoked_at:
        raise Refused(_("그 사이 거둔 초대예요."))
    return now
