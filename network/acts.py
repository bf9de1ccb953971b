"""How every act of the network begins, and how it says no."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """It cannot be done as things stand now; the message is for the person at the screen."""


def lock_accounts(keys: Iterable[int | None]) -> None:
    """Keep these accounts from their withdrawal to the end of the transaction, in the order of
    their keys.

    First of all locks: a withdrawal takes its own account first and what hangs on it then. Whoever
    writes about an account (a mail to it, an act by it) and has not locked it before the record
    waits for a withdrawal that waits for the record.
    """
    wanted = {key for key in keys if key is not None}
    people = get_user_model().objects.filter(pk__in=wanted).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))
