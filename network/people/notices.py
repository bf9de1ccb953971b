"""The mails to officers, to whoever asks to become one, and to those who are invited."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yeongdeungpoever.notices.kinds import Context, FromMail, Kind, register
from yeongdeungpoever.notices.outbox import send

from ..models import JoinRequest, Officer, OfficerInvitation, Organisation, Succession
from ..models.officers import Asked

INVITATION = "network.officer_invitation"
ACCEPTED = "network.invitation_accepted"
ROLE = "network.officer_role"
REMOVED = "network.officer_removed"
SUCCEEDED = "network.officer_succeeded"
JOIN_REQUEST = "network.join_request"
JOIN_ACCEPTED = "network.join_request_accepted"
JOIN_DECLINED = "network.join_request_declined"
SUCCESSION_CODE = "network.succession_code"
SUCCESSION_ASKED = "network.succession_asked"
SUCCESSION_ACCEPTED = "network.succession_accepted"
SUCCESSION_DECLINED = "network.succession_declined"

_KEY = "00000000-0000-4000-8000-000000000000"
_HOME = f"/my/organisations/{_KEY}/"


def tell(kind: str, to, organisation: Organisation, **more: Any) -> None:
    """Tell somebody with an account what happened to them in an organisation.

    The link leads to the organisation's own page, or to ``view`` with ``args``, in the language of
    whoever reads it.
    """
    view = more.pop("view", "organisation_home")
    args = more.pop("args", [organisation.key])
    with translation.override(to.language):
        context = {
            "organisation": organisation.local_name,
            "organisation_key": str(organisation.key),
            "link": reverse(view, args=args),
        }
    send(kind, to, context | more)


def tell_invited(invitation: OfficerInvitation, token: str) -> None:
    """Mail the link of an invitation, in the language of the account that the address has, else
    in the one in which it was made."""
    account = get_user_model().objects.filter(email__iexact=invitation.email).first()
    language = account.language if account else translation.get_language() or ""
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    inviter = invitation.invited_by
    with translation.override(language):
        context = {
            "invitation": str(invitation.key),
            "organisation": invitation.organisation.local_name,
            "role": invitation.role,
            "link": reverse("officer_invitation", args=[token]),
            "expires_at": invitation.expires_at,
            # The office is not named by one of its people.
            "inviter": inviter.get_full_name() if inviter and not inviter.works_here else "",
        }
    send(INVITATION, invitation.email, context, language)


def _invitation_stands(user: Any, context: Context) -> bool:
    return OfficerInvitation.objects.open().filter(key=context["invitation"]).exists()


def _acts_for_it(user: Any, context: Context) -> bool:
    current = Officer.objects.current().filter(user=user)
    return current.filter(organisation__key=context["organisation_key"]).exists()


def _manages_it(user: Any, context: Context) -> bool:
    managers = Officer.objects.managers().filter(user=user)
    return managers.filter(organisation__key=context["organisation_key"]).exists()


def _is_asked(user: Any, context: Context) -> bool:
    waits = JoinRequest.objects.filter(key=context["request"], state=Asked.PENDING)
    return _manages_it(user, context) and waits.exists()


def _is_being_succeeded(user: Any, context: Context) -> bool:
    waits = Succession.objects.filter(key=context["succession"], state=Asked.PENDING)
    return _manages_it(user, context) and waits.exists()


def _code_is_wanted(user: Any, context: Context) -> bool:
    return Succession.objects.filter(
        key=context["succession"], state=Asked.PENDING, confirmed_at=None
    ).exists()


def _kind(key: str, title: str | Promise, **rest: Any) -> None:
    sample = {"organisation": "가나다 주식회사", "organisation_key": _KEY, "link": _HOME}
    more = rest.pop("more", {})
    register(
        Kind(
            key=key,
            title=title,
            template=f"network/notices/{key.partition('.')[2]}",
            sample=partial(dict, **{**sample, **more}),
            **rest,
        )
    )


def register_kinds() -> None:
    """Put every mail on the table. Called once, at start."""
    of_its_people = {
        "inbox": FromMail(about=("organisation_key",)),
        "may_send": _acts_for_it,
        "may_read": _acts_for_it,
    }
    _kind(
        INVITATION,
        _("실무자 초대"),
        more={
            "invitation": _KEY,
            "role": "officer",
            "expires_at": "2026-12-01T14:03:00+09:00",
            "inviter": "김예시",
            "link": "/my/invitation/",
        },
        may_send=_invitation_stands,
    )
    _kind(ACCEPTED, _("실무자 초대 받아들임"), more={"name": "박예시"}, **of_its_people)
    _kind(ROLE, _("실무자 역할 바뀜"), more={"role": "manager"}, **of_its_people)
    _kind(REMOVED, _("실무자에서 나감"), inbox=FromMail())
    _kind(SUCCEEDED, _("후임자가 이어받음"), inbox=FromMail())
    _kind(
        JOIN_REQUEST,
        _("기관 참여 요청"),
        more={
            "request": _KEY,
            "name": "박예시",
            "message": "사회공헌팀으로 옮겨 왔습니다.",
            "due_on": "2026-12-03",
        },
        inbox=FromMail(about=("organisation_key", "request")),
        may_send=_is_asked,
        may_read=_manages_it,
    )
    _kind(JOIN_ACCEPTED, _("기관 참여 요청 받아들임"), **of_its_people)
    _kind(
        JOIN_DECLINED,
        _("기관 참여 요청 받아들이지 않음"),
        more={"link": "/my/organisations/"},
        inbox=FromMail(),
    )
    _kind(
        SUCCESSION_CODE,
        _("승계 신청 인증 코드"),
        more={"succession": _KEY, "name": "박예시", "code": "4829-1037", "minutes": 15},
        may_send=_code_is_wanted,
    )
    _kind(
        SUCCESSION_ASKED,
        _("승계 신청이 들어옴"),
        more={"succession": _KEY, "name": "박예시", "due_on": "2026-12-03"},
        inbox=FromMail(about=("organisation_key", "succession")),
        may_send=_is_being_succeeded,
        may_read=_manages_it,
    )
    _kind(SUCCESSION_ACCEPTED, _("승계 승인"), more={"answer": ""}, inbox=FromMail())
    _kind(
        SUCCESSION_DECLINED,
        _("승계 반려"),
        more={
            "answer": "공문에 기관의 직인이 보이지 않습니다.",
            "link": f"/my/successions/{_KEY}/",
        },
        inbox=FromMail(),
    )
