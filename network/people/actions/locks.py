"""What every act upon people of an organisation begins with: rows locked in one order."""

from wagtail.log_actions import log

from ...acts import lock_accounts
from ...models import Officer, Organisation


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


def write_log(action: str, organisation: Organisation, *, by, **data) -> None:
    """One line of Wagtail's log upon the organisation; people stand in it by their key."""
    log(
        instance=organisation,
        action=action,
        user=by,
        data={"organisation": str(organisation.key), **data},
    )
