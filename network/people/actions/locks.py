"""What every act upon people of an organisation begins with: rows locked in one order."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.log_actions import log

from ...models import Organisation


class Refused(ValidationError):
    """It cannot be done as things stand now; the message is for the person at the screen."""


def lock(organisation: Organisation, *people) -> Organisation:
    """The organisation as it stands now, kept from others to the end of the transaction.

    The accounts that are about to be written about are locked before it, in the order of their
    keys: a withdrawal takes the account first and the organisation then, and neither waits for the
    other.
    """
    keys = sorted({person.pk for person in people if person is not None and person.pk})
    if keys:
        rows = get_user_model().objects.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def write_log(action: str, organisation: Organisation, *, by, **data) -> None:
    """One line of Wagtail's log upon the organisation; people stand in it by their key."""
    log(
        instance=organisation,
        action=action,
        user=by,
        data={"organisation": str(organisation.key), **data},
    )
