"""Every grant and removal of a right leaves a row, whichever road it took.

The roads differ (invitation, the user form, Wagtail's bulk actions, a command, the nightly task),
so the rows are written by signals. Who did it and why is what :func:`because` says around the
act; without it, the person at work in the back office, else "a command".
"""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import get_active_log_context

from .models import RightsChange, User
from .models.people import RIGHTS_FIELDS, LastAdministrator

Change, Cause = RightsChange.Change, RightsChange.Cause

_because: ContextVar[tuple[object, str] | None] = ContextVar("rights_because", default=None)
_even_the_last: ContextVar[bool] = ContextVar("rights_even_the_last", default=False)


@contextmanager
def because(*, by, cause: str):
    """Name the person (or None) and the cause of every change of rights made inside."""
    token = _because.set((by, cause))
    try:
        yield
    finally:
        _because.reset(token)


@contextmanager
def even_the_last():
    """Inside, the last administrator may go: a demonstration ends, and what comes next begins
    with ``manage.py invite_administrator``."""
    token = _even_the_last.set(True)
    try:
        yield
    finally:
        _even_the_last.reset(token)


def _who_and_why() -> tuple[object, str]:
    if said := _because.get():
        return said
    person = get_active_log_context().user
    return person, Cause.EDIT if person else Cause.COMMAND


def record(person, change: str, rights: Iterable[str]) -> None:
    """Keep one row a right for the person. Rights are words of the office, kept in Korean."""
    by, cause = _who_and_why()
    actor = getattr(by, "key", None)
    RightsChange.objects.bulk_create(
        RightsChange(person=person.key, actor=actor, change=change, right=right[:150], cause=cause)
        for right in rights
    )


def _words(user) -> dict[str, str]:
    """The rights that lie in the person's own row: field → what it gives, in words."""
    with override("ko"):
        words = {}
        if user.is_superuser:
            words["is_superuser"] = _("관리자")
        if user.department_id:
            words["department"] = _("소속 부서: {name}").format(name=user.department)
        if user.staff_until:
            words["staff_until"] = _("직원 권한 종료일: {date}").format(date=user.staff_until)
        if user.is_active:
            words["is_active"] = _("계정 사용")
        return words


def _remember(instance, raw=False, update_fields=None, **kwargs) -> None:
    touched = update_fields is None or set(update_fields) & RIGHTS_FIELDS
    instance._rights_before = None
    if raw or instance.pk is None or not touched:
        return
    before = User.objects.select_related("department").filter(pk=instance.pk).first()
    instance._rights_before = before
    if before and _stops_being_administrator(before, instance):
        _keep_an_administrator(before)


def _compare(instance, created, raw=False, **kwargs) -> None:
    if raw:
        return
    before: dict[str, str] | None = {} if created else None
    if not created and instance._rights_before is not None:
        before = _words(instance._rights_before)
    if before is None:
        return
    after = _words(instance)
    # That members' accounts come and go is no matter of rights in the back office.
    if created or not (instance.is_superuser or instance.groups.exists()):
        before.pop("is_active", None)
        after.pop("is_active", None)
    record(instance, Change.REMOVED, [w for w in before.values() if w not in after.values()])
    record(instance, Change.GRANTED, [w for w in after.values() if w not in before.values()])


def _stops_being_administrator(before, after) -> bool:
    was = before.is_superuser and before.is_active
    return was and not (after.is_superuser and after.is_active)


def _keep_an_administrator(leaving) -> None:
    """Raise LastAdministrator unless another active one stays. Needs a transaction: two who
    remove each other wait here, and the second finds nobody else left."""
    if _even_the_last.get():
        return
    administrators = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    if not set(administrators.order_by("pk").values_list("pk", flat=True)) - {leaving.pk}:
        raise LastAdministrator


def _deleted(instance, **kwargs) -> None:
    if instance.is_superuser and instance.is_active:
        _keep_an_administrator(instance)
    words = _words(instance)
    words.pop("is_active", None)
    record(instance, Change.REMOVED, [*words.values(), *_names(instance.groups.all())])


def _group_deleted(instance, **kwargs) -> None:
    for person in User.objects.filter(groups=instance):
        record(person, Change.REMOVED, [instance.name])


def _names(groups) -> list[str]:
    return list(groups.order_by("name").values_list("name", flat=True))


_BEFORE = {"pre_remove", "pre_clear"}


def _membership(instance, action, reverse, pk_set, **kwargs) -> None:
    """``post_add`` names only what was new; of removals, only what was there is written."""
    if action != "post_add" and action not in _BEFORE:
        return
    change = Change.GRANTED if action == "post_add" else Change.REMOVED
    if reverse:
        people = User.objects.all() if action == "post_add" else instance.user_set.all()
        people = people if pk_set is None else people.filter(pk__in=pk_set)
        for person in people:
            record(person, change, [instance.name])
        _count_anew(people, change)
        return
    groups = Group.objects.all() if action == "post_add" else instance.groups.all()
    record(instance, change, _names(groups if pk_set is None else groups.filter(pk__in=pk_set)))
    _count_anew(User.objects.filter(pk=instance.pk), change)


def _count_anew(people, change: str) -> None:
    """Whoever is given a role has ninety days to use it, however long ago the last sign-in was."""
    if change == Change.GRANTED:
        people.update(unused_from=timezone.now())


def connect() -> None:
    """Listen; called once from ``AppConfig.ready()``."""
    pre_save.connect(_remember, sender=User, dispatch_uid="rights.remember")
    post_save.connect(_compare, sender=User, dispatch_uid="rights.compare")
    pre_delete.connect(_deleted, sender=User, dispatch_uid="rights.deleted")
    pre_delete.connect(_group_deleted, sender=Group, dispatch_uid="rights.group_deleted")
    m2m_changed.connect(_membership, sender=User.groups.through, dispatch_uid="rights.membership")
