"""Real SMTP: what a server may do to a mail, and what becomes of the row."""

import pytest
from django.utils import timezone

from yeongdeungpoever.notices.delivery import deliver, deliver_due, rest_after
from yeongdeungpoever.notices.models import Notice, State
from yeongdeungpoever.notices.outbox import retry, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(kind):
    kind()
    return send("test.word", "a@test.example", {"word": "다리", "code": "K7D4"}, "ko")


def now_try(notice, now=None):
    deliver(notice.pk, now or timezone.now())
    notice.refresh_from_db()
    return notice.state


def test_a_mail_as_the_server_reads_it(sink, notice):
    assert now_try(notice) == State.SENT
    (message,) = sink.messages
    assert sink.recipients == [["a@test.example"]]
    assert message["To"] == "a@test.example"
    assert message["Subject"].endswith("말 다리")
    assert message["Message-ID"] == notice.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert not [name for name in message if name.startswith("List-")]
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for words in ("오늘의 말은 다리입니다.", "K7D4"):
        assert words in text
        assert words in html
    assert "src=" not in html


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "STORED"])
def test_a_server_that_is_busy_is_asked_again(sink, notice, stage):
    sink.answers[stage] = "451 try later"
    started = timezone.now()
    assert now_try(notice, started) == State.WAITING
    assert notice.next_try_at == started + rest_after(1)
    assert "451" in notice.error
    assert "a@test" not in notice.error
    assert notice.context["code"] == "K7D4"
    assert deliver_due(started) == 0
    sink.answers.clear()
    assert deliver_due(started + rest_after(1)) == 1
    assert set(sink.ids) == {notice.message_id}


@pytest.mark.parametrize("stage, reply", [("RCPT", "550 no such user"), ("DATA", "554 no")])
def test_a_refusal_for_good_is_not_repeated(sink, notice, stage, reply):
    sink.answers[stage] = reply
    assert now_try(notice) == State.FAILED
    assert notice.attempts == 1
    assert notice.error.endswith(reply[:3])
    assert deliver_due(timezone.now() + rest_after(7) * 100) == 0
    assert sink.messages == []
    sink.answers.clear()
    assert retry(notice)
    assert deliver_due(timezone.now()) == 1


def test_a_code_that_was_refused_is_not_kept(sink, short_lived):
    sink.answers["RCPT"] = "550 no such user"
    notice = send("test.word", "a@test.example", {"word": "다리", "code": "K7D4"})
    assert now_try(notice) == State.FAILED
    assert (notice.context, notice.address) == ({}, "")
    assert not retry(notice)


@pytest.mark.parametrize("stage", ["EHLO", "MAIL", "DATA"])
def test_a_server_that_falls_silent_is_left(sink, notice, stage):
    sink.hangs = stage
    assert now_try(notice) == State.WAITING
    assert notice.error
    assert sink.messages == []


def test_a_line_cut_after_the_mail_repeats_it_under_the_same_id(sink, notice):
    sink.drops = "STORED"
    started = timezone.now()
    assert now_try(notice, started) == State.WAITING
    sink.drops = None
    assert deliver_due(started + rest_after(1)) == 1
    assert sink.ids == [notice.message_id] * 2


def test_a_line_cut_at_the_farewell_is_no_failure(sink, notice):
    sink.drops = "QUIT"
    assert now_try(notice) == State.SENT
    assert len(sink.messages) == 1


def test_no_server_at_all(settings, notice):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 0.5},
        }
    }
    assert now_try(notice) == State.WAITING
    assert notice.error == "ConnectionRefusedError"


def test_the_attempts_end(sink, notice):
    sink.answers["RCPT"] = "450 greylisted"
    now, rests = timezone.now(), []
    while now_try(notice, now) == State.WAITING:
        rests.append(notice.next_try_at - now)
        now = notice.next_try_at
    assert [rest.total_seconds() / 60 for rest in rests] == [1, 5, 15, 60, 180, 360, 720]
    assert (notice.state, notice.attempts) == (State.FAILED, 8)
    assert Notice.objects.due(now + rest_after(7)).count() == 0
