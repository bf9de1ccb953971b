"""Numbers of receipt: ``2026-0001``, counted anew each year, none twice and none left out."""

from ..models import NumberCounter


def next_number(year: int) -> str:
    """The next number of the year. Call inside the transaction that uses it: a rollback gives the
    number back, and others wait for the counter's row until the end."""
    NumberCounter.objects.get_or_create(year=year)
    counter = NumberCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{year}-{counter.last:04d}"
