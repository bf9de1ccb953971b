"""What changes duties: open, close, assign, take, hand over. One function, one transaction.

Functions that act for a person raise PermissionDenied for somebody who may not, and
ValidationError, with words for the person at the screen, when somebody else was faster.
``open_duty`` and ``close_duty`` are called by the app whose thing waits, inside its own
transaction; who may do that is the app's question.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import kinds
from .due import due_date
from .logs import ASSIGN
from .models import ClosedDay, Duty, Ending, HandOver
from .permissions import may_assign, may_hold, may_put_away, may_take
from .querysets import root_type

# "Leave as it is", where None means "nobody".
KEEP: Any = object()


@transaction.atomic
def open_duty(
    kind_key: str,
    subject,
    *,
    title: str,
    department=None,
    owner=None,
    deputy=None,
    due_on: date | None = None,
    days: int | None = None,
    asked_by=None,
    opened_at: datetime | None = None,
) -> Duty:
    """Let something wait. Returns the duty, the one already open where there is one.

    ``subject`` is a saved record or a key (text). ``title`` names no person; ``due_on`` replaces
    the date counted by the kind's days, ``days`` the kind's days themselves (still counted, so
    that a closed day moves the date); ``asked_by`` waits for the answer; ``opened_at`` is for
    what has waited since before it was known here. Raises KeyError for an unknown kind.
    """
    kind = kinds.get(kind_key)
    days = kind.days if days is None else days
    about: dict[str, Any]
    if isinstance(subject, str):
        about = {"subject_type": None, "subject_id": subject}
    else:
        about = {"subject_type": root_type(subject), "subject_id": str(subject.pk)}
    opened_at = opened_at or timezone.now()
    duty, _made = Duty.objects.get_or_create(
        kind=kind.key,
        closed_at=None,
        **about,
        defaults={
            "title": title[:255],
            "department": department,
            "owner": owner,
            "deputy": deputy,
            "asked_by": asked_by,
            "opened_at": opened_at,
            "calendar": kind.calendar,
            "days": days if due_on is None else None,
            "due_on": due_on
            or due_date(
                timezone.localdate(opened_at), days, kind.calendar, ClosedDay.objects.days()
            ),
        },
    )
    return duty


@transaction.atomic
def close_duty(kind_key: str, subject, *, by=None, how: str = Ending.DONE) -> Duty | None:
    """End the open duty of this kind about a record or a key; None when there is none.

    ``by`` is the person who did it, or None for the machine; ``how`` a value of ``Ending``.
    """
    duty = Duty.objects.open().about(subject, kind_key).select_for_update().first()
    return _close(duty, by, how) if duty else None


@transaction.atomic
def close_all(subject, *, by=None, how: str = Ending.GONE) -> int:
    """End every open duty about a record, as before it is deleted. Returns how many."""
    found = list(Duty.objects.open().about(subject).select_for_update())
    for duty in found:
        _close(duty, by, how)
    return len(found)


@transaction.atomic
def end_duty(duty: Duty, *, by=None, how: str = Ending.DONE) -> Duty | None:
    """End this very duty; None when it has ended already."""
    now = Duty.objects.open().filter(pk=duty.pk).select_for_update().first()
    return _close(now, by, how) if now else None


@transaction.atomic
def assign(duty: Duty, *, by, owner=KEEP, deputy=KEEP, department=KEEP, seen: Duty | None = None):
    """Give a duty to people or a department; what is not named stays. Returns the duty.

    ``seen`` is the duty as the person saw it: when somebody else has assigned it since, nothing
    is changed. A new owner who was its deputy is the deputy no longer.
    """
    now = _locked(duty)
    if not may_assign(by, now):
        raise PermissionDenied
    if seen and (seen.owner_id, seen.deputy_id) != (now.owner_id, now.deputy_id):
        raise ValidationError(_("그 사이 다른 사람이 이 일을 맡겼어요. 다시 보고 정해 주세요."))
    return _assign(now, by, owner, deputy, department)


@transaction.atomic
def take(duty: Duty, *, by) -> Duty:
    """Take upon oneself what nobody holds. Whoever holds it already gets it again."""
    now = _locked(duty)
    if now.owner_id == by.pk:
        return now
    # Before the right to see it: what somebody else has taken may be out of sight by that.
    if now.holder not in (None, by):
        raise ValidationError(_("그 사이 다른 사람이 맡은 일이에요."))
    if not may_take(by, now):
        raise PermissionDenied
    return _assign(now, by, by, KEEP, KEEP)


@transaction.atomic
def hand_over(person, successor, *, by) -> int:
    """Move every open duty of a person, as owner and as deputy, to the successor, and let the
    successor wait for the answers that the person asked for.

    Returns how many owned and deputised ones were moved. Where the successor was the deputy of
    what they now own, the place of the deputy is empty, and the other way round. Raises
    ValidationError when the successor may not hold one of them; then nothing is moved. Whether
    ``by`` may do this is asked by the caller.
    """
    # In the order of the primary key, so that two of these never wait for each other.
    theirs = Q(owner=person) | Q(deputy=person)
    found = list(Duty.objects.open().filter(theirs).order_by("pk").select_for_update())
    for duty in found:
        owner = successor if duty.owner_id == person.pk else KEEP
        deputy = successor if duty.deputy_id == person.pk else KEEP
        _assign(duty, by, owner, deputy, KEEP)
    Duty.objects.open().filter(asked_by=person).update(asked_by=successor)
    return len(found)


@transaction.atomic
def put_away(duty: Duty, *, by) -> Duty:
    """Close by hand what has lost its record."""
    now = _locked(duty)
    if not may_put_away(by, now):
        raise PermissionDenied
    return _close(now, by, Ending.GONE)


@transaction.atomic
def recount() -> int:
    """Count the dates of open duties anew, after a closed day came or went.

    Returns how many moved. A date that was given rather than counted stays.
    """
    closed = ClosedDay.objects.days()
    moved = []
    for duty in Duty.objects.to_recount().order_by("pk").select_for_update():
        start = timezone.localdate(duty.opened_at)
        due_on = due_date(start, duty.days, duty.calendar, closed)
        if due_on != duty.due_on:
            duty.due_on = due_on
            moved.append(duty)
    Duty.objects.bulk_update(moved, ["due_on"])
    return len(moved)


def forget_old() -> int:
    """Delete duties and hand-overs that ended three years ago. Returns how many."""
    found = (Duty.objects.forgettable(), HandOver.objects.forgettable())
    return sum(rows.delete()[0] for rows in found)


def _locked(duty: Duty) -> Duty:
    """The duty as it stands now, kept from others to the end of the transaction.

    Raises ValidationError when it has ended.
    """
    now = Duty.objects.select_for_update().filter(pk=duty.pk).first()
    if now is None or not now.is_open:
        raise ValidationError(_("그 사이 끝난 일이에요."))
    return now


def _close(duty: Duty, by, how: str) -> Duty:
    duty.closed_at, duty.closed_by, duty.how = timezone.now(), by, how
    duty.save(update_fields=["closed_at", "closed_by", "how"])
    return duty


def _assign(duty: Duty, by, owner, deputy, department) -> Duty:
    given = {"owner": owner, "deputy": deputy, "department": department}
    changed = {
        name: value
        for name, value in given.items()
        if value is not KEEP and getattr(duty, f"{name}_id") != (value.pk if value else None)
    }
    for name in ("owner", "deputy"):
        person = changed.get(name)
        if person and not may_hold(person, duty):
            raise ValidationError(
                _("%(name)s 님은 이 일을 맡을 수 없어요. 권한이 없거나 사용이 중지된 계정이에요.")
                % {"name": person.get_full_name()}
            )
    if not changed:
        return duty
    for name, value in changed.items():
        setattr(duty, name, value)
    if duty.owner_id is not None and duty.owner_id == duty.deputy_id:
        # One person in both places is no deputy.
        duty.deputy = None
    duty.save(update_fields=["owner", "deputy", "department"])
    log(
        instance=duty,
        action=ASSIGN,
        user=by,
        data={
            "owner": str(duty.owner.key) if duty.owner else None,
            "deputy": str(duty.deputy.key) if duty.deputy else None,
            "department": str(duty.department) if duty.department else None,
        },
    )
    return duty
