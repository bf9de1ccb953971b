"""The weekly digest: on Mondays at nine one mail to each, of what came in topics they want weekly.

An entry is put into one digest only, in the transaction that writes the digest's row; what stands
in the mail is asked when it leaves: rights, what has been read, what is no longer wanted.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import inbox, kinds, topics
from .models import InboxEntry, Preference
from .outbox import send
from .topics import Delivery

KEY = "notices.digest"
HOUR = time(9, 0)
# Of each topic: more would not be read; the rest stands in the inbox.
_SHOWN = 20


def last_monday(now: datetime) -> datetime:
    """The latest Monday, nine o'clock on the district's clock, that is not to come."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.weekday())
    found = timezone.make_aware(datetime.combine(day, HOUR))
    return found if found <= now else found - timedelta(days=7)


def send_digests(now: datetime) -> int:
    """Write the digests of what came before the latest Monday, nine o'clock. Returns how many.

    It may run every day and twice: what has been put into a digest is in none again, and after a
    standstill over Monday it makes up for it.
    """
    until = last_monday(now)
    people = (
        get_user_model()
        .objects.filter(
            is_active=True, pk__in=InboxEntry.objects.for_digest(until).values("user_id")
        )
        .order_by("pk")
    )
    return sum(_send_one(person, until) for person in people)


@task
def send_weekly() -> int:
    """Runs daily at nine; see :func:`send_digests`."""
    return send_digests(timezone.now())


@transaction.atomic
def _send_one(person, until: datetime) -> bool:
    # The account is the lock: two workers never put the same entry into two digests.
    get_user_model().objects.select_for_update().filter(pk=person.pk).first()
    waiting = InboxEntry.objects.filter(user=person).for_digest(until)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return False
    InboxEntry.objects.filter(pk__in=keys).update(digested_at=timezone.now())
    if not _lines(person, keys):
        # All is out of sight or unwanted by now; it stands in the inbox.
        return False
    send(KEY, person, {"entries": keys})
    return True


def written_on_leaving(user, context: kinds.Context) -> kinds.Context | None:
    """What stands in the digest now, by topic; None when nothing is left of it."""
    lines = _lines(user, context["entries"])
    if not lines:
        return None
    by_topic: dict[str, list[inbox.Line]] = {}
    for line in lines:
        by_topic.setdefault(kinds.get(line.entry.kind).topic, []).append(line)
    return {
        "count": len(lines),
        "topics": [_part(key, by_topic[key]) for key in sorted(by_topic)],
    }


def _part(key: str, lines: list[inbox.Line]) -> dict[str, Any]:
    topic = topics.find(key)
    return {
        "label": str(topic.label) if topic else "",
        "entries": [{"title": line.title, "url": line.url} for line in lines[:_SHOWN]],
        "more": max(0, len(lines) - _SHOWN),
    }


def _lines(user, keys: list[int]) -> list[inbox.Line]:
    """The entries that the person may still see, has not read, and wants by mail, oldest first."""
    silent = Preference.objects.filter(user=user, delivery=Delivery.SITE)
    unwanted = set(silent.values_list("topic", flat=True))
    entries = InboxEntry.objects.filter(user=user, pk__in=keys).unread()
    return [
        line
        for line in inbox.lines(user, entries.order_by("created_at", "pk"))
        if not line.is_hidden and kinds.get(line.entry.kind).topic not in unwanted
    ]


def _sample() -> kinds.Context:
    entries = [
        {"title": _("가나다 주식회사가 네트워크에 들어왔습니다"), "url": "/"},
        {"title": _("라마바재단이 네트워크에 들어왔습니다"), "url": "/"},
    ]
    return {"count": 2, "topics": [{"label": _("새 참여기관"), "entries": entries, "more": 0}]}


def register() -> None:
    """Put the digest on the table of kinds. Called once, at start."""
    kinds.register(
        kinds.Kind(
            key=KEY,
            title=gettext_lazy("주간 요약"),
            template="notices/digest",
            sample=_sample,
            is_digest=True,
            written_on_leaving=written_on_leaving,
        )
    )
