"""Who is a member: the provider of ``access.is_member``."""

from .models import Officer


def is_member(user) -> bool:
    """Whether the person acts for an organisation that is approved, neither lapsed nor suspended.

    Whether they are signed in and active ``access`` has asked before.
    """
    return Officer.objects.of_members().filter(user=user).exists()
