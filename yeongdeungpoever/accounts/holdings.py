"""What this app, the packages under it and the lower rooms hold about a person.

Rooms above (files, pages, home, programmes) register their own.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from yeongdeungpoever.duties.models import Duty
from yeongdeungpoever.notices.models import Notice
from yeongdeungpoever.notices.outbox import forget

from . import consents, devices, own_data, traces
from .inbox_holdings import register_inbox_holdings
from .models import Consent, Department, RightsChange, StaffInvitation


def _account(user):
    return [
        {
            "key": user.key,
            "email": user.email,
            "name": user.name,
            "phone": user.phone,
            "language": user.get_language_display(),
            "department": str(user.department or ""),
            "staff_until": user.staff_until,
            "roles": [group.name for group in user.groups.all()],
            "age_declared_at": user.age_declared_at,
            "date_joined": user.date_joined,
            "last_login": user.last_login,
        }
    ]


def _addresses(user):
    return list(
        EmailAddress.objects.filter(user=user).values("email", "verified", "primary").order_by("pk")
    )


def _second_factors(user):
    return [
        {
            "type": factor.get_type_display(),
            "name": factor.wrap().name if factor.type == Authenticator.Type.WEBAUTHN else "",
            "created_at": factor.created_at,
            "last_used_at": factor.last_used_at,
        }
        for factor in Authenticator.objects.filter(user=user).order_by("pk")
    ]


def _sessions(user):
    return [
        {
            "created_at": session.created_at,
            "last_seen_at": session.last_seen_at,
            "ip": session.ip,
            "device": devices.in_words(session.user_agent),
            "user_agent": session.user_agent,
        }
        for session in UserSession.objects.filter(user=user).order_by("pk")
    ]


def _social(user):
    return list(
        SocialAccount.objects.filter(user=user)
        .values("provider", "uid", "date_joined", "last_login", "extra_data")
        .order_by("pk")
    )


def _consents(user):
    return [
        {
            "policy": consent.policy.get_kind_display(),
            "version": consent.policy.version,
            "given_at": consent.given_at,
            "method": consent.get_method_display(),
            "ip_address": consent.ip_address,
            "withdrawn_at": consent.withdrawn_at,
        }
        for consent in consents.history(user)
    ]


def _erase_consents(user):
    """The proof stays under the random key; where it came from and the account are emptied."""
    given = Consent.objects.of(user)
    given.in_force().update(withdrawn_at=timezone.now())
    given.update(user=None, ip_address=None)


def _rights(user):
    return [
        {
            "at": change.at,
            "change": change.get_change_display(),
            "right": change.right,
            "cause": change.get_cause_display(),
        }
        for change in RightsChange.objects.filter(person=user.key)
    ]


def _invitations(user):
    return list(
        StaffInvitation.objects.filter(email__iexact=user.email).values(
            "email", "name", "created_at", "expires_at", "accepted_at", "revoked_at"
        )
    )


def _erase_invitations(user):
    StaffInvitation.objects.filter(email__iexact=user.email).delete()


def _notices(user):
    return [
        {
            "kind": notice.title,
            "state": notice.get_state_display(),
            "created_at": notice.created_at,
            "closed_at": notice.closed_at,
            "context": notice.context,
        }
        for notice in Notice.objects.filter(user=user).order_by("pk")
    ]


def _erase_notices(user):
    Notice.objects.filter(user=user).delete()
    for address in traces.addresses_of(user):
        forget(address)


def _duties(user):
    held = Duty.objects.filter(owner=user) | Duty.objects.filter(deputy=user)
    return list(held.distinct().values("title", "opened_at", "due_on", "closed_at").order_by("pk"))


def _profile(user):
    wanted = ("theme", "contrast", "density", "current_time_zone")
    return list(UserProfile.objects.filter(user=user).values(*wanted))


def _acts(user):
    return [
        {
            "at": entry.timestamp,
            "action": entry.action,
            "page": entry.label,
        }
        for entry in PageLogEntry.objects.filter(user_id=user.pk).order_by("pk")
    ]


def register_holdings() -> None:
    """Called once, from the ``ready()`` of this app."""
    at = {"created_at": _("생긴 때"), "last_used_at": _("마지막으로 쓴 때")}
    own_data.register(
        "accounts.account",
        _account,
        title=_("계정"),
        columns={
            "key": _("임의 번호"),
            "email": _("이메일"),
            "name": _("성명"),
            "phone": _("전화번호"),
            "language": _("언어"),
            "department": _("소속 부서"),
            "staff_until": _("직원 권한 종료일"),
            "roles": _("역할"),
            "age_declared_at": _("만 14세 이상이라고 밝힌 때"),
            "date_joined": _("만든 날"),
            "last_login": _("마지막 로그인"),
        },
        models=["accounts.User_groups.user", "accounts.User_user_permissions.user"],
    )
    own_data.register(
        "accounts.email_addresses",
        _addresses,
        title=_("이메일 주소"),
        columns={"email": _("이메일"), "verified": _("인증함"), "primary": _("로그인에 씀")},
        models=["account.EmailAddress.user"],
    )
    own_data.register(
        "accounts.second_factors",
        _second_factors,
        title=_("2단계 인증 수단"),
        columns={"type": _("종류"), "name": _("이름"), **at},
        models=["mfa.Authenticator.user"],
    )
    own_data.register(
        "accounts.sessions",
        _sessions,
        title=_("로그인된 기기"),
        columns={
            "created_at": _("로그인한 때"),
            "last_seen_at": _("마지막으로 본 때"),
            "ip": _("접속 IP 주소"),
            "device": _("기기"),
            "user_agent": _("브라우저가 밝힌 이름"),
        },
        erase=traces.end_every_session,
        models=["usersessions.UserSession.user"],
    )
    own_data.register(
        "accounts.social",
        _social,
        title=_("연결된 로그인"),
        columns={
            "provider": _("제공자"),
            "uid": _("제공자의 이용자 번호"),
            "date_joined": _("연결한 때"),
            "last_login": _("마지막 로그인"),
            "extra_data": _("제공자가 준 정보"),
        },
        models=["socialaccount.SocialAccount.user"],
    )
    own_data.register(
        "accounts.consents",
        _consents,
        _erase_consents,
        _(
            "동의한 사실의 기록은 동의를 받았음을 밝히기 위해 탈퇴한 날부터 3년 동안 임의 번호로만 "
            "남습니다. 접속 IP 주소는 지웁니다."
        ),
        title=_("동의 내역"),
        columns={
            "policy": _("동의한 글"),
            "version": _("판"),
            "given_at": _("동의한 때"),
            "method": _("동의한 곳"),
            "ip_address": _("접속 IP 주소"),
            "withdrawn_at": _("거둔 때"),
        },
        models=["accounts.Consent.user"],
    )
    own_data.register(
        "accounts.rights",
        _rights,
        None,
        _("직원이었다면 권한을 주고 거둔 기록이 법에 따라 3년 동안 임의 번호로만 남습니다."),
        title=_("직원 권한 변경 기록"),
        columns={"at": _("때"), "change": _("변경"), "right": _("권한"), "cause": _("까닭")},
    )
    own_data.register(
        "accounts.invitations",
        _invitations,
        _erase_invitations,
        title=_("직원 초대"),
        columns={
            "email": _("이메일"),
            "name": _("성명"),
            "created_at": _("초대한 때"),
            "expires_at": _("기한"),
            "accepted_at": _("수락한 때"),
            "revoked_at": _("거둔 때"),
        },
    )
    own_data.register(
        "notices.mails",
        _notices,
        _erase_notices,
        title=_("보낸 알림 메일"),
        columns={
            "kind": _("종류"),
            "state": _("상태"),
            "created_at": _("생긴 때"),
            "closed_at": _("끝난 때"),
            "context": _("내용"),
        },
        models=["notices.Notice.user"],
    )
    register_inbox_holdings()
    own_data.register(
        "duties.duties",
        _duties,
        title=_("맡은 일"),
        columns={
            "title": _("일"),
            "opened_at": _("생긴 때"),
            "due_on": _("기한"),
            "closed_at": _("끝난 때"),
        },
        models=["duties.Duty.owner", "duties.Duty.deputy"],
    )
    own_data.register(
        "wagtail.profile",
        _profile,
        title=_("관리 화면 설정"),
        columns={
            "theme": _("색"),
            "contrast": _("대비"),
            "density": _("간격"),
            "current_time_zone": _("시간대"),
        },
        models=["wagtailusers.UserProfile.user"],
    )
    own_data.register(
        "wagtail.acts",
        _acts,
        traces.erase_wagtail,
        _("직원으로 펴낸 글은 누리집의 기록이므로 남으며, 누가 썼는지는 더는 알 수 없습니다."),
        title=_("관리 화면에서 한 일"),
        columns={"at": _("때"), "action": _("한 일"), "page": _("페이지")},
        models=["wagtailcore.PageLogEntry.user"],
    )
    own_data.register(
        "access.entries",
        lambda user: [],
        None,
        _(
            "직원이 회원의 정보를 본 접속기록은 법에 따라 2년 동안 임의 번호로만 남습니다. "
            "그 번호는 이름과 이메일을 지운 뒤에는 누구인지 알 수 없습니다."
        ),
        title=_("개인정보 접속기록"),
        unseen=True,
    )
    _exclude()


def _exclude() -> None:
    work = "work of the office: the page or record stays, the person is emptied from it"
    passing = "kept for minutes or days while somebody edits; goes with the account"
    own_data.exclude("accounts.OwnDataCopy.user", "the download itself; goes with the account")
    own_data.exclude("accounts.StaffInvitation.invited_by", work)
    own_data.exclude(f"{Department._meta.label}.leader", work)
    own_data.exclude(f"{Department._meta.label}.deputy", work)
    own_data.exclude("duties.Duty.asked_by", work)
    own_data.exclude("duties.Duty.closed_by", work)
    for role in ("person", "successor", "made_by"):
        own_data.exclude(f"duties.HandOver.{role}", work)
    own_data.exclude("wagtailcore.ModelLogEntry.user", "acts on settings and lists of the office")
    own_data.exclude("wagtailcore.Revision.user", work)
    own_data.exclude("wagtailcore.WorkflowState.requested_by", work)
    own_data.exclude("wagtailcore.TaskState.finished_by", work)
    own_data.exclude("wagtailcore.Comment.user", "notes on drafts, about the text; erased")
    own_data.exclude("wagtailcore.Comment.resolved_by", work)
    own_data.exclude("wagtailcore.CommentReply.user", "notes on drafts, about the text; erased")
    own_data.exclude("wagtailcore.PageSubscription.user", "a tick in the editor; erased")
    own_data.exclude("wagtailcore.UploadedFile.uploaded_by_user", passing)
    own_data.exclude("wagtailcore.APIToken.user", "the API is not mounted")
    own_data.exclude("wagtailadmin.EditingSession.user", passing)
    own_data.exclude("wagtailadmin.FormState.user", passing)
    # Wagtail's stock models stand behind ours, which carry the files.
    own_data.exclude("wagtaildocs.Document.uploaded_by_user", "our own model is used")
    own_data.exclude("wagtailimages.Image.uploaded_by_user", "our own model is used")
