"""The morning mail: at nine on working days, of what waits for them or for nobody, never twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from tests import personas
from tests.duties.factories import KIND, duty
from tests.mailbox import delivered
from yeongdeungpoever.duties import morning
from yeongdeungpoever.duties.actions import end_duty
from yeongdeungpoever.duties.models import ClosedDay, Duty
from yeongdeungpoever.duties.morning import KEY, send_morning
from yeongdeungpoever.jobs import schedule
from yeongdeungpoever.notices.models import InboxEntry, Notice, State

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=SEOUL)


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def told(now=None):
    """To whom a mail of this morning went."""
    send_morning(now or timezone.now())
    return {message.to[0] for message in delivered()}


def test_one_mail_of_what_waits_for_them(clock):
    me, colleague = personas.reviewer(), personas.operator()
    duty(owner=me, title="첫째 신청", due_on=date(2026, 11, 20))
    duty(owner=me, key="b", title="둘째 신청", due_on=date(2026, 12, 1))
    duty(owner=colleague, key="c", title="남의 신청", due_on=date(2026, 12, 1))
    assert told() == {me.email, colleague.email}
    (message,) = [each for each in mail.outbox if each.to == [me.email]]
    assert message.subject.endswith("오늘 기다리는 일 2건")
    body = message.body
    assert "기한이 지난 일이 1건 있습니다." in body
    assert "■ 내 일 2건" in body
    assert body.index("첫째 신청") < body.index("둘째 신청")
    assert "11. 20.(금), 4일 지남" in body
    assert "남의 신청" not in body
    assert "http://localhost:8000/admin/" in body
    assert not [name for name in message.extra_headers if name.startswith("List-")]
    assert not InboxEntry.objects.exists()


def test_nothing_waits_no_mail(clock):
    me = personas.reviewer()
    personas.officer()
    end_duty(duty(owner=me), by=me)
    assert told() == set()
    assert not Notice.objects.exists()


def test_what_nobody_holds_is_told_to_whoever_could_take_it(clock):
    me = personas.reviewer()
    elsewhere = personas.department_editor(personas.department("시험2팀", "team-two"))
    lost = duty(title="맡은 사람이 없는 신청")
    assert told() == {me.email, elsewhere.email}
    mail.outbox.clear()
    Notice.objects.all().delete()
    lost.department = me.department
    lost.save()
    assert told() == {me.email}
    assert "우리 부서에서 맡은 사람이 없는 일 1건" in mail.outbox[0].body


def test_what_a_colleague_holds_and_what_waits_for_anothers_answer_is_not_told(clock):
    me, colleague = personas.reviewer(), personas.operator()
    duty(title="동료의 일", owner=colleague, department=me.department, asked_by=me)
    assert told() == {colleague.email}


def test_never_twice_a_day_and_again_the_next(clock):
    me = personas.reviewer()
    duty(owner=me)
    assert told() == {me.email}
    mail.outbox.clear()
    for hours in (0, 1, 12):
        clock.move_to(TUESDAY + timedelta(hours=hours))
        assert told() == set()
    clock.move_to(TUESDAY + timedelta(days=1))
    assert told() == {me.email}
    assert Notice.objects.filter(kind=KEY).count() == 2


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 8, 59, tzinfo=SEOUL),
        datetime(2026, 11, 25, 3, 0, tzinfo=SEOUL),
        datetime(2026, 11, 28, 9, 0, tzinfo=SEOUL),
        datetime(2027, 2, 8, 9, 0, tzinfo=SEOUL),  # 설날 대체공휴일
        datetime(2026, 12, 25, 9, 0, tzinfo=SEOUL),
    ],
)
def test_at_night_and_on_days_off_it_is_silent(clock, moment):
    duty(owner=personas.reviewer())
    clock.move_to(moment)
    assert told() == set()


def test_a_day_off_of_the_government_is_kept(clock):
    duty(owner=personas.reviewer())
    ClosedDay.objects.create(day=date(2026, 11, 24), name="임시공휴일")
    assert told() == set()


@pytest.mark.parametrize("what", ["locked", "ended", "disabled", "officer"])
def test_who_does_not_serve_gets_none(clock, what):
    me = personas.officer() if what == "officer" else personas.reviewer()
    duty(owner=me)
    match what:
        case "locked":
            me.is_active, me.locked_at = False, timezone.now()
        case "ended":
            me.staff_until = date(2026, 11, 23)
        case "disabled":
            me.is_active = False
    me.save()
    assert told() == set()


@pytest.mark.parametrize("what", ["done", "rights", "late"])
def test_it_says_how_things_stand_when_it_leaves(clock, what):
    me = personas.reviewer()
    row = duty(owner=me)
    send_morning(timezone.now())
    match what:
        case "done":
            end_duty(row, by=me)
        case "rights":
            me.groups.clear()
        case "late":
            clock.move_to(TUESDAY + timedelta(hours=13))
    assert delivered() == []
    assert Notice.objects.get().state == State.DROPPED


def test_a_long_list_is_cut_and_counted(clock):
    me = personas.reviewer()
    for place in range(13):
        duty(owner=me, key=str(place), title=f"신청 {place:02d}", due_on=date(2026, 12, 1))
    assert told() == {me.email}
    (message,) = mail.outbox
    assert message.subject.endswith("13건")
    assert "신청 09" in message.body
    assert "신청 10" not in message.body
    assert "그 밖의 3건은 관리 화면에 있습니다." in message.body


def test_a_duty_whose_record_is_gone_leads_to_the_list(clock):
    me = personas.reviewer()
    duty(owner=me)
    Duty.objects.update(kind="gone.kind")
    assert told() == {me.email}
    assert "/admin/duties/" in mail.outbox[0].body
    assert Duty.objects.get().is_open


def test_the_clock_runs_it_daily_at_nine():
    (entry,) = [each for each in schedule.entries() if each.name == "duties.morning"]
    assert entry.daily_at == morning.HOUR
    assert entry.resolve() is morning.send_morning_mails


def test_however_much_waits_all_of_it_is_counted(clock, monkeypatch):
    monkeypatch.setattr(morning, "_SHOWN", 2)
    me = personas.reviewer()
    Duty.objects.bulk_create(
        Duty(
            kind=KIND,
            subject_id=f"many-{number}",
            title="시험",
            **{"owner" if number % 3 else "deputy": me},
            calendar="calendar",
            due_on=date(2026, 11, 20) if number % 2 else date(2026, 12, 1),
            opened_at=timezone.now(),
        )
        for number in range(602)
    )
    context = morning.written_on_leaving(me, {"day": "2026-11-24"})
    assert (context["count"], context["overdue"]) == (602, 301)
    (part,) = context["parts"]
    assert (part["count"], part["more"], len(part["entries"])) == (602, 600, 2)
