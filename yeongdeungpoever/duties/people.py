"""Who works here, as far as duties ask.

A person *serves* while they may work in the back office: account in use, not locked, end date not
passed, and allowed to enter. What is held by somebody who no longer serves is nobody's.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from yeongdeungpoever.access.visibility import is_staff

from . import kinds


def serving() -> QuerySet:
    """Users who serve."""
    enters = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    return get_user_model().objects.filter(
        Q(staff_until=None) | Q(staff_until__gte=timezone.localdate()),
        Q(is_superuser=True)
        | Exists(enters.filter(user=OuterRef("pk")))
        | Exists(enters.filter(group__user=OuterRef("pk"))),
        is_active=True,
        locked_at=None,
    )


def serves(user) -> bool:
    """Whether this one person serves."""
    if user.locked_at or (user.staff_until and user.staff_until < timezone.localdate()):
        return False
    return is_staff(user)


def sees_all(user) -> bool:
    """Whether the person sees, and hands out, the whole office's duties."""
    return is_staff(user) and user.has_perm("duties.oversee_duty")


def can_do(kind_key: str) -> QuerySet:
    """Users who serve and may do duties of this kind."""
    kind = kinds.find(kind_key)
    people = serving()
    if kind and kind.done_by:
        people = people.filter(pk__in=kind.done_by().values("pk"))
    return people


def kinds_done_by(user) -> list[str]:
    """Keys of the kinds that name who may do them, and name this person: one query a kind."""
    return [
        kind.key
        for kind in kinds.kinds()
        if kind.done_by and kind.done_by().filter(pk=user.pk).exists()
    ]


def restricted_kinds() -> set[str]:
    """Keys of the kinds that name who may do them."""
    return {kind.key for kind in kinds.kinds() if kind.done_by}
