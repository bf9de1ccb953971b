"""What waits because of an application: its review, and an answer that is late."""

from contextlib import suppress
from datetime import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yeongdeungpoever.duties.actions import assign as assign_duty
from yeongdeungpoever.duties.actions import close_duty, open_duty
from yeongdeungpoever.duties.actions import take as take_duty
from yeongdeungpoever.duties.kinds import Detail, Kind, register
from yeongdeungpoever.duties.models import Duty, Ending
from yeongdeungpoever.duties.people import can_do
from yeongdeungpoever.korean.dates import format_date

from ..models import Application
from ..people.duties import who_may
from ..states import State

REVIEW = "network.application"
LATE = "network.application_late"
# How long the team leader has to see to a late answer.
LATE_DAYS = 1
# After so many days without an answer to 보완 요청 the application waits with us again.
UNANSWERED_DAYS = 30


def deciders():
    """Users who may decide on applications."""
    return who_may("decide_application")


def overseers():
    """Who sees to late answers: whoever may decide, and team leaders."""
    users = get_user_model().objects
    return users.filter(
        Q(pk__in=deciders().values("pk"))
        | Q(led_departments__isnull=False)
        | Q(deputised_departments__isnull=False)
    ).distinct()


def register_kinds() -> None:
    """Put both waits into the table of kinds."""
    register(
        Kind(
            key=REVIEW,
            label=gettext_lazy("가입 신청 검토"),
            verb=gettext_lazy("검토하기"),
            days=7,
            url=_screen,
            done_by=deciders,
            details=_details,
        )
    )
    register(
        Kind(
            key=LATE,
            label=gettext_lazy("답이 늦은 가입 신청"),
            verb=gettext_lazy("살펴보기"),
            days=LATE_DAYS,
            url=_screen,
            done_by=overseers,
            details=_details,
        )
    )


def _screen(application: Application) -> str:
    return reverse("joining:application", args=[application.key])


def _details(duties: list[Duty]) -> dict[int, Detail]:
    return {
        duty.pk: Detail(title=_title(duty.record), note=_delays(duty.record))
        for duty in duties
        if duty.record is not None
    }


def _title(application: Application) -> str:
    return f"{application.name} ({application.number})"


def _delays(application: Application) -> str:
    if application.state == State.CHANGES_REQUESTED:
        return _("보완을 요청한 지 %(days)s일이 지나도록 답이 없어요.") % {"days": UNANSWERED_DAYS}
    if not application.postponed or application.answer_by is None:
        return ""
    return _("답할 날을 %(count)s번 미뤘어요. 새로 알린 날은 %(day)s이에요.") % {
        "count": application.postponed,
        "day": format_date(application.answer_by),
    }


def open_review(application: Application, owner=None) -> Duty:
    """Let the application wait for its answer until its day. ``owner`` gets it as far as they
    still may do it."""
    if owner is not None and not can_do(REVIEW).filter(pk=owner.pk).exists():
        owner = None
    return open_duty(
        REVIEW,
        application,
        title=_title(application),
        department=application.department,
        owner=owner,
        days=application.clock_days,
    )


def take_review(application: Application, by) -> None:
    """Whoever begins the review holds the duty, unless somebody has it already."""
    duty = Duty.objects.open().about(application, REVIEW).first()
    if duty is not None and duty.holder is None:
        # Somebody may have taken it from the list in this moment: then it is theirs.
        with suppress(ValidationError, PermissionDenied):
            take_duty(duty, by=by)


def give_review(application: Application, person, by) -> None:
    """Give the duty to a person, or to nobody. Where the application is with its applicant there
    is none, and it will be theirs when it comes back.

    Raises PermissionDenied for whoever may not hand out duties, ValidationError for a person who
    may not hold this one.
    """
    duty = Duty.objects.open().about(application, REVIEW).first()
    if duty is None:
        return
    if person is not None and person.pk == by.pk and duty.holder is None:
        take_duty(duty, by=by)
    else:
        assign_duty(duty, by=by, owner=person)


def move_review(application: Application) -> Duty:
    """Give the review its new day; whoever holds it keeps it."""
    before = close_duty(REVIEW, application, how=Ending.CANCELLED)
    return open_duty(
        REVIEW,
        application,
        title=_title(application),
        department=before.department if before else application.department,
        owner=before.owner if before else None,
        deputy=before.deputy if before else None,
        days=application.clock_days,
    )


def resume_review(application: Application) -> Duty:
    """Let what came back wait until its day, with whoever holds its review, else its reviewer."""
    if Duty.objects.open().about(application, REVIEW).exists():
        return move_review(application)
    return open_review(application, owner=application.reviewer)


def pass_on_review(application: Application, person, reviewer) -> None:
    """Let ``reviewer``, or nobody, hold what was opened for ``person`` while their work was handed
    over."""
    if Duty.objects.open().about(application, REVIEW).filter(owner=person).exists():
        close_duty(REVIEW, application, how=Ending.CANCELLED)
        open_review(application, owner=reviewer)


def review_unanswered(application: Application, since: datetime) -> bool:
    """Let an application wait with us whose applicant has not answered 보완 요청 of ``since``; once
    a request. Returns whether it does so from now on."""
    if Duty.objects.about(application, REVIEW).filter(opened_at__gt=since).exists():
        return False
    open_review(application, owner=application.reviewer)
    return True


def open_late(application: Application) -> Duty:
    """Let the team's leader know that an answer is late, and the deputy."""
    department = application.department
    serving = set(can_do(LATE).values_list("pk", flat=True))
    leader, deputy = (
        person if person and person.pk in serving else None
        for person in (
            department.leader if department else None,
            department.deputy if department else None,
        )
    )
    return open_duty(
        LATE,
        application,
        title=_title(application),
        department=department,
        owner=leader,
        deputy=deputy if deputy != leader else None,
    )


def close_both(application: Application, *, by, how: str = Ending.DONE) -> None:
    """Nothing waits with us any more."""
    close_duty(REVIEW, application, by=by, how=how)
    close_duty(LATE, application, by=by, how=how)
