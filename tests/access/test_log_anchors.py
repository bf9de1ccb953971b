"""Daily anchors: what passes the trigger is noticed all the same."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.access.trail import write
from yeongdeungpoever.access import anchors, retention, verification
from yeongdeungpoever.access.models import AccessEntry, Anchor
from yeongdeungpoever.access.sealing import digest_of_day

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
# The trigger reads the database's own clock, so the days of these tests lie about today.
TODAY = datetime.now(ZONE).replace(hour=0, minute=30, second=0, microsecond=0)


def ago(days: int, **other):
    """A clock that stands at half past noon, ``days`` before today."""
    return time_machine.travel(
        TODAY + timedelta(hours=12) - timedelta(days=days, **other), tick=False
    )


@pytest.fixture(autouse=True)
def night():
    """Half past midnight of today."""
    with time_machine.travel(TODAY, tick=False):
        yield


def take_all() -> list[Anchor]:
    return [anchor for day in anchors.missing_days() if (anchor := anchors.take(day))]


def verify(*arguments) -> str:
    """What the command says where all is well."""
    output = StringIO()
    call_command("verify_access_log", *arguments, stdout=output)
    return output.getvalue()


def complaints(*arguments) -> str:
    """What the command says when it fails."""
    output = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("verify_access_log", *arguments, stdout=output)
    assert failure.value.returncode == 1
    return output.getvalue()


@contextmanager
def past_the_trigger():
    """What somebody does who may write to the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [each for each in cursor.fetchall() if each[0].startswith("access_")]
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield cursor
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            tables = ("access_accessentry", "access_anchor")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def three_days():
    """Rows three, two and no days ago; yesterday nobody read anything."""
    rows = []
    for days in (3, 3, 2):
        with ago(days):
            rows.append(write())
    write()
    return rows


def test_every_finished_day_is_anchored_and_chained(three_days):
    taken = take_all()
    assert [anchor.count for anchor in taken] == [2, 1, 0]
    assert [anchor.day for anchor in taken] == [
        TODAY.date() - timedelta(days=days) for days in (3, 2, 1)
    ]
    assert taken[0].previous == ""
    assert [each.previous for each in taken[1:]] == [each.digest for each in taken[:-1]]
    assert take_all() == []
    assert "기록 4건, 하루 요약 3일" in verify()


def test_the_chain_begins_yesterday_where_nobody_has_read_anything():
    assert [anchor.day for anchor in take_all()] == [TODAY.date() - timedelta(days=1)]
    verify()


def test_a_day_is_the_districts_day():
    moment = datetime.combine(TODAY.date() - timedelta(days=1), datetime.min.time(), tzinfo=ZONE)
    for at in (moment - timedelta(seconds=1), moment):
        with time_machine.travel(at, tick=False):
            write()
    assert moment.astimezone(UTC).date() < moment.date()
    assert [anchor.count for anchor in take_all()] == [1, 1]


def test_a_day_that_is_not_over_and_a_gap_are_refused(three_days):
    for days in (0, -1):
        with pytest.raises(ValueError):
            anchors.take(TODAY.date() - timedelta(days=days))
    anchors.take(TODAY.date() - timedelta(days=3))
    with pytest.raises(ValueError):
        anchors.take(TODAY.date() - timedelta(days=1))


def test_a_row_deleted_past_the_trigger_is_noticed(three_days):
    take_all()
    with past_the_trigger() as cursor:
        cursor.execute("DELETE FROM access_accessentry WHERE id = %s", [three_days[1].pk])
    day = TODAY.date() - timedelta(days=3)
    assert complaints() == f"{day}  사라진 기록: {three_days[1].pk}\n"


def test_a_changed_and_an_added_row_are_noticed(three_days):
    take_all()
    with ago(2):
        added = write()
    with past_the_trigger() as cursor:
        cursor.execute(
            "UPDATE access_accessentry SET screen = 'x' WHERE id = %s", [three_days[0].pk]
        )
    said = complaints()
    assert f"{TODAY.date() - timedelta(days=3)}  바뀐 기록: {three_days[0].pk}" in said
    assert f"{TODAY.date() - timedelta(days=2)}  더해진 기록: {added.pk}" in said


def test_a_row_changed_before_its_day_was_anchored_is_noticed(three_days):
    with past_the_trigger() as cursor:
        cursor.execute(
            "UPDATE access_accessentry SET people = '[]' WHERE id = %s", [three_days[0].pk]
        )
    assert f"바뀐 기록: {three_days[0].pk}" in complaints()
    assert take_all()[0].broken == [three_days[0].pk]
    assert f"이미 바뀌어 있던 기록: {three_days[0].pk}" in complaints()


def test_an_altered_anchor_is_noticed(three_days):
    take_all()
    day = TODAY.date() - timedelta(days=3)
    with past_the_trigger() as cursor:
        cursor.execute("DELETE FROM access_accessentry WHERE id = %s", [three_days[1].pk])
        cursor.execute("UPDATE access_anchor SET count = 1 WHERE day = %s", [str(day)])
    assert f"{day}  하루 요약이 바뀜" in complaints()


def test_an_anchor_made_anew_breaks_the_chain(three_days):
    first = take_all()[0]
    with past_the_trigger() as cursor:
        cursor.execute("DELETE FROM access_accessentry WHERE id = %s", [three_days[1].pk])
        rows = {
            number: one for number, one in first.rows.items() if number != str(three_days[1].pk)
        }
        Anchor.objects.remove_before(pk=first.pk)
        Anchor.objects.create(
            day=first.day,
            count=1,
            rows=rows,
            broken=[],
            previous="",
            digest=digest_of_day(first.day, "", rows, []),
        )
    assert "이어지지 않음" in complaints()


def test_a_chain_made_wholly_anew_meets_the_mailed_digest(three_days):
    mailed = take_all()[-1]
    with past_the_trigger() as cursor:
        cursor.execute("DELETE FROM access_accessentry WHERE id = %s", [three_days[1].pk])
        Anchor.objects.remove_before(pk__gt=0)
    take_all()
    verify()
    assert "메일로 받은 확인값" in complaints("--anchor", mailed.digest)
    assert "메일로 받은 확인값" in complaints("--anchor", mailed.digest, "--day", str(mailed.day))


def test_the_mailed_digest_of_a_whole_trail(three_days):
    first, second, _ = take_all()
    verify("--anchor", f" {first.digest.upper()} ", "--day", str(first.day))
    verify("--anchor", first.digest)
    complaints("--anchor", first.digest, "--day", str(second.day))
    with pytest.raises(CommandError):
        call_command("verify_access_log", "--day", str(first.day))


def test_anchors_deleted_at_the_beginning_or_the_end_are_noticed(three_days):
    first, _, last = take_all()
    with past_the_trigger():
        Anchor.objects.remove_before(pk=first.pk)
    said = complaints()
    assert "앞의 하루 요약이 사라짐" in said
    with past_the_trigger():
        Anchor.objects.remove_before(pk__gt=0, day__lt=last.day)
        Anchor.objects.remove_before(pk=last.pk)
    assert "하루 요약이 아직 없음" in complaints()


def test_a_lost_trigger_is_noticed():
    with connection.cursor() as cursor:
        on = " ON access_accessentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER access_accessentry_no_update{on}")
    assert "access_accessentry_no_update" in complaints()


def test_a_trigger_that_does_something_else_is_noticed():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER access_accessentry_no_update")
            cursor.execute(
                "CREATE TRIGGER access_accessentry_no_update BEFORE UPDATE ON access_accessentry"
                " WHEN 0 BEGIN SELECT RAISE(ABORT, 'access log: rows never change'); END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE TRIGGER access_accessentry_no_update"
                " BEFORE UPDATE ON access_accessentry"
                " FOR EACH ROW WHEN (false) EXECUTE FUNCTION access_refuse()"
            )
    assert verification.lost_triggers() == ["access_accessentry_no_update"]


@pytest.mark.postgres
def test_a_hollow_function_and_a_trigger_for_replicas_only_are_noticed():
    assert verification.lost_triggers() == []
    if connection.vendor != "postgresql":
        return
    change = "ALTER TABLE access_anchor {} TRIGGER access_anchor_no_delete"
    with connection.cursor() as cursor:
        for kind in ("ENABLE REPLICA", "DISABLE"):
            cursor.execute(change.format(kind))
            assert verification.lost_triggers() == ["access_anchor_no_delete"]
        cursor.execute(change.format("ENABLE ALWAYS"))
        assert verification.lost_triggers() == []
        cursor.execute(
            "CREATE OR REPLACE FUNCTION access_refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN OLD; END $$"
        )
    assert len(verification.lost_triggers()) == 6


def test_numbers_without_a_row_since_the_last_anchor_are_told(three_days):
    take_all()
    rows = [write() for _ in range(5)]
    assert verification.check() == verification.remarks() == []
    with past_the_trigger() as cursor:
        for row in (rows[0], rows[1], rows[4]):
            cursor.execute("DELETE FROM access_accessentry WHERE id = %s", [row.pk])
    first, second, last = rows[0].pk, rows[1].pk, rows[4].pk
    if connection.vendor == "postgresql":
        # A transaction that was rolled back looks the same there.
        said = verify()
        assert f"없는 번호 (되돌린 작업이면 정상): {first}-{second}\n" in said
        assert f"없는 번호 (되돌린 작업이면 정상): {last}\n" in said
    else:
        said = complaints()
        assert f"사라진 기록: {first}-{second}\n" in said
        assert f"사라진 기록: {last}\n" in said


def test_a_transaction_taken_back_is_no_finding(three_days):
    take_all()
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    write()
    verify()


def test_two_years_are_kept_and_older_days_go():
    kept = retention.first_kept_day()
    for day in (kept - timedelta(days=2), kept - timedelta(days=1), kept):
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)):
            write()
    days = [kept + timedelta(days=number) for number in range(-2, 2)]
    for day in days:
        anchors.take(day)
    # The rest of two years, without a row.
    take_all()
    output = StringIO()
    call_command("prune_access_log", "--dry-run", stdout=output)
    assert f"{kept} 전의 기록 2건과 하루 요약 2일을 지우게" in output.getvalue()
    assert AccessEntry.objects.count() == 3
    call_command("prune_access_log", stdout=output)
    assert AccessEntry.objects.count() == 1
    assert Anchor.objects.last().day == kept
    verify()
    gone = str(kept - timedelta(days=1))
    assert "보유 기간이 지나" in complaints("--anchor", "0" * 64, "--day", gone)


def test_rows_wait_for_their_anchor_before_they_go():
    old = retention.first_kept_day() - timedelta(days=1)
    with time_machine.travel(datetime(old.year, old.month, old.day, 12, tzinfo=ZONE)):
        write()
    assert retention.prune() == (0, 0)
    assert AccessEntry.objects.count() == 1


def test_leap_day():
    with time_machine.travel(datetime(2028, 2, 29, 12, tzinfo=ZONE)):
        assert retention.first_kept_day() == date(2026, 2, 28)
