"""The mails about an application: each move has a text of its own (templates/network/notices/).

They go to the applicant's account, or to the address that staff wrote down for somebody without
one. Decisions leave at once, whatever people choose for other notices.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.access.visibility import is_member
from yeongdeungpoever.notices import topics
from yeongdeungpoever.notices.kinds import Context, FromMail, Kind, register
from yeongdeungpoever.notices.models import Notice
from yeongdeungpoever.notices.outbox import send

from ..models import Application, JoiningRules, Officer, Organisation
from ..parts import PART_BY_KEY

RECEIVED = "network.application_received"
CHANGES = "network.application_changes"
RESUBMITTED = "network.application_resubmitted"
APPROVED = "network.application_approved"
REJECTED = "network.application_rejected"
WITHDRAWN = "network.application_withdrawn"
POSTPONED = "network.application_postponed"
NEW_MEMBER = "network.new_member"

_TEMPLATES = "network/notices"
_KEY = "00000000-0000-4000-8000-000000000000"
_COMMON: Context = {
    "application": _KEY,
    "number": "2026-0001",
    "organisation": "가나다 주식회사",
    "team": "대외협력팀",
    "link": f"/my/applications/{_KEY}/",
    "has_account": True,
    "channel": "",
}
_CLOCK: Context = {"answer_by": "2026-12-03", "days": 7, "provisional": True}
_ADMITTED: Context = {
    "reason": "",
    "has_manager": True,
    "is_invited": False,
    "link": f"/my/organisations/{_KEY}/",
}
_REASON = "사업자등록증의 둘째 쪽이 보이지 않습니다.\n두 쪽을 모두 올려 주시기 바랍니다."

_KINDS: tuple[tuple[str, str | Promise, Context], ...] = (
    (RECEIVED, _("기관 가입 신청 접수"), _CLOCK),
    (
        CHANGES,
        _("기관 가입 신청 보완 요청"),
        {"parts": ["대표 연락처", "서류와 로고"], "reason": _REASON},
    ),
    (RESUBMITTED, _("기관 가입 신청 보완 접수"), _CLOCK),
    (APPROVED, _("기관 가입 승인"), _ADMITTED),
    (REJECTED, _("기관 가입 신청 반려"), {"reason": _REASON, "paper_days": 30}),
    (WITHDRAWN, _("기관 가입 신청 취하"), {"had_papers": True}),
    (POSTPONED, _("기관 가입 신청의 답할 날 미룸"), {**_CLOCK, "promised": "2026-11-26"}),
)


def register_kinds() -> None:
    """Put the mails on the table, and the topic of new members."""
    for key, title, more in _KINDS:
        register(
            Kind(
                key=key,
                title=title,
                template=f"{_TEMPLATES}/{key.partition('.')[2]}",
                sample=_sample(more),
                may_send=_is_still_theirs,
                inbox=FromMail(about=("application",)),
                may_read=_is_still_theirs,
            )
        )
    topics.register(
        topics.Topic(
            key=NEW_MEMBER,
            label=_("새 참여기관"),
            help=_("새 기관이 네트워크에 들어오면 알려 드려요."),
            default=topics.Delivery.WEEKLY,
            concerns=is_member,
        )
    )
    register(
        Kind(
            key=NEW_MEMBER,
            title=_("새 참여기관"),
            template=f"{_TEMPLATES}/new_member",
            sample=lambda: {"organisation": _KEY, "name": "라마바재단", "kind": "비영리기관"},
            may_send=_may_know_of_member,
            inbox=FromMail(about=("organisation",)),
            may_read=_may_know_of_member,
            topic=NEW_MEMBER,
        )
    )


def _sample(more: Context) -> Callable[[], Context]:
    return lambda: {**_COMMON, **more}


def _is_still_theirs(user: Any, context: Context) -> bool:
    """Whether the application is (still) the account's; mails to an address are asked nothing."""
    if user is None:
        return True
    return Application.objects.of(user).filter(key=context["application"]).exists()


def _may_know_of_member(user: Any, context: Context) -> bool:
    members = Organisation.objects.members().filter(key=context["organisation"])
    return is_member(user) and members.exists()


def tell(application: Application, kind: str, **more: Any) -> Notice | None:
    """Tell the applicant what happened, in their language; None where there is no address.

    ``more`` is what this kind says beyond number, organisation, team and the link. ``parts`` are
    keys of parts, ``clock`` adds the date by which an answer is due.
    """
    person = application.applicant
    to = person or application.contact_email
    if not to:
        return None
    language = person.language if person else settings.LANGUAGE_CODE
    with translation.override(language):
        context = _context(application) | more
        if context.pop("clock", False):
            context |= _clock(application)
        if "parts" in context:
            context["parts"] = [str(PART_BY_KEY[key].label) for key in context["parts"]]
    return send(kind, to, context, language)


def tell_members(organisation: Organisation) -> int:
    """Let the people of the other members know of a new one. Returns how many are told."""
    officers = Officer.objects.of_members().exclude(organisation=organisation)
    theirs = organisation.officers.current().values("user")
    people = get_user_model().objects.filter(pk__in=officers.values("user"), is_active=True)
    told = 0
    for person in people.exclude(pk__in=theirs).order_by("pk"):
        with translation.override(person.language):
            context = {
                "organisation": str(organisation.key),
                "name": organisation.local_name,
                "kind": str(organisation.get_kind_display()),
            }
        send(NEW_MEMBER, person, context)
        told += 1
    return told


def _context(application: Application) -> Context:
    return {
        "application": str(application.key),
        "number": application.number,
        "organisation": application.local_name,
        "team": application.department.local_name if application.department else "",
        "link": reverse("application_status", args=[application.key]),
        "has_account": application.applicant is not None,
        "channel": application.channel if application.is_entered else "",
    }


def _clock(application: Application) -> Context:
    return {
        "answer_by": application.answer_by,
        "days": application.clock_days,
        "provisional": not JoiningRules.current().confirmed,
    }
