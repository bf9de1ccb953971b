"""What waits for the staff about the people of organisations."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from yeongdeungpoever.accounts.models import Department
from yeongdeungpoever.duties.actions import close_duty, open_duty
from yeongdeungpoever.duties.kinds import Kind, register
from yeongdeungpoever.duties.models import Duty, Ending

from ..models import JoiningRules, JoinRequest, Organisation, Succession

NO_MANAGER = "network.no_manager"
IDLE = "network.idle_managers"
UNDELIVERABLE = "network.undeliverable"
JOIN_REQUEST = "network.join_request"
SUCCESSION = "network.succession"


def team() -> Department | None:
    """The team that looks after joining and its organisations."""
    return JoiningRules.current().department or Department.objects.first()


def _title(words: str | Promise, organisation: Organisation) -> str:
    """In the language of the back office, whoever's act it was."""
    with override(settings.LANGUAGE_CODE):
        return str(words) % {"name": organisation.name}


def managers_went(organisation: Organisation) -> None:
    """The last manager's account is gone: staff hear of it the same day."""
    open_duty(
        NO_MANAGER,
        organisation,
        title=_title(_("관리자가 없는 기관: %(name)s"), organisation),
        department=team(),
    )


def managers_are_back(organisation: Organisation, *, by) -> None:
    """There is a manager who is new to it: what waited for one waits no longer."""
    for kind in (NO_MANAGER, IDLE, UNDELIVERABLE):
        close_duty(kind, organisation, by=by)


def managers_are_idle(organisation: Organisation) -> None:
    """None of its managers has signed in for the months of the rules."""
    open_duty(
        IDLE,
        organisation,
        title=_title(_("관리자가 오래 로그인하지 않은 기관: %(name)s"), organisation),
        department=team(),
    )


def known_as_idle() -> set[int]:
    """The organisations about whose idle managers a duty is open, by their primary keys."""
    known = Duty.objects.open().filter(kind=IDLE).values_list("subject_id", flat=True)
    return {int(number) for number in known}


def managers_came(organisation: Organisation) -> None:
    """One of them has signed in again."""
    close_duty(IDLE, organisation, how=Ending.CANCELLED)


def mail_is_refused(organisation: Organisation) -> None:
    """The server of a manager's address refuses mail for good."""
    open_duty(
        UNDELIVERABLE,
        organisation,
        title=_title(_("관리자에게 메일이 가지 않는 기관: %(name)s"), organisation),
        department=team(),
    )


def request_waits(request_row: JoinRequest) -> None:
    """Nobody of the organisation has answered in time, or there is nobody."""
    open_duty(
        JOIN_REQUEST,
        request_row,
        title=_title(_("답이 없는 기관 참여 요청: %(name)s"), request_row.organisation),
        department=team(),
    )


def request_is_answered(request_row: JoinRequest, *, by, withdrawn: bool = False) -> None:
    """Somebody answered, or whoever asked took it back."""
    close_duty(JOIN_REQUEST, request_row, by=by, how=Ending.CANCELLED if withdrawn else Ending.DONE)


def succession_is_over(succession: Succession, *, by, withdrawn: bool = False) -> None:
    """Staff have decided, or whoever asked took it back."""
    close_duty(SUCCESSION, succession, by=by, how=Ending.CANCELLED if withdrawn else Ending.DONE)


def is_waiting(succession: Succession) -> bool:
    """Whether staff have it among what waits."""
    return Duty.objects.open().about(succession, SUCCESSION).exists()


def succession_waits(succession: Succession) -> bool:
    """A succession is complete and waits for the staff's decision, until the day it was told.

    False where it waited already: another paper came.
    """
    if is_waiting(succession):
        return False
    open_duty(
        SUCCESSION,
        succession,
        title=_title(_("승계 신청: %(name)s"), succession.organisation),
        department=team(),
        due_on=succession.due_on,
    )
    return True


def who_may(codename: str):
    """Users with this permission of the network, by role or as administrators."""
    permission = Permission.objects.filter(content_type__app_label="network", codename=codename)
    return get_user_model().objects.filter(
        Q(is_superuser=True)
        | Q(groups__permissions__in=permission)
        | Q(user_permissions__in=permission)
    )


def _organisation_screen(organisation: Organisation) -> str:
    return reverse("organisations:inspect", args=[organisation.pk])


def _request_screen(request_row: JoinRequest) -> str:
    return reverse("join_requests:answer", args=[request_row.key])


def _succession_screen(succession: Succession) -> str:
    return reverse("organisations:succession", args=[succession.pk])


def register_duties() -> None:
    """Put the kinds on the table. Called once, at start."""
    for key, label, days, verb in (
        (NO_MANAGER, _("관리자가 없는 기관"), 3, _("기관 보기")),
        (IDLE, _("관리자가 오래 로그인하지 않은 기관"), 10, _("기관 보기")),
        (UNDELIVERABLE, _("관리자에게 메일이 가지 않는 기관"), 5, _("기관 보기")),
    ):
        register(
            Kind(
                key=key,
                label=label,
                days=days,
                url=_organisation_screen,
                verb=verb,
                done_by=lambda: who_may("view_organisation"),
            )
        )
    register(
        Kind(
            key=JOIN_REQUEST,
            label=_("답이 없는 기관 참여 요청"),
            days=3,
            url=_request_screen,
            verb=_("요청에 답하기"),
            done_by=lambda: who_may("decide_succession"),
        )
    )
    register(
        Kind(
            key=SUCCESSION,
            label=_("승계 신청"),
            days=7,
            url=_succession_screen,
            verb=_("승계 정하기"),
            done_by=lambda: who_may("decide_succession"),
        )
    )
