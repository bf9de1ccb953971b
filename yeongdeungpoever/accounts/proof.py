"""Accounts whose address nobody has shown to be theirs: a password opens nothing there.

Anybody can begin an account with somebody else's address and a password of their own. Until the
mailed code is entered that password opens nothing, and neither a sign-in code nor a reset is sent,
so that the address' owner never walks into an account that a stranger holds a key to.
"""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from .models import User


def is_unproven(user: User) -> bool:
    """Whether somebody made this account and never entered the code that was mailed.

    Accounts that the office made are vouched for by the invitation.
    """
    return (
        user.age_declared_at is not None
        and not EmailAddress.objects.filter(user=user, verified=True).exists()
    )


class ProvenBackend(AuthenticationBackend):
    """allauth's sign-in by password, where an unproven account fails like a wrong password."""

    def _check_password(self, user, password):
        found = super()._check_password(user, password)
        return None if found is None or is_unproven(found) else found
