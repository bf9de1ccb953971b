"""A move of an application, as every move is made: locked, asked, written down."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..acts import Refused, lock_accounts
from ..models import Application, ApplicationMove
from ..permissions import may_move
from ..states import MOVES
from .logs import PREFIX
from .refusals import moved_on


def locked(application: Application, by=None) -> Application:
    """The application as it stands now, kept from others to the end of the transaction, with the
    accounts that are about to be written about. Raises Refused when it is gone."""
    accounts = {application.applicant_id, by.pk if by else None}
    if by is None or by.pk != application.applicant_id:
        # Not for the applicant: whose account goes holds it already, and must wait for no other.
        accounts.add(application.reviewer_id)
    lock_accounts(accounts)
    now = Application.objects.select_for_update().filter(pk=application.pk).first()
    if now is None:
        raise Refused(_("그 사이 지워진 신청서예요."))
    return now


def begin(application: Application, move: str, by) -> Application:
    """Lock it and make sure that this person may make this move now.

    Raises PermissionDenied for a stranger, Refused when the state has moved on.
    """
    now = locked(application, by)
    asked = MOVES[move]
    if not may_move(by, now, asked.by):
        raise PermissionDenied
    if now.state not in asked.sources:
        raise Refused(moved_on(now, by))
    return now


def must_stand_as_seen(application: Application, by, moves: int) -> None:
    """Lock it and make sure that nothing has happened since the person saw it with so many moves.

    Raises Refused with who did what meanwhile.
    """
    now = locked(application, by)
    if now.moves.count() != moves:
        raise Refused(moved_on(now, by))


def change(application: Application, **values: Any) -> Application:
    """Write these columns and no others: the applicant's typing may be saved beside us."""
    for name, value in values.items():
        setattr(application, name, value)
    application.save(update_fields=list(values))
    return application


def record(
    application: Application,
    move: str,
    by,
    *,
    reason: str = "",
    parts: list[str] | None = None,
    action: str = "",
) -> ApplicationMove:
    """Write the move down, for the status page and for the log (``action``: another word there)."""
    row = ApplicationMove.objects.create(
        application=application,
        move=move,
        state=application.state,
        by=by,
        by_key=by.key if by else None,
        reason=reason,
        parts=parts or [],
        answer_by=application.answer_by,
    )
    write_log(application, action or f"{PREFIX}{move}", by)
    return row


def write_log(application: Application, action: str, by) -> None:
    """One line of the log: which application, and which organisation where there is one."""
    data = {"application": str(application.key)}
    if application.organisation:
        data["organisation"] = str(application.organisation.key)
    log(instance=application, action=action, user=by, data=data)
