"""How long the trail is kept: two years, then it goes day by day.

Two years is the longer term of the 개인정보의 안전성 확보조치 기준 art. 8 para. 1; the database
refuses to delete anything younger whatever this module asks.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from .anchors import missing_days, start_of
from .models import AccessEntry, Anchor

YEARS = 2


def first_kept_day() -> date:
    """The oldest day of which rows are kept."""
    today = timezone.localdate()
    try:
        return today.replace(year=today.year - YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year - YEARS, day=28)


@transaction.atomic
def prune(*, dry_run: bool = False) -> tuple[int, int]:
    """Delete rows and anchors of days past their time; how many of each.

    With ``dry_run`` nothing is deleted, only counted. Days wait for their anchor first, so that
    the chain has no gap.
    """
    day = first_kept_day()
    if missing := missing_days():
        day = min(day, missing[0])
    rows, anchors = {"at__lt": start_of(day)}, {"day__lt": day}
    if dry_run:
        return (
            AccessEntry.objects.filter(**rows).count(),
            Anchor.objects.filter(**anchors).count(),
        )
    return (
        AccessEntry.objects.remove_before(**rows),
        Anchor.objects.remove_before(**anchors),
    )
