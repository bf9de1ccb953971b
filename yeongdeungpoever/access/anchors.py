"""The daily anchor: what each finished day of the trail held, in one chained digest."""

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .models import AccessEntry, Anchor
from .sealing import digest_of_day, digest_of_row, is_whole

ONE_DAY = timedelta(days=1)


def start_of(day: date) -> datetime:
    """The first moment of the day on the district's clock."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def entries_of(day: date) -> QuerySet[AccessEntry]:
    """The rows of one day, in the order of their numbers."""
    return AccessEntry.objects.filter(
        at__gte=start_of(day), at__lt=start_of(day + ONE_DAY)
    ).order_by("pk")


def day_of(moment: datetime) -> date:
    """The day of the district's clock on which the moment lies."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def missing_days() -> list[date]:
    """Finished days that have no anchor yet, oldest first, days without any row included.

    The chain begins with the first row, or yesterday where there is none.
    """
    yesterday = timezone.localdate() - ONE_DAY
    if last := Anchor.objects.first():
        day = last.day + ONE_DAY
    else:
        first = AccessEntry.objects.order_by("at").values_list("at", flat=True).first()
        day = min(day_of(first), yesterday) if first else yesterday
    return [day + ONE_DAY * number for number in range((yesterday - day).days + 1)]


def take(day: date) -> Anchor | None:
    """Anchor one finished day; None where another worker has done so.

    The day before must have its anchor unless this is the first of all: the chain has no gaps.
    Raises ValueError otherwise, and for a day that is not over.
    """
    if day >= timezone.localdate():
        raise ValueError(f"{day} is not over yet.")
    before = Anchor.objects.filter(day__lt=day).first()
    if before and before.day != day - ONE_DAY:
        raise ValueError(f"{day - ONE_DAY} has no anchor yet.")
    entries = list(entries_of(day))
    rows = {str(entry.pk): digest_of_row(entry) for entry in entries}
    broken = [entry.pk for entry in entries if not is_whole(entry)]
    previous = before.digest if before else ""
    anchor = Anchor(
        day=day,
        count=len(rows),
        rows=rows,
        broken=broken,
        previous=previous,
        digest=digest_of_day(day, previous, rows, broken),
    )
    try:
        with transaction.atomic():
            anchor.save()
    except IntegrityError:
        return None
    return anchor
