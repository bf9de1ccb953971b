"""Open invitations as work that a manager leaves behind."""

from django.utils import timezone

from ..models import Officer, OfficerInvitation


def _theirs(officer: Officer):
    return OfficerInvitation.objects.open().filter(
        organisation=officer.organisation_id, invited_by=officer.user_id
    )


def open_invitations(officer: Officer) -> int:
    """How many of the manager's invitations are open."""
    return _theirs(officer).count()


def move_invitations(officer: Officer, successor: Officer) -> None:
    """They are the successor's from now on, who must be a manager to have invited anybody."""
    if successor.is_manager:
        _theirs(officer).update(invited_by=successor.user_id)


def drop_invitations(officer: Officer) -> None:
    """Nobody answers for them any more: their links open nothing."""
    _theirs(officer).update(revoked_at=timezone.now())
