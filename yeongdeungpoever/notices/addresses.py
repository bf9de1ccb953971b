"""Addresses of mail: what is accepted, and who sends."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yeongdeungpoever.vocabulary.district import district


def normal_address(address: str) -> str:
    """The address as the outbox keeps it: trimmed, its domain in small letters.

    Raises ValueError for what is no single plain address. Quoted local parts are refused too:
    they may hold line breaks, and nobody has one.
    """
    address = BaseUserManager.normalize_email(address.strip())
    try:
        if '"' in address:
            raise ValidationError("quoted")
        validate_email(address)
    except ValidationError:
        raise ValueError("This is no mail address.") from None
    return address


def sender() -> str:
    """``From``: the network's name in the reader's language before the installation's address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or str(district().network), address))


def sender_domain() -> str:
    """The domain of our Message-IDs."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
