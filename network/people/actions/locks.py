"""What every act upon people of an organisation begins with: rows locked in one order."""

from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail.log_actions import log

from ...acts import Refused, lock_accounts
from ...models import JoinRequest, Officer, Organisation, Succession
from ...models.officers import Asked


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What is said where something asked waits no longer. ``by`` is the field of who answered;
    ``by_somebody`` holds ``%(name)s``."""

    by: str
    withdrawn: Promise
    by_somebody: Promise
    anyhow: Promise


def lock(organisation: Organisation, *people, managers: bool = False) -> Organisation:
    """The organisation as it stands now, kept from others to the end of the transaction.

    ``people`` are the accounts that are about to be written about, locked before it; ``managers``
    adds those of its managers, who are about to be told or to go.
    """
    keys = [person.pk for person in people if person is not None]
    if managers:
        theirs = Officer.objects.managers().filter(organisation=organisation)
        keys += theirs.values_list("user_id", flat=True)
    lock_accounts(keys)
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def pending_row[Row: (JoinRequest, Succession)](row: Row, answered: Answered) -> Row:
    """The row as it stands now, locked. Raises Refused where it waits for an answer no longer."""
    rows = type(row)._default_manager.select_for_update(of=("self",))
    now = rows.select_related("organisation", "user", answered.by).get(pk=row.pk)
    if now.state == Asked.PENDING:
        return now
    if now.state == Asked.WITHDRAWN:
        raise Refused(str(answered.withdrawn))
    somebody = getattr(now, answered.by)
    if somebody:
        raise Refused(str(answered.by_somebody) % {"name": somebody.get_full_name()})
    raise Refused(str(answered.anyhow))


def write_log(action: str, organisation: Organisation, *, by, **data) -> None:
    """One line of Wagtail's log upon the organisation; people stand in it by their key."""
    log(
        instance=organisation,
        action=action,
        user=by,
        data={"organisation": str(organisation.key), **data},
    )
