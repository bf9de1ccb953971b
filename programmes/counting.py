"""Which of several dates a table is of. Pure: rows that count in, rows of one 기준일 out."""

from datetime import date


def newest(rows, owner) -> list:
    """Of each owner only the rows of its newest 기준일; one without a date is the oldest.

    ``rows`` are counting rows, ``owner`` a callable that gives a row's owner. A table is never
    mixed from two dates.
    """
    rows = list(rows)
    dates: dict = {}
    for row in rows:
        dates[owner(row)] = max(dates.get(owner(row), date.min), row.as_of or date.min)
    return [row for row in rows if (row.as_of or date.min) == dates[owner(row)]]


def newest_whole(rows, parts: int) -> list:
    """The rows of the newest 기준일 on which most of a table's parts have one.

    A table whose new figures are confirmed one by one keeps its old date until the last of its
    ``parts`` 단위사업 has followed. Sums over two dates would be nobody's figures.
    """
    by_date: dict = {}
    for row in rows:
        by_date.setdefault(row.as_of or date.min, []).append(row)
    covered = {
        day: min(parts, len({row.unit_id for row in found})) for day, found in by_date.items()
    }
    best = max(by_date, key=lambda day: (covered[day], day), default=None)
    return by_date.get(best, [])
