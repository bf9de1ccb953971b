"""The weekly digest: Mondays at nine, grouped, nothing twice, nothing empty."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.jobs import schedule
from yeongdeungpoever.notices import digest, topics
from yeongdeungpoever.notices.digest import KEY, last_monday, send_digests
from yeongdeungpoever.notices.models import InboxEntry, Notice, State
from yeongdeungpoever.notices.preferences import choose, stop
from yeongdeungpoever.notices.topics import Delivery

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")
FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=SEOUL)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=SEOUL)


@pytest.fixture
def person():
    return personas.officer()


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


def on(clock, moment):
    clock.move_to(moment)
    count = send_digests(timezone.now())
    return count, delivered()


@pytest.mark.parametrize(
    "now, monday",
    [
        ("2026-11-30 09:00", "2026-11-30"),
        ("2026-11-30 08:59", "2026-11-23"),
        ("2026-12-06 23:59", "2026-11-30"),
        ("2027-01-01 12:00", "2026-12-28"),
    ],
)
def test_the_latest_monday_at_nine(now, monday):
    moment = datetime.fromisoformat(now).replace(tzinfo=SEOUL)
    assert last_monday(moment) == datetime.fromisoformat(f"{monday} 09:00").replace(tzinfo=SEOUL)


def test_a_weeks_entries_come_in_one_mail_by_topic(clock, person, news):
    choose(person, {"test.other": Delivery.WEEKLY})
    news(person, "다리")
    news.other(person, "강")
    news(person, "길")
    assert on(clock, datetime(2026, 11, 30, 8, 59, tzinfo=SEOUL)) == (0, [])
    count, (message,) = on(clock, MONDAY)
    assert count == 1
    assert message.subject.endswith("지난 한 주의 알림 3건")
    body = message.body
    assert body.index("■ 새 test.news") < body.index("다리") < body.index("길")
    assert body.index("길") < body.index("■ 새 test.other") < body.index("강")
    assert "http://localhost:8000/다리/" in body or "/%EB%8B%A4%EB%A6%AC/" in body
    assert "회원에게만 보이는 글" not in body
    assert "회원에게만 보이는 글" not in message.alternatives[0].content
    assert "주간 요약" in body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_is_repeated_and_nothing_empty_is_sent(clock, person, news):
    news(person, "다리")
    on(clock, MONDAY)
    news(person, "강")
    assert send_digests(timezone.now()) == 0
    for day in (1, 2, 5):
        assert on(clock, MONDAY + timedelta(days=day))[0] == 0
    count, messages = on(clock, datetime(2026, 12, 7, 9, 0, tzinfo=SEOUL))
    assert (count, len(messages)) == (1, 2)
    assert "강" in messages[1].body
    assert "다리" not in messages[1].body
    assert on(clock, datetime(2026, 12, 14, 9, 0, tzinfo=SEOUL))[0] == 0


def test_a_standstill_over_monday_is_made_up_for(clock, person, news):
    news(person, "다리")
    count, (message,) = on(clock, datetime(2026, 12, 2, 9, 0, tzinfo=SEOUL))
    assert count == 1
    assert "다리" in message.body


def test_read_at_once_and_site_only_are_not_in_it(clock, person, news):
    news(person, "다리")
    InboxEntry.objects.update(read_at=timezone.now())
    news.other(person, "강")
    choose(person, {"test.news": Delivery.SITE})
    news(person, "길")
    delivered()
    assert on(clock, MONDAY)[0] == 0


def test_what_one_may_no_longer_see_is_not_in_it(clock, person, news):
    news(person, "다리")
    news(person, "강")
    news.hidden.add("다리")
    _count, (message,) = on(clock, MONDAY)
    assert "다리" not in message.body
    assert message.subject.endswith("1건")


@pytest.mark.parametrize("what", ["rights", "read", "stopped", "withdrawn"])
def test_it_is_asked_again_when_it_leaves(clock, person, news, what):
    news(person, "다리")
    clock.move_to(MONDAY)
    send_digests(timezone.now())
    row = Notice.objects.get(kind=KEY)
    match what:
        case "rights":
            news.hidden.add("다리")
        case "read":
            InboxEntry.objects.update(read_at=timezone.now())
        case "stopped":
            stop(person, "weekly")
        case "withdrawn":
            person.is_active = False
            person.save()
    assert delivered() == []
    row.refresh_from_db()
    assert row.state == State.DROPPED


def test_it_leaves_again_whole_after_a_lost_attempt(clock, person, news, sink):
    news(person, "다리")
    clock.move_to(MONDAY)
    sink.answers["DATA"] = "451 later"
    send_digests(timezone.now())
    delivered()
    assert Notice.objects.get(kind=KEY).state == State.WAITING
    sink.answers.clear()
    clock.move_to(datetime(2026, 11, 30, 10, 0, tzinfo=SEOUL))
    delivered()
    (message,) = sink.messages
    assert "다리" in message.get_body(("plain",)).get_content()


def test_a_long_week_is_cut_and_says_so(clock, person, news):
    for place in range(23):
        news(person, f"다리{place:02d}")
    _count, (message,) = on(clock, MONDAY)
    assert "다리19" in message.body
    assert "다리20" not in message.body
    assert "그 밖의 3건은 알림함에 있습니다." in message.body


def test_disabled_accounts_get_none(clock, person, news):
    news(person, "다리")
    person.is_active = False
    person.save()
    assert on(clock, MONDAY) == (0, [])


def test_an_app_that_is_gone_breaks_no_digest(clock, person, news):
    news(person, "다리")
    news.other(person, "강")
    topics._topics.pop("test.news")
    assert on(clock, MONDAY)[0] == 1


def test_the_clock_runs_it_daily_at_nine():
    (entry,) = [each for each in schedule.entries() if each.name == "send_digests"]
    assert entry.daily_at == digest.HOUR
    assert entry.resolve() is digest.send_weekly
