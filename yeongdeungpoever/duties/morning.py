"""The morning mail: on working days at nine, one mail to each of what waits for them or for nobody.

Nothing waits, no mail; a mark on the notice keeps it to one a day. What stands in it is asked when
it leaves: who has taken what meanwhile, and what the person may still see.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.tasks import task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yeongdeungpoever.korean.working_days import is_working_day
from yeongdeungpoever.notices import kinds
from yeongdeungpoever.notices.outbox import send

from .models import ClosedDay, Duty
from .people import serves, serving
from .rows import Row, rows

KEY = "duties.morning"
HOUR = time(9, 0)
# In the order in which they are read.
PARTS = (
    ("mine", gettext_lazy("내 일")),
    ("team", gettext_lazy("우리 부서에서 맡은 사람이 없는 일")),
    ("nobody", gettext_lazy("맡은 사람이 없는 일")),
)
# Of each part: the rest is counted, and stands on the first page of the back office.
_SHOWN = 10


def send_morning(now: datetime) -> int:
    """Write the mails of this morning; returns how many people have one. Before nine, as when a
    standstill ends at night, and on days on which the office is closed, it does nothing."""
    local = timezone.localtime(now)
    if local.time() < HOUR or not is_working_day(local.date(), ClosedDay.objects.days()):
        return 0
    mark = local.date().isoformat()
    told = 0
    for person in serving().order_by("pk"):
        if _waiting(person).exists():
            send(KEY, person, {"day": mark}, once=mark)
            told += 1
    return told


@task
def send_morning_mails() -> int:
    """Runs daily at nine; see :func:`send_morning`."""
    return send_morning(timezone.now())


def written_on_leaving(user, context: kinds.Context) -> kinds.Context | None:
    """What waits now, by part, the longest overdue first; None when nothing does."""
    if user is None or not serves(user):
        return None
    waiting = _waiting(user)
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    counts = {
        name: (count, overdue)
        for name, count, overdue in waiting.order_by()
        .values("part")
        .annotate(count=Count("pk"), overdue=late)
        .values_list("part", "count", "overdue")
    }
    if not counts:
        return None
    parts = [
        _part(
            str(title),
            rows(waiting.filter(part=name).for_rows().overdue_first()[:_SHOWN], user),
            counts[name][0],
        )
        for name, title in PARTS
        if name in counts
    ]
    return {
        "count": sum(count for count, _overdue in counts.values()),
        "overdue": sum(overdue for _count, overdue in counts.values()),
        "parts": parts,
        "day": context["day"],
    }


def _waiting(user):
    """What waits for the person, for nobody of their team, and for nobody at all."""
    found = Duty.objects.in_parts(user).filter(part__in=[name for name, _title in PARTS])
    # What a colleague holds is theirs to hear of, and so is what waits for another's answer.
    return found.exclude(Q(part="team") & (Q(owner_serves=True) | Q(deputy_serves=True)))


def _part(title: str, shown: Iterable[Row], of: int) -> dict[str, Any]:
    entries = [
        {
            "title": row.title,
            "kind": row.duty.kind_label,
            "due": row.due,
            "left": row.left,
            "url": row.duty.url or reverse("duties:list"),
        }
        for row in shown
    ]
    return {"title": title, "entries": entries, "count": of, "more": max(0, of - len(entries))}


def _sample() -> kinds.Context:
    entries = [
        {
            "title": _("가나다 주식회사"),
            "kind": _("기관 가입 신청"),
            "due": "11. 23.(월)",
            "left": _("오늘까지"),
            "url": "/admin/",
        }
    ]
    parts = [{"title": str(PARTS[0][1]), "entries": entries, "count": 1, "more": 0}]
    return {"count": 1, "overdue": 0, "parts": parts, "day": "2026-11-23"}


def register() -> None:
    """Put the morning mail on the table of kinds. Called once, at start."""
    kinds.register(
        kinds.Kind(
            key=KEY,
            title=gettext_lazy("아침의 기다리는 일"),
            template="duties/notices/morning",
            sample=_sample,
            # The next morning has a mail of its own.
            useful_for=timedelta(hours=12),
            written_on_leaving=written_on_leaving,
        )
    )
