"""인사이동: what a person holds goes to the successor, and their rights end the same day.

What there is to hand over stands in a table that rooms above add to from ``AppConfig.ready()``:
duties and departments are here, pages in review come from ``home``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from yeongdeungpoever.duties import actions as duty_actions
from yeongdeungpoever.duties.models import Duty, HandOver
from yeongdeungpoever.duties.people import can_do, serving
from yeongdeungpoever.notices.outbox import send

from .models import Department, RightsChange, User
from .rights import LastAdministrator, end_rights

DONE = "accounts.handover"
UNFINISHED = "accounts.handover"
RIGHTS = "rights"


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One kind of thing that a person holds.

    ``lines`` names what the person holds, each as (words, address or ""); ``move`` gives it to
    the successor for the administrator and returns how many, ``None`` for what is shown only;
    ``order`` is its place in the table.
    """

    key: str
    label: str | Promise
    lines: Callable[[User], list[tuple[str, str]]]
    move: Callable[[User, User, User | None], int] | None = None
    order: int = 100


_belongings: dict[str, Belonging] = {}


def register(belonging: Belonging) -> None:
    """Add to the table. Raises ValueError for a key that is taken."""
    if belonging.key in _belongings or belonging.key == RIGHTS:
        raise ValueError(f"{belonging.key!r} is taken.")
    _belongings[belonging.key] = belonging


def belongings() -> tuple[Belonging, ...]:
    """The table, in the order in which it is shown and moved."""
    return tuple(sorted(_belongings.values(), key=lambda each: each.order))


def label_of(key: str) -> str:
    """The words of a key that a hand-over has counted."""
    if key == RIGHTS:
        return _("끝난 권한")
    return str(_belongings[key].label) if key in _belongings else key


def rights_of(person: User) -> list[str]:
    """The person's rights in the back office, as the office calls them."""
    names = list(person.groups.order_by("name").values_list("name", flat=True))
    return [_("관리자"), *names] if person.is_superuser else names


def leavers():
    """Whoever may be handed over: who has rights, or still holds something."""
    holds = Q(pk__in=Duty.objects.open().values("owner")) | Q(
        pk__in=Duty.objects.open().values("deputy")
    )
    leads = Q(led_departments__isnull=False) | Q(deputised_departments__isnull=False)
    staff = Q(pk__in=User.objects.staff().values("pk"))
    return User.objects.filter(staff | holds | leads).distinct()


def may_hand_over(user) -> bool:
    """Whether the person may do this: administrators."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return user.is_superuser and user.is_staff


def refuse(person: User, successor: User) -> None:
    """Raise ValidationError, with words by field, when this hand-over cannot be made."""
    if person == successor:
        raise ValidationError({"successor": _("옮기는 사람과 다른 사람을 골라 주세요.")})
    if not serving().filter(pk=successor.pk).exists():
        raise ValidationError(
            {"successor": _("지금 관리 화면에서 일하는 직원만 이어받을 수 있어요.")}
        )
    if _is_last_administrator(person):
        raise ValidationError(
            {"person": _("마지막 관리자예요. 먼저 다른 사람에게 관리자 역할을 주세요.")}
        )
    held = Duty.objects.open().held_by(person)
    for kind in sorted(set(held.values_list("kind", flat=True))):
        if not can_do(kind).filter(pk=successor.pk).exists():
            label = held.filter(kind=kind)[0].kind_label
            raise ValidationError(
                {
                    "successor": _(
                        "이 사람의 역할로는 할 수 없는 일이 있어요: %(kind)s. 먼저 역할을 주거나 "
                        "다른 사람을 골라 주세요."
                    )
                    % {"kind": label}
                }
            )


def _is_last_administrator(person: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return person.is_superuser and not others.exists()


@transaction.atomic
def plan(person: User, successor: User, on: date, *, by: User) -> HandOver:
    """Hand over today at once, or keep the plan for its day; returns the row.

    Raises PermissionDenied for anybody but an administrator, and ValidationError when it cannot
    be made or the person's next one is planned already.
    """
    if not may_hand_over(by):
        raise PermissionDenied
    if on < timezone.localdate():
        raise ValidationError({"on": _("오늘이나 앞으로 올 날을 골라 주세요.")})
    person, successor = _locked(person, successor)
    refuse(person, successor)
    if person not in leavers():
        raise ValidationError({"person": _("그 사이 인사이동을 마친 사람이에요.")})
    try:
        with transaction.atomic():
            row = HandOver.objects.create(person=person, successor=successor, on=on, made_by=by)
    except IntegrityError as error:
        raise ValidationError({"person": _("이 사람의 인사이동이 이미 정해져 있어요.")}) from error
    return _carry_out(row, person, successor) if on <= timezone.localdate() else row


@transaction.atomic
def cancel(row: HandOver, *, by: User) -> None:
    """Call a planned one off. Raises ValidationError when it is over already."""
    if not may_hand_over(by):
        raise PermissionDenied
    changed = HandOver.objects.planned().filter(pk=row.pk).update(cancelled_at=timezone.now())
    if not changed:
        raise ValidationError(_("이미 옮겼거나 취소한 인사이동이에요."))
    duty_actions.close_duty(UNFINISHED, row, by=by)


def run_due() -> int:
    """Carry out what is planned for today. Returns how many.

    One that cannot be made any more, because the successor has left too, becomes a duty of the
    administrators; it is tried again the next night.
    """
    done = 0
    for row in HandOver.objects.due():
        try:
            with transaction.atomic():
                now = HandOver.objects.planned().select_for_update().filter(pk=row.pk).first()
                if now is None:
                    continue
                if now.person is None or now.successor is None:
                    raise ValidationError(_("계정이 없어졌어요."))
                person, successor = _locked(now.person, now.successor)
                refuse(person, successor)
                _carry_out(now, person, successor)
        except (ValidationError, LastAdministrator):
            duty_actions.open_duty(UNFINISHED, row, title=_("마치지 못한 인사이동"))
        else:
            done += 1
    return done


def _locked(*people: User) -> list[User]:
    """The people as they stand now, kept from others.

    With the administrators, whom the guard of the last one locks later: all in one order, so that
    two hand-overs never wait for each other.
    """
    wanted = Q(pk__in=[user.pk for user in people]) | Q(is_superuser=True, is_active=True)
    locked = User.objects.select_for_update().filter(wanted).order_by("pk")
    found = {user.pk: user for user in locked}
    return [found[user.pk] for user in people]


def _carry_out(row: HandOver, person: User, successor: User) -> HandOver:
    by = row.made_by
    moved = {
        each.key: each.move(person, successor, by) for each in belongings() if each.move is not None
    }
    with translation.override(person.language):
        ended = ", ".join(rights_of(person))
        cause = str(RightsChange.Cause.HANDOVER.label)
    moved[RIGHTS] = len(rights_of(person))
    end_rights(person, by=by, cause=RightsChange.Cause.HANDOVER, at_once=True)
    row.done_at, row.moved = timezone.now(), moved
    row.save(update_fields=["done_at", "moved"])
    log(
        instance=person,
        action=DONE,
        user=by,
        data={"successor": str(successor.key), "moved": moved},
    )
    duty_actions.close_duty(UNFINISHED, row, by=by)
    send(
        "accounts.handover",
        successor,
        {
            "person": person.name,
            "duties": moved["duties"],
            "departments": moved["departments"],
            "at": row.done_at,
        },
    )
    if ended:
        send("accounts.rights_ended", person, {"rights": ended, "cause": cause, "at": row.done_at})
    return row


def _duty_lines(person: User) -> list[tuple[str, str]]:
    held = Duty.objects.open().held_by(person).for_list().overdue_first()
    return [(f"{duty.kind_label}: {duty.title}", duty.url) for duty in held]


def _asked_lines(person: User) -> list[tuple[str, str]]:
    asked = Duty.objects.open().filter(asked_by=person).for_list().overdue_first()
    return [(f"{duty.kind_label}: {duty.title}", duty.url) for duty in asked]


def _department_lines(person: User) -> list[tuple[str, str]]:
    led, deputised = person.led_departments.all(), person.deputised_departments.all()
    return [(_("%(name)s 팀장") % {"name": each}, "") for each in led] + [
        (_("%(name)s 대리자") % {"name": each}, "") for each in deputised
    ]


def _move_departments(person: User, successor: User, by: User | None) -> int:
    """One by one, so that pages which name the leader learn of it."""
    moved = 0
    for department in Department.objects.filter(Q(leader=person) | Q(deputy=person)):
        if department.leader_id == person.pk:
            department.leader = successor
        if department.deputy_id == person.pk:
            department.deputy = successor
        if department.leader_id == department.deputy_id:
            # One person in both places is no deputy.
            department.deputy = None
        department.save(update_fields=["leader", "deputy"])
        moved += 1
    return moved


def register_belongings() -> None:
    """Put what this room knows of into the table; called once at start."""
    register(
        Belonging(
            key="duties",
            order=10,
            label=gettext_lazy("맡은 일"),
            lines=_duty_lines,
            move=lambda person, successor, by: duty_actions.hand_over(person, successor, by=by),
        )
    )
    register(
        Belonging(
            key="asked", order=20, label=gettext_lazy("요청하고 기다리는 일"), lines=_asked_lines
        )
    )
    register(
        Belonging(
            key="departments",
            order=30,
            label=gettext_lazy("부서의 팀장과 대리자"),
            lines=_department_lines,
            move=_move_departments,
        )
    )
