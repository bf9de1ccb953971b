"""Writing the trail of reading. Every staff screen that shows people's data calls this once."""

from collections.abc import Iterable
from uuid import UUID

from yeongdeungpoever.web.client_address import client_address

from .models import AccessEntry, Act
from .sealing import seal_of

__all__ = ["STRANGER", "Act", "record"]

REASON_LENGTH = 500
# Stands for somebody who is shown but has neither account nor key: the recipient of a mail.
STRANGER = UUID(int=0)


def record(
    request, act: Act, screen: str, people: Iterable[UUID], reason: str = ""
) -> AccessEntry | None:
    """Write one row: the signed-in person of ``request`` did ``act`` at ``screen``.

    ``people`` are the random keys (``User.key``) of everybody whose data the answer holds. A view
    that shows nobody is not written (None); a search and an export are, even without a finding,
    since the question itself tells something. Raises ValueError for a stranger, and where an
    export comes without a reason.
    """
    account = getattr(request.user, "key", None)
    if account is None:
        raise ValueError("Only signed-in people read personal data.")
    if act == Act.EXPORT and not reason.strip():
        raise ValueError("An export of personal data states a reason.")
    keys = sorted({str(key) for key in people})
    if act == Act.VIEW and not keys:
        return None
    entry = AccessEntry(
        account=account,
        ip_address=client_address(request) or None,
        act=act,
        screen=screen,
        people=keys,
        people_count=len(keys),
        reason=reason.strip()[:REASON_LENGTH],
    )
    entry.seal = seal_of(entry)
    entry.save()
    return entry
