"""What the network holds about a person: in their copy, and what becomes of it when they leave.

An organisation's record stays, as it is the organisation's; whoever acted for it stands there by
their random key only.
"""

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.accounts import own_data
from yeongdeungpoever.duties.actions import close_all

from ..joining import actions as joining
from ..models import (
    Application,
    JoinRequest,
    Officer,
    OfficerInvitation,
    Organisation,
    Paper,
    Succession,
)
from ..papers.actions import destroy
from ..states import PENDING, State
from .actions.officers import end_for_good
from .applied import application_columns, collect_applications, collect_papers, paper_files
from .keeping import EMPTY_CONTACT


def _offices(user):
    return [
        {
            "organisation": office.organisation.name,
            "role": office.get_role_display(),
            "since": office.since,
            "until": office.until,
            "ending": office.get_ending_display() if office.ending else "",
        }
        for office in Officer.objects.filter(person=user.key).select_related("organisation")
    ]


def _erase_offices(user) -> None:
    """End every office. Organisations are locked in the order of their keys."""
    current = Officer.objects.current().filter(user=user).order_by("organisation_id")
    for office in current.select_related("organisation"):
        end_for_good(office)


def _erase_applications(user) -> None:
    """Drafts go, open ones are withdrawn (which destroys their papers), of decided ones the
    contact is emptied; papers stay with an approved one only, until their day."""
    for draft in Application.objects.filter(applicant=user, state=State.DRAFT):
        joining.discard(draft, by=user)
    for application in Application.objects.filter(applicant=user, state__in=PENDING):
        joining.withdraw(application, by=user)
    papers = Paper.objects.here().filter(application__applicant=user)
    destroy(papers.exclude(application__state=State.APPROVED))
    theirs = Application.objects.filter(Q(applicant=user) | Q(applicant_key=user.key))
    theirs.update(**EMPTY_CONTACT)


def _invited(user):
    """Invitations to any address of the person; they are kept in lower case. One that was never
    shown to be theirs may be somebody else's mailbox."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    addresses = {user.email.lower(), *(email.lower() for email in proven)}
    return OfficerInvitation.objects.filter(email__in=addresses)


def _invitations(user):
    return list(
        _invited(user)
        .order_by("pk")
        .values("organisation__name", "role", "created_at", "expires_at", "accepted_at")
    )


def _erase_invitations(user) -> None:
    _invited(user).delete()


def _requests(user):
    return [
        {
            "organisation": row.organisation.name,
            "message": row.message,
            "state": row.get_state_display(),
            "asked_at": row.asked_at,
            "answered_at": row.answered_at,
        }
        for row in JoinRequest.objects.filter(user=user).select_related("organisation")
    ]


def _erase_requests(user) -> None:
    for row in JoinRequest.objects.filter(user=user):
        close_all(row, how="cancelled")
        row.delete()


def _successions(user):
    return [
        {
            "organisation": row.organisation.name,
            "way": row.get_way_display(),
            "reason": row.reason,
            "email": row.email,
            "state": row.get_state_display(),
            "asked_at": row.asked_at,
            "confirmed_at": row.confirmed_at,
            "decided_at": row.decided_at,
            "answer": row.answer,
        }
        for row in Succession.objects.filter(user=user).select_related("organisation")
    ]


def _erase_successions(user) -> None:
    for row in Succession.objects.filter(user=user):
        destroy(row.papers.here())
        close_all(row, how="cancelled")
        row.delete()


def register_holdings() -> None:
    """Called once, at start."""
    organisation = {"organisation": _("기관")}
    own_data.register(
        "network.applications",
        collect_applications,
        _erase_applications,
        _(
            "기관 가입 신청은 기관에 관한 기록이므로 남습니다. 작성 중인 신청은 지우고, 답을 "
            "기다리던 신청은 취하하며, 담당자의 직위·부서·전화번호는 지웁니다. 누가 신청했는지는 "
            "임의 번호로만 남습니다."
        ),
        title=_("기관 가입 신청"),
        columns=application_columns(),
        models=[f"{Application._meta.label}.applicant"],
    )
    own_data.register(
        "network.papers",
        collect_papers,
        title=_("기관 가입 신청의 서류"),
        columns={
            "application": _("접수번호"),
            "slot": _("무엇인가"),
            "name": _("파일 이름"),
            "size": _("크기"),
            "uploaded_at": _("올린 때"),
            "destroyed_at": _("파기한 때"),
        },
        files=paper_files,
        models=[f"{Paper._meta.label}.uploaded_by"],
    )
    own_data.register(
        "network.offices",
        _offices,
        _erase_offices,
        _(
            "어느 기관에서 언제 무슨 역할을 했는지는 기관의 기록이므로 임의 번호로만 남습니다. "
            "마지막 관리자라면 구청 담당 팀이 후임자를 찾습니다."
        ),
        title=_("기관에서 맡은 역할"),
        columns=organisation
        | {
            "role": _("역할"),
            "since": _("언제부터"),
            "until": _("언제까지"),
            "ending": _("어떻게 끝났는가"),
        },
        models=[f"{Officer._meta.label}.user"],
    )
    own_data.register(
        "network.invitations",
        _invitations,
        _erase_invitations,
        title=_("실무자 초대"),
        columns={
            "organisation__name": _("기관"),
            "role": _("역할"),
            "created_at": _("초대한 때"),
            "expires_at": _("기한"),
            "accepted_at": _("받아들인 때"),
        },
    )
    own_data.register(
        "network.join_requests",
        _requests,
        _erase_requests,
        title=_("기관 참여 요청"),
        columns=organisation
        | {
            "message": _("관리자에게 전할 말"),
            "state": _("상태"),
            "asked_at": _("요청한 때"),
            "answered_at": _("답한 때"),
        },
        models=[f"{JoinRequest._meta.label}.user"],
    )
    own_data.register(
        "network.successions",
        _successions,
        _erase_successions,
        title=_("승계 신청"),
        columns=organisation
        | {
            "way": _("확인 방법"),
            "reason": _("까닭"),
            "email": _("확인할 이메일"),
            "state": _("상태"),
            "asked_at": _("신청한 때"),
            "confirmed_at": _("이메일을 확인한 때"),
            "decided_at": _("정한 때"),
            "answer": _("답"),
        },
        models=[f"{Succession._meta.label}.user"],
    )
    _exclude()


def _exclude() -> None:
    work = "work of the office: the record stays, the person is emptied from it"
    own_data.exclude("network.Application.reviewer", work)
    own_data.exclude("network.Application.decided_by", work)
    own_data.exclude("network.Application.consent_noted_by", work)
    own_data.exclude("network.ApplicationMove.by", "moves stand in the copy of the application")
    own_data.exclude("network.Note.by", work)
    own_data.exclude("network.Paper.checked_by", work)
    own_data.exclude("network.Succession.decided_by", work)
    own_data.exclude(f"{Organisation._meta.label}.trusted_by", work)
    answered = "an act for the organisation, in its log by the person's random key"
    own_data.exclude("network.OfficerInvitation.invited_by", answered)
    own_data.exclude("network.JoinRequest.answered_by", answered)
