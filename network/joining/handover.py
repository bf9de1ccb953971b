"""인사이동 of reviews: whoever follows reviews what the person reviewed."""

from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from yeongdeungpoever.accounts.handover import Belonging, register

from ..acts import lock_accounts
from ..models import Application
from .duties import deciders, pass_on_review
from .logs import ASSIGN
from .recording import change, locked, write_log


def _reviewed(person):
    return Application.objects.pending().filter(reviewer=person).order_by("pk")


def _lines(person) -> list[tuple[str, str]]:
    return [
        (f"{each.name} ({each.number})", reverse("joining:application", args=[each.key]))
        for each in _reviewed(person)
    ]


def _move(person, successor, by) -> int:
    """To the successor, or to nobody where the successor may not decide.

    After the commit: the hand-over holds the accounts of both to its end, and whoever moves an
    application holds that and writes about its reviewer then.
    """
    found = list(_reviewed(person))
    for application in found:
        transaction.on_commit(partial(_give, application, person, successor, by), robust=True)
    return len(found)


@transaction.atomic
def _give(application: Application, person, successor, by) -> None:
    lock_accounts([application.applicant_id, person.pk, successor.pk, by.pk if by else None])
    now = locked(application, by)
    if now.is_pending and now.reviewer_id == person.pk:
        may_decide = deciders().filter(pk=successor.pk).exists()
        reviewer = successor if may_decide else None
        change(now, reviewer=reviewer)
        pass_on_review(now, person, reviewer)
        write_log(now, ASSIGN, by)


def register_reviews() -> None:
    """Called once from ``AppConfig.ready()``."""
    register(
        Belonging(
            key="applications",
            order=15,
            label=gettext_lazy("검토하는 가입 신청"),
            lines=_lines,
            move=_move,
        )
    )
