"""Giving and taking rights in the back office, locking, and ending somebody's sessions."""

from collections.abc import Iterable
from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from .models import Department, RightsChange, StaffInvitation, User
from .models.people import LastAdministrator
from .rights_log import because

__all__ = ["LastAdministrator", "because", "end_rights", "end_sessions", "grant", "lock", "unlock"]

# 개인정보의 안전성 확보조치 기준 art. 5 para. 6 asks for it; the number is the office's own rule.
UNUSED_FOR = timedelta(days=90)


@transaction.atomic
def grant(
    user: User,
    *,
    groups: Iterable[Group] = (),
    administrator: bool = False,
    department: Department | None = None,
    staff_until: date | None = None,
    by: User | None,
    cause: str,
) -> None:
    """Add roles (and make the person an administrator where asked), set department and end date.

    What the person holds already stays; department and end date are set only when given.
    """
    with because(by=by, cause=cause):
        user.is_superuser = user.is_superuser or administrator
        user.department = department or user.department
        user.staff_until = staff_until or user.staff_until
        user.save(update_fields=["is_superuser", "department", "staff_until"])
        user.groups.add(*groups)
    _forget_permissions(user)


@transaction.atomic
def end_rights(user: User, *, by: User | None, cause: str, at_once: bool = True) -> None:
    """Take every role, the department and the end date away; the account itself stays, the
    person's open invitations do not.

    ``at_once`` signs the person out everywhere. Raises LastAdministrator when nobody else could
    administer the site afterwards.
    """
    with because(by=by, cause=cause):
        user.groups.clear()
        user.user_permissions.clear()
        user.is_superuser = False
        user.department = None
        user.staff_until = None
        user.save(update_fields=["is_superuser", "department", "staff_until"])
    _forget_permissions(user)
    StaffInvitation.objects.open().filter(invited_by=user).update(revoked_at=timezone.now())
    if at_once:
        end_sessions(user)


def end_sessions(user: User) -> None:
    """Sign the person out everywhere, at the next request of each browser.

    Whoever ends the sessions of the person at work in this request calls Django's
    ``update_session_auth_hash`` afterwards to keep that one.
    """
    user.sessions_ended_at = timezone.now()
    # Not save(): the account may be on its way out, its second factor deleted before it.
    User.objects.filter(pk=user.pk).update(sessions_ended_at=user.sessions_ended_at)
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def lock(user: User, *, by: User | None = None, cause: str = RightsChange.Cause.UNUSED) -> None:
    """Close the account until an administrator opens it. Raises LastAdministrator."""
    with because(by=by, cause=cause):
        user.is_active = False
        user.locked_at = timezone.now()
        user.save(update_fields=["is_active", "locked_at"])
    end_sessions(user)


@transaction.atomic
def unlock(user: User, *, by: User | None) -> None:
    """Open a locked account again; the ninety days begin anew."""
    with because(by=by, cause=RightsChange.Cause.EDIT):
        user.is_active = True
        user.locked_at = None
        user.unused_from = timezone.now()
        user.save(update_fields=["is_active", "locked_at", "unused_from"])


def past_their_end(today: date):
    """Staff whose last day has gone by."""
    return User.objects.staff().filter(staff_until__lt=today)


def unused(now):
    """Active staff whom nobody has seen for ninety days, counted from the last sign-in, role given
    or unlocking, whichever came last."""
    limit = now - UNUSED_FOR
    return (
        User.objects.staff()
        .annotate(counted_from=Coalesce("unused_from", "date_joined"))
        .filter(
            Q(last_login=None) | Q(last_login__lt=limit),
            is_active=True,
            counted_from__lt=limit,
        )
    )


def _forget_permissions(user) -> None:
    for name in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(name, None)
