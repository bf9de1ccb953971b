"""The way out of mails that people choose: a signed link, and the headers of RFC 8058.

The link names the account by its random key and a topic; it opens nothing else, and does not run
out, as a mail may be found years later. Whoever holds it could make the mails stop or come again.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from . import kinds, topics
from .preferences import ALL_WEEKLY

_SALT = "yeongdeungpoever.notices.stopping"


@dataclass(frozen=True, slots=True)
class WayOut:
    """What stands at the foot of such a mail: ``label`` names what is stopped, ``stop_url`` stops
    it, ``choices_url`` leads to all choices. Whole addresses, in the active language."""

    label: str
    stop_url: str
    choices_url: str

    @property
    def headers(self) -> dict[str, str]:
        """List-Unsubscribe and List-Unsubscribe-Post, as RFC 8058 (section 3.1) has them."""
        return {
            "List-Unsubscribe": f"<{self.stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }


def key_of(kind: kinds.Kind) -> str:
    """What may be stopped of this kind; empty for kinds that always come."""
    return kind.topic or (ALL_WEEKLY if kind.is_digest else "")


def label_of(key: str) -> str:
    """What people call what the link stops. Raises LookupError for what no app registers."""
    if key == ALL_WEEKLY:
        return _("주간 요약")
    topic = topics.find(key)
    if topic is None:
        raise LookupError(key)
    return str(topic.label)


def way_out(user, key: str) -> WayOut:
    """The way out for this person."""
    token = make_token(user, key)
    return WayOut(
        label=label_of(key),
        stop_url=settings.SITE_URL + reverse("inbox_stop", args=[token]),
        choices_url=settings.SITE_URL + reverse("inbox_choices_by_link", args=[token]),
    )


def make_token(user, key: str) -> str:
    """A signed word that names the account and what it stops."""
    return signing.Signer(salt=_SALT).sign_object({"person": str(user.key), "stops": key})


def read_token(token: str) -> tuple[object, str]:
    """The account and what is stopped. Raises LookupError for whatever we have not signed, an
    account that is gone or switched off, or a topic that is no more."""
    try:
        said = signing.Signer(salt=_SALT).unsign_object(token)
        person, key = UUID(str(said["person"])), str(said["stops"])
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        raise LookupError("not ours") from None
    label_of(key)
    user = get_user_model().objects.filter(key=person, is_active=True).first()
    if user is None:
        raise LookupError("nobody")
    return user, key
