"""An application taken by telephone or on paper: staff write it down for somebody."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..acts import Refused
from ..models import Application, Channel
from ..parts import FIELDS
from ..permissions import may_open_queue, may_review
from .handing_in import hand_in, must_be_complete
from .logs import AMEND, ENTER
from .recording import locked, write_log

_CONTACT = (
    "contact_name",
    "contact_email",
    "contact_title",
    "contact_department",
    "contact_telephone",
)


@transaction.atomic
def enter_for(
    *,
    by,
    channel: str,
    facts: Mapping[str, Any],
    contact_name: str,
    contact_email: str = "",
    contact_title: str = "",
    contact_department: str = "",
    contact_telephone: str = "",
    pillars: Iterable[str] = (),
    sdgs: Iterable[int] = (),
    consent_noted: bool = False,
) -> Application:
    """Take down an application for somebody without an account; it is handed in at once.

    ``facts`` are columns of ``OrganisationFacts``; ``consent_noted`` says that the person agreed
    to what is kept about them. Raises PermissionDenied for whoever may not decide, ValidationError
    by field for values that do not fit, Refused for what is missing.
    """
    if not may_open_queue(by):
        raise PermissionDenied
    if channel not in (Channel.TELEPHONE, Channel.PAPER):
        raise Refused(_("전화로 받았는지 서면으로 받았는지 골라 주세요."))
    if not consent_noted:
        raise Refused(_("담당자가 개인정보 수집·이용에 동의했는지 확인해 주세요."))
    application = Application(channel=channel, consent_noted_at=timezone.now(), consent_noted_by=by)
    _fill(
        application,
        facts,
        {
            "contact_name": contact_name,
            "contact_email": contact_email,
            "contact_title": contact_title,
            "contact_department": contact_department,
            "contact_telephone": contact_telephone,
            "pillars": list(pillars),
            "sdgs": list(sdgs),
        },
    )
    application.save()
    return hand_in(application, by=by, action=ENTER)


@transaction.atomic
def amend_entry(application: Application, *, by, values: Mapping[str, Any]) -> Application:
    """Correct what staff took down, as long as it is undecided.

    ``values`` are columns of facts and contact, ``pillars`` and ``sdgs``. Raises PermissionDenied
    for a stranger and for an application that its applicant writes, ValidationError as
    :func:`enter_for`.
    """
    now = locked(application, by)
    if not may_review(by, now) or not now.is_entered:
        raise PermissionDenied
    if not now.is_pending:
        raise Refused(_("이미 끝난 신청이라 고칠 수 없어요."))
    _fill(now, {}, values)
    must_be_complete(now)
    now.version += 1
    now.saved_at = timezone.now()
    now.save()
    write_log(now, AMEND, by)
    return now


def _fill(application: Application, facts: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    given = {**facts, **more}
    unknown = given.keys() - {*FIELDS, *_CONTACT}
    if unknown:
        raise ValueError(f"These are no columns of an entry: {sorted(unknown)}")
    for name, value in given.items():
        setattr(application, name, value)
    if not application.contact_name.strip():
        raise Refused(_("담당자 성명을 적어 주세요."))
    others = {field.name for field in Application._meta.concrete_fields} - given.keys()
    application.clean_fields(exclude=others)
