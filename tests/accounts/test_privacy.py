"""What privacy officers get by the clock: the anchor of each day, the review of each month."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests import personas
from tests.access.trail import write
from tests.mailbox import delivered
from yeongdeungpoever.access.models import AccessEntry, AccessReview, Act, Anchor
from yeongdeungpoever.accounts import trail
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.accounts.privacy import (
    REVIEW,
    anchor_finished_days,
    month_before,
    open_access_review,
    privacy_officers,
    record_review,
)
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()


def at(*moment: int):
    """A standing clock of the district."""
    return time_machine.travel(datetime(*moment, tzinfo=ZONE), tick=False)


@pytest.fixture
def officer():
    return personas.privacy_officer()


# --- the anchor


def test_each_finished_days_anchor_is_mailed_and_verifies(officer):
    today = timezone.localdate()
    with time_machine.travel(datetime.now(ZONE) - timedelta(days=2)):
        write(officer)
    anchor_finished_days.enqueue()
    first, second = Anchor.objects.order_by("day")
    assert (first.count, second.count) == (1, 0)
    mails = delivered()
    assert [mail.to for mail in mails] == [[officer.email]] * 2
    assert first.digest in mails[0].body
    assert second.digest in mails[1].body
    output = StringIO()
    day = today - timedelta(days=2)
    call_command("verify_access_log", "--anchor", first.digest, "--day", str(day), stdout=output)
    assert "온전합니다" in output.getvalue()


def test_a_second_worker_mails_nothing_more(officer):
    anchor_finished_days.enqueue()
    anchor_finished_days.enqueue()
    assert Anchor.objects.count() == 1
    assert len(delivered()) == 1


def test_without_officers_the_administrators_get_it(officer):
    admin = personas.administrator()
    assert list(privacy_officers()) == [officer]
    officer.is_active = False
    officer.save()
    assert list(privacy_officers()) == [admin]


def test_an_anchor_is_taken_where_nobody_can_be_told():
    anchor_finished_days.enqueue()
    assert Anchor.objects.count() == 1


# --- the duty


def test_the_review_waits_from_the_first_of_the_month_for_five_working_days(officer):
    with at(2026, 11, 1, 6, 10):
        open_access_review.enqueue()
        open_access_review.enqueue()
    duty = Duty.objects.get()
    # The first is a Sunday; the fifth working day after it is the Friday.
    assert (duty.kind, duty.subject_id) == (REVIEW, "2026-10")
    assert duty.due_on == date(2026, 11, 6)
    assert duty.title == "2026년 10월 접속기록 점검"


def test_a_late_worker_opens_it_and_a_done_review_stays_done(officer):
    with at(2026, 11, 19, 6, 10):
        open_access_review.enqueue()
        assert Duty.objects.open().count() == 1
        record_review(date(2026, 10, 1), by=officer, remark="이상 없음")
        assert not Duty.objects.open().exists()
        open_access_review.enqueue()
        assert not Duty.objects.open().exists()


def test_a_month_is_reviewed_once_and_only_when_it_is_over(officer):
    month = month_before(timezone.localdate())
    assert record_review(month, by=officer, remark="이상 없음")
    assert record_review(month, by=officer, remark="다시") is None
    assert AccessReview.objects.get().remark == "이상 없음"
    with pytest.raises(ValueError):
        record_review(timezone.localdate().replace(day=1), by=officer, remark="이상 없음")


# --- the screen


@pytest.fixture
def october(client, officer):
    """October's rows, seen on the second of November."""
    reader = personas.administrator()
    reader.name = "이노을"
    reader.save()
    people = [personas._user(f"person{number}", name=f"김{number}강물") for number in range(5)]
    with at(2026, 10, 7, 14, 0):
        write(reader, [person.key for person in people])
        write(reader, [people[0].key], act=Act.SEARCH, screen="계정 목록")
    with at(2026, 10, 9, 23, 30):
        write(reader, [people[1].key], address="203.0.113.77")
    with at(2026, 10, 12, 10, 0):
        write(officer, [people[2].key], act=Act.EXPORT, screen="동의 기록", reason="국정감사 자료")
    with at(2026, 11, 1, 9, 0):
        write(reader, [people[3].key], screen="다음 달의 화면")
    with at(2026, 11, 2, 9, 0):
        client.force_login(officer)
        yield people


def page(client, **query) -> str:
    return client.get(reverse("privacy:access_log"), query).content.decode()


def test_the_month_before_is_shown_with_sums_and_what_is_odd(client, october):
    text = page(client)
    assert "2026년 10월 접속기록" in text
    assert "이노을" in text
    assert "김0강물, 김1강물, 김2강물 외 2명" in names_in_order(text)
    assert "국정감사 자료" in text
    assert "밤 시간" in text
    assert "203.0.113.77" in text
    assert "2026-11-01 09:00:00" not in text
    assert "아직 점검하지 않았습니다." in text


def names_in_order(text: str) -> str:
    """The text with each list of three names sorted: keys are random, so is their order."""
    for line in text.splitlines():
        head, found, rest = line.strip().partition(" 외 ")
        if found and head.count(", ") == 2:
            return "김0강물, 김1강물, 김2강물 외 2명" if rest.startswith("2명") else text
    return text


@pytest.mark.parametrize(
    "query, shown, hidden",
    [
        ({"act": "export"}, "2026-10-12 10:00:00", "2026-10-07 14:00:00"),
        ({"screen": "동의 기록"}, "2026-10-12 10:00:00", "2026-10-07 14:00:00"),
        ({"person": "김1강물"}, "2026-10-09 23:30:00", "2026-10-12 10:00:00"),
        ({"person": "아무도"}, "찾는 기록이 없어요.", "2026-10-12 10:00:00"),
        ({"month": "2026-11"}, "2026-11-01 09:00:00", "2026-10-12 10:00:00"),
        ({"month": "지난주"}, "2026-10-12 10:00:00", "2026-11-01 09:00:00"),
    ],
)
def test_filters(client, october, query, shown, hidden):
    text = client.get(reverse("privacy:access_log_results"), query).content.decode()
    assert shown in text
    assert hidden not in text


def test_filter_by_reader(client, october, officer):
    text = page(client, account=str(officer.key))
    assert "2026-10-12 10:00:00" in text
    assert "2026-10-07 14:00:00" not in text


def test_looking_at_the_log_is_reading_too(client, october, officer):
    before = AccessEntry.objects.count()
    page(client)
    assert AccessEntry.objects.count() == before + 1
    row = AccessEntry.objects.order_by("pk").last()
    assert (row.account, row.screen) == (officer.key, "접속기록")
    assert str(october[2].key) in row.people


def test_who_left_is_still_counted(client, october):
    key = str(october[1].key)
    october[1].delete()
    text = page(client)
    assert f"탈퇴한 사람 ({key[:8]}…)" in text
    assert "김1강물" not in text


def test_the_review_is_recorded_with_its_remark_and_closes_the_duty(client, october, officer):
    anchor_finished_days.enqueue()
    open_access_review.enqueue()
    url = reverse("privacy:review", args=["2026-10"])
    text = client.post(url, {"remark": ""}).content.decode()
    assert "점검 의견을 적어 주세요." in text
    assert client.get(url).status_code == 200
    answer = client.post(url, {"remark": "야간 열람은 장애 대응, 이상 없음"}, follow=True)
    text = answer.content.decode()
    assert "점검을 기록했어요. 접속기록은 온전해요." in text
    assert "야간 열람은 장애 대응, 이상 없음" in text
    review = AccessReview.objects.get()
    assert (review.month, review.by, review.findings) == (date(2026, 10, 1), officer.key, 0)
    assert not Duty.objects.open().exists()
    assert Duty.objects.get().closed_by == officer
    assert "이미 점검했어요" in client.get(url, follow=True).content.decode()


def test_a_review_of_a_broken_trail_says_so(client, october):
    anchor_finished_days.enqueue()
    with connection.cursor() as cursor:
        on = " ON access_accessentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER access_accessentry_no_delete{on}")
        cursor.execute("DELETE FROM access_accessentry WHERE act = 'export'")
    url = reverse("privacy:review", args=["2026-10"])
    text = client.post(url, {"remark": "이상 없음"}, follow=True).content.decode()
    assert "접속기록이 온전하지 않아요" in text
    assert AccessReview.objects.get().findings > 0


@pytest.mark.parametrize("month", ["2026-11", "2027-01", "nothing"])
def test_no_review_of_a_month_that_is_not_over(client, october, month):
    url = reverse("privacy:review", args=[month])
    assert client.get(url).status_code == 404


def test_only_privacy_officers_review(client, october):
    client.force_login(personas.operator())
    url = reverse("privacy:review", args=["2026-10"])
    assert client.post(url, {"remark": "이상 없음"}).status_code in (302, 403)
    assert not AccessReview.objects.exists()


def test_the_menu_leads_there(client, officer):
    client.force_login(officer)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    for name in ("access_log", "consents", "rights"):
        assert reverse(f"privacy:{name}") in text
    assert Group.objects.get(name="개인정보 담당자") in officer.groups.all()


# --- what is odd


def test_many_people_in_a_day_are_brought_forward():
    reader = personas.administrator()
    User.objects.exclude(pk=reader.pk).delete()
    with at(2026, 10, 7, 10, 0):
        keys = [personas.User().key for _ in range(trail.MANY_PEOPLE)]
        write(reader, keys[:60])
        write(reader, keys[40:])
    with at(2026, 10, 8, 10, 0):
        write(reader, keys[1:])
    sums, odd = trail.sum_up(trail.rows_of(date(2026, 10, 1)))
    assert [(each.oddity, each.day, each.number) for each in odd] == [
        (trail.Oddity.MANY, date(2026, 10, 7), 100)
    ]
    assert (sums[0].views, len(sums[0].people)) == (3, 100)


@pytest.mark.parametrize(
    "hour, minute, night",
    [(21, 59, False), (22, 0, True), (5, 59, True), (6, 0, False)],
)
def test_night(hour, minute, night):
    reader = personas.administrator()
    with at(2026, 10, 7, hour, minute):
        write(reader)
    _, odd = trail.sum_up(trail.rows_of(date(2026, 10, 1)))
    assert bool(odd) == night


def test_months_end_where_the_district_says():
    reader = personas.administrator()
    with at(2026, 10, 31, 23, 59):
        write(reader)
    with at(2026, 11, 1, 0, 0):
        write(reader)
    assert trail.rows_of(date(2026, 10, 1)).count() == 1
    assert trail.rows_of(date(2026, 11, 1)).count() == 1
    assert trail.next_month(date(2026, 12, 1)) == date(2027, 1, 1)
