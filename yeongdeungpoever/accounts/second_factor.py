"""Whether a person has a second factor, and whether this session has passed it."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator


def is_enrolled(user) -> bool:
    """Whether the person has TOTP or a passkey; recovery codes alone are no factor."""
    return (
        Authenticator.objects.filter(user_id=user.pk)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .exists()
    )


def has_passed(request) -> bool:
    """Whether this session was opened with the second factor, or enrolled one itself.

    A session from before the enrolment has not: whoever knew the password alone may hold it.
    """
    return any(
        record.get("method") == "mfa"
        for record in get_authentication_records(request, request.user)
    )
