"""Whether the trail still says what it said: rows against anchors, anchors against each other."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from . import triggers
from .anchors import ONE_DAY, day_of, entries_of, missing_days, start_of
from .models import AccessEntry, Anchor
from .retention import first_kept_day
from .sealing import digest_of_day, digest_of_row, is_whole


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was; ``rows`` are numbers of rows of the trail."""

    day: date | None
    what: str
    rows: tuple[int, ...] = ()


def check() -> list[Finding]:
    """Everything that is wrong, by day; empty where the trail is whole."""
    found = [
        Finding(None, _("트리거가 없거나 바뀜: %(name)s") % {"name": name})
        for name in lost_triggers()
    ]
    anchors = list(Anchor.objects.order_by("day"))
    found += _before_the_chain(anchors)
    before = None
    for anchor in anchors:
        found += _chain(anchor, before) + _rows(anchor)
        before = anchor
    if connection.vendor == "sqlite":
        found += [
            Finding(None, _("마지막 하루 요약 뒤로 사라진 기록: %s") % numbers)
            for numbers in _gaps()
        ]
    return found + _after_the_chain()


def check_digest(digest: str, day: date | None = None) -> list[Finding]:
    """Whether an anchor, of the ``day`` where one is given, has the digest that a mail told."""
    if day and day < first_kept_day() and not Anchor.objects.filter(day=day).exists():
        return [Finding(day, _("보유 기간이 지나 지운 날이라 견줄 수 없음"))]
    anchors = Anchor.objects.filter(digest=digest.strip().lower())
    if day:
        anchors = anchors.filter(day=day)
    if anchors.exists():
        return []
    return [Finding(day, _("메일로 받은 확인값과 같은 하루 요약이 없음"))]


def lost_triggers() -> list[str]:
    """Triggers that should stand in the database and do not, or no longer do what they did."""
    return triggers.lost(connection)


def remarks() -> list[Finding]:
    """What may be as it should be and is worth a look: numbers without a row, on PostgreSQL.

    A transaction that is rolled back leaves its numbers unused there. SQLite gives them again, so
    that a gap is a row that was there (:func:`check`).
    """
    if connection.vendor != "postgresql":
        return []
    return [
        Finding(None, _("마지막 하루 요약 뒤로 없는 번호 (되돌린 작업이면 정상): %s") % numbers)
        for numbers in _gaps()
    ]


def _gaps() -> list[str]:
    """Ranges of numbers after the last anchored row that were given and have no row."""
    # Before the rows, or one written in between would seem to be missing.
    last = _last_number()
    numbers = AccessEntry.objects.order_by("pk")
    anchored = [
        int(number) for rows in Anchor.objects.values_list("rows", flat=True) for number in rows
    ]
    if anchored:
        before = max(anchored)
    elif first := numbers.values_list("pk", flat=True).first():
        before = first - 1
    else:
        return []
    gaps = []
    after = numbers.filter(pk__gt=before, pk__lte=last).values_list("pk", flat=True)
    for number in (*after, last + 1):
        if number > before + 1:
            gaps.append(f"{before + 1}-{number - 1}" if number > before + 2 else f"{before + 1}")
        before = number
    return gaps


def _last_number() -> int:
    """The highest number that the database ever gave to a row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)",
                ["access_accessentry"],
            )
        else:
            cursor.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = %s", ["access_accessentry"]
            )
        row = cursor.fetchone()
    return (row and row[0]) or 0


def _before_the_chain(anchors: list[Anchor]) -> list[Finding]:
    """Anchors, or rows before them, that were there once."""
    if not anchors:
        return []
    first, found = anchors[0], []
    if first.previous and first.day > first_kept_day():
        found.append(Finding(first.day, _("이 날 앞의 하루 요약이 사라짐")))
    older = AccessEntry.objects.filter(
        at__gte=start_of(first_kept_day()), at__lt=start_of(first.day)
    )
    if rows := tuple(older.order_by("pk").values_list("pk", flat=True)):
        found.append(Finding(None, _("첫 하루 요약보다 앞선 기록이 더해짐"), rows))
    return found


def _chain(anchor: Anchor, before: Anchor | None) -> list[Finding]:
    """Whether the anchor is the one that was taken, and follows the one before."""
    found = []
    digest = digest_of_day(anchor.day, anchor.previous, anchor.rows, anchor.broken)
    if digest != anchor.digest or anchor.count != len(anchor.rows):
        found.append(Finding(anchor.day, _("하루 요약이 바뀜")))
    if before and (anchor.previous != before.digest or anchor.day != before.day + ONE_DAY):
        found.append(Finding(anchor.day, _("앞 날의 하루 요약과 이어지지 않음")))
    if anchor.broken:
        rows = tuple(anchor.broken)
        found.append(Finding(anchor.day, _("요약하기 전에 이미 바뀌어 있던 기록"), rows))
    return found


def _rows(anchor: Anchor) -> list[Finding]:
    """Rows of the day that are missing, changed or added since it was anchored."""
    now = {entry.pk: digest_of_row(entry) for entry in entries_of(anchor.day)}
    then = {int(number): digest for number, digest in anchor.rows.items()}
    kinds = (
        (_("사라진 기록"), then.keys() - now.keys()),
        (
            _("바뀐 기록"),
            {number for number in then.keys() & now.keys() if then[number] != now[number]},
        ),
        (_("더해진 기록"), now.keys() - then.keys()),
    )
    return [Finding(anchor.day, what, tuple(sorted(rows))) for what, rows in kinds if rows]


def _after_the_chain() -> list[Finding]:
    """Days that wait too long for their anchor, and rows since then with a broken seal."""
    missing = missing_days()
    yesterday = timezone.localdate() - ONE_DAY
    found = [
        Finding(day, _("하루 요약이 아직 없음 (작업기를 확인)"))
        for day in missing
        if day < yesterday
    ]
    since = missing[0] if missing else timezone.localdate()
    broken: dict[date, list[int]] = {}
    for entry in AccessEntry.objects.filter(at__gte=start_of(since)).order_by("pk"):
        if not is_whole(entry):
            broken.setdefault(day_of(entry.at), []).append(entry.pk)
    return found + [Finding(day, _("바뀐 기록"), tuple(rows)) for day, rows in broken.items()]
