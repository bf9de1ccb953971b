"""How an action tells somebody: one call, one row, in the caller's transaction."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from . import inbox, kinds
from .addresses import normal_address, sender_domain
from .models import Notice, State, new_message_id
from .preferences import delivery_of
from .tasks import deliver_notice
from .topics import Delivery


def send(
    key: str,
    to: AbstractBaseUser | str,
    context: dict[str, Any],
    language: str | None = None,
    *,
    user: AbstractBaseUser | None = None,
    once: str = "",
) -> Notice | None:
    """Write the row of one mail; it leaves after the transaction is committed, never before. Of a
    kind with an inbox the account gets an entry there too.

    ``to`` is an account, or an address for those who have none; where a mail goes to an address
    other than the account's (a new one to be confirmed), give the address and ``user``: the row
    then vanishes with the account. ``context`` holds what JSON can (dates too, as text then).
    The language is the account's, else ``language``, else Korean. ``once`` marks what an account
    gets a single time, however often this is called.

    Returns the row; None where the kind has a topic that the person does not want at once. Raises
    LookupError for an unknown kind, ValueError for no address or a mark without an account,
    TypeError for a context that JSON cannot hold.
    """
    kind = kinds.get(key)
    person: Any = user if isinstance(to, str) else to
    address = normal_address(to) if isinstance(to, str) else ""
    if once and person is None:
        raise ValueError("Only an account can get something once.")
    wanted = getattr(person, "language", None) or language
    spoken = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    if person is not None and (not address or address.casefold() == person.email.casefold()):
        if kind.inbox is not None and person.is_active:
            inbox.write(kind, person, context, spoken, once)
        if kind.topic and delivery_of(person, kind.topic) != Delivery.AT_ONCE:
            return None
    values = {
        "address": address,
        "language": spoken,
        "context": context,
        "message_id": new_message_id(sender_domain()),
    }
    if once:
        notice, made = Notice.objects.get_or_create(
            kind=key, user=person, once=once, defaults=values
        )
        if not made:
            return notice
    else:
        notice = Notice.objects.create(kind=key, user=person, **values)
    # Whatever happens here the act stands; a task that was not queued is made up for by the sweep.
    transaction.on_commit(partial(deliver_notice.enqueue, notice.pk), robust=True)
    return notice


def retry(notice: Notice) -> bool:
    """Send a failed notice once more, with all its attempts; False when it is not to be."""
    if not notice.can_be_retried:
        return False
    now = timezone.now()
    again = Notice.objects.filter(pk=notice.pk, state=State.FAILED).update(
        state=State.WAITING, attempts=0, next_try_at=now, closed_at=None, error=""
    )
    if again:
        transaction.on_commit(partial(deliver_notice.enqueue, notice.pk), robust=True)
    return bool(again)


def forget(address: str) -> int:
    """Delete every row that still holds this address (withdrawal); returns how many."""
    return Notice.objects.filter(address__iexact=address).delete()[0]
