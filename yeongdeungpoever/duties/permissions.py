"""Who may see, take and hand out duties. Strangers are refused on the first line of each rule.

Staff: their own, those they asked for, their department's, nobody's, and those of a kind that is
theirs to do. Operators and administrators: all.
"""

from yeongdeungpoever.access.visibility import is_staff

from .models import Duty
from .people import can_do, sees_all


def may_see_list(user) -> bool:
    """Whether the list of duties opens: for everybody of the back office."""
    return is_staff(user)


def may_see(user, duty: Duty) -> bool:
    """Whether the person may see this one."""
    if not is_staff(user):
        return False
    return Duty.objects.visible_to(user).filter(pk=duty.pk).exists()


def may_hold(user, duty: Duty) -> bool:
    """Whether the person could be its owner or deputy: serves, and may do its kind."""
    if not is_staff(user):
        return False
    return can_do(duty.kind).filter(pk=user.pk).exists()


def may_take(user, duty: Duty) -> bool:
    """Whether the person may take it upon themselves: sees it and may hold it."""
    if not is_staff(user):
        return False
    return may_hold(user, duty) and may_see(user, duty)


def may_assign(user, duty: Duty) -> bool:
    """Whether the person may give it to others: whoever oversees all, holds it, or works in its
    department."""
    if not is_staff(user):
        return False
    if sees_all(user) or user.pk in (duty.owner_id, duty.deputy_id):
        return True
    return duty.department_id is not None and duty.department_id == user.department_id


def may_put_away(user, duty: Duty) -> bool:
    """Whether the person may close it by hand: only what has lost its record is."""
    if not is_staff(user):
        return False
    return duty.is_orphan and may_assign(user, duty)


def may_keep_closed_days(user) -> bool:
    """Whether the person may enter 임시공휴일."""
    return is_staff(user) and user.has_perm("duties.change_closedday")
