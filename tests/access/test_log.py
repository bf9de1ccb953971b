"""The trail of reading: what a row says, and that it stays as it was written."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests import personas
from tests.access.trail import request_of, write
from yeongdeungpoever.access import anchors
from yeongdeungpoever.access.exports import ReasonForm
from yeongdeungpoever.access.log import Act, record
from yeongdeungpoever.access.models import AccessEntry, Anchor, RowsOnlyGrow
from yeongdeungpoever.access.sealing import is_whole

pytestmark = pytest.mark.django_db


def test_a_row_says_who_when_where_whose_and_what():
    user, people = personas.reviewer(), [uuid4(), uuid4()]
    before = timezone.now()
    record(request_of(user, "203.0.113.7"), Act.VIEW, "계정 목록", [*people, people[0]])
    row = AccessEntry.objects.get()
    assert (row.account, row.ip_address, row.act) == (user.key, "203.0.113.7", Act.VIEW)
    assert before <= row.at <= timezone.now()
    assert row.people == sorted(map(str, people))
    assert (row.people_count, row.screen, row.reason) == (2, "계정 목록", "")
    assert is_whole(row)


def test_a_view_of_nobody_is_no_reading_but_a_search_and_an_export_are():
    request = request_of(personas.reviewer())
    assert record(request, Act.VIEW, "계정 목록", []) is None
    record(request, Act.SEARCH, "계정 목록", [])
    record(request, Act.EXPORT, "계정 목록", [], reason="감사 자료 제출")
    assert AccessEntry.objects.count() == 2


def test_an_export_states_a_reason():
    with pytest.raises(ValueError):
        record(request_of(personas.reviewer()), Act.EXPORT, "계정 목록", [uuid4()], reason="  ")


def test_strangers_leave_no_row():
    with pytest.raises(ValueError):
        record(request_of(personas.visitor()), Act.VIEW, "계정 목록", [uuid4()])
    assert not AccessEntry.objects.exists()


def test_models_refuse_to_change_and_to_delete():
    row = write()
    for act in (
        row.save,
        row.delete,
        AccessEntry.objects.all().delete,
        lambda: AccessEntry.objects.update(reason="다른 말"),
        lambda: AccessEntry.objects.bulk_update([row], ["reason"]),
    ):
        with pytest.raises(RowsOnlyGrow):
            act()


@pytest.mark.parametrize("table", ["access_accessentry", "access_anchor"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = 99", "DELETE FROM {}"])
def test_the_database_refuses_what_passes_the_models(table, statement):
    write()
    Anchor.objects.create(day=timezone.localdate(), count=0, rows={}, broken=[], digest="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert AccessEntry.objects.exists()
    assert Anchor.objects.exists()


@pytest.mark.postgres
def test_the_database_refuses_to_truncate():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE access_accessentry")


def test_a_row_older_than_two_years_never_changes_but_may_go():
    with time_machine.travel(datetime.now(UTC) - timedelta(days=735)):
        row = write()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE access_accessentry SET reason = 'x'")
    assert AccessEntry.objects.remove_before(pk=row.pk) == 1


def test_a_changed_row_breaks_its_seal():
    row = write()
    row.people = []
    assert not is_whole(row)


def test_a_seal_outlives_a_change_of_the_key(settings):
    row = write()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 40
    assert is_whole(row)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
@pytest.mark.parametrize("same", [["id"], ["day"], ["previous"], ["id", "day", "previous"]])
def test_the_database_refuses_to_replace_a_row(same):
    yesterday = timezone.localdate() - timedelta(days=1)
    row, anchor = write(), anchors.take(yesterday)
    new = {"id": 99, "day": "2001-01-01", "previous": "other"}
    old = {"id": anchor.pk, "day": str(yesterday), "previous": anchor.previous}
    key = new | {name: old[name] for name in same}
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
            cursor.execute(
                "INSERT OR REPLACE INTO access_accessentry"
                " SELECT id, at, account, ip_address, act, 'other', people, people_count, reason,"
                " seal FROM access_accessentry WHERE id = %s",
                [row.pk],
            )
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
            cursor.execute(
                "INSERT OR REPLACE INTO access_anchor"
                " (id, day, count, rows, broken, previous, digest, taken_at)"
                " VALUES (%s, %s, 0, '{}', '[]', %s, '', '2001-01-01')",
                [key["id"], key["day"], key["previous"]],
            )
    row.refresh_from_db()
    assert row.screen == "계정 목록"
    assert Anchor.objects.get() == anchor


@pytest.mark.parametrize(
    "reason",
    [
        "kim.mail@person.example 님이 요청해서",
        "민원인 010-1234-5678 요청",
        "민원인 01012345678 요청",
        "민원인 (02) 2670 3114 요청",
        "민원인 031)123-4567 요청",
        "민원인 +82 10-1234-5678 요청",
        "민원인 ０１０－１２３４－５６７８ 요청",
    ],
)
def test_a_reason_holds_no_address_and_no_telephone_number(reason):
    form = ReasonForm({"reason": reason})
    assert form.errors["reason"] == [
        "이메일 주소나 전화번호는 빼고 적어 주세요. 한번 남으면 2년 동안 지울 수 없어요."
    ]


@pytest.mark.parametrize(
    "reason",
    [
        "2026-01-05부터 2026-02-10까지의 실적 보고",
        "문서번호 제2026-0123호, 예산 1,200,000,000원",
        "감사담당관-20260 (2026. 11. 24.) 요청",
        "@구청 @담당 자료 제출",
    ],
)
def test_days_and_numbers_of_papers_may_stand_in_a_reason(reason):
    assert ReasonForm({"reason": reason}).is_valid()
