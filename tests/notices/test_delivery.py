"""The claim, its lease, and who may have a mail when it leaves."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.notices import delivery
from yeongdeungpoever.notices.delivery import claim, deliver, deliver_due, purge
from yeongdeungpoever.notices.health import oldest_wait
from yeongdeungpoever.notices.models import Notice, State, lease_length
from yeongdeungpoever.notices.outbox import send

pytestmark = pytest.mark.django_db

MOMENT = timedelta(seconds=1)


def state_of(notice):
    notice.refresh_from_db()
    return notice.state


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_of_a_transaction(kind):
    kind()
    with transaction.atomic():
        notice = send("test.word", "a@test.example", {"word": "다리"})
        with pytest.raises(RuntimeError):
            deliver(notice.pk, timezone.now())
        assert mail.outbox == []


def test_a_claim_is_for_one(kind):
    kind()
    notice, now = send("test.word", "a@test.example", {"word": "다리"}), timezone.now()
    assert claim(notice.pk, now).attempts == 1
    assert claim(notice.pk, now) is None
    assert deliver_due(now + lease_length()) == 0
    assert deliver_due(now + lease_length() + MOMENT) == 1


def test_a_worker_that_wakes_up_late_changes_nothing(kind):
    kind()
    notice, now = send("test.word", "a@test.example", {"word": "다리"}), timezone.now()
    sleeper = claim(notice.pk, now)
    later = now + lease_length() + MOMENT
    assert deliver(notice.pk, later) == State.SENT
    delivery._postpone(sleeper, "TimeoutError", later)
    assert state_of(notice) == State.SENT


def test_a_notice_that_kills_every_worker_meets_its_bound(kind):
    kind()
    notice, now = send("test.word", "a@test.example", {"word": "다리"}), timezone.now()
    for _attempt in range(delivery.attempt_limit()):
        assert claim(notice.pk, now)
        now += lease_length() + MOMENT
    assert deliver(notice.pk, now) == State.FAILED
    assert mail.outbox == []


def test_a_template_that_breaks_is_tried_again_and_then_given_up(kind, caplog):
    kind(may_send=lambda user, context: context["nothing"])
    notice, now = send("test.word", "a@test.example", {"word": "다리"}), timezone.now()
    while deliver(notice.pk, now) == State.WAITING:
        now = Notice.objects.get().next_try_at
    assert (state_of(notice), notice.error) == (State.FAILED, "KeyError")
    assert "a@test.example" not in caplog.text


def test_rights_are_asked_again_when_the_mail_leaves(kind):
    kind(may_send=lambda user, context: user is not None and user.name == context["name"])
    person = personas.officer()
    yes = send("test.word", person, {"word": "다리", "name": person.name})
    no = send("test.word", person, {"word": "다리", "name": "다른 이름"})
    assert len(delivered()) == 1
    assert (state_of(yes), state_of(no)) == (State.SENT, State.DROPPED)
    assert no.context == {}


@pytest.mark.parametrize("reaches, state", [(False, State.DROPPED), (True, State.SENT)])
def test_a_disabled_account_hears_only_that_it_is_disabled(kind, reaches, state):
    kind(reaches_disabled=reaches)
    person = personas.officer()
    notice = send("test.word", person, {"word": "다리"})
    person.is_active = False
    person.save()
    assert len(delivered()) == reaches
    assert state_of(notice) == state


def test_a_code_that_comes_too_late_is_not_sent(short_lived):
    notice = send("test.word", "a@test.example", {"word": "다리", "code": "K7D4"})
    assert deliver(notice.pk, notice.created_at + timedelta(minutes=16)) == State.DROPPED
    assert mail.outbox == []
    assert state_of(notice) == State.DROPPED
    assert notice.context == {}


def test_a_changed_address_gets_the_mail(kind):
    kind()
    person = personas.officer()
    send("test.word", person, {"word": "다리"})
    person.email = "moved@test.example"
    person.save()
    assert delivered()[0].to == ["moved@test.example"]


@pytest.mark.parametrize(
    "address",
    [
        "a@test.example\r\nBcc: b@test.example",
        "a@test.example\nSubject: x",
        '"a\\\nb"@test.example',
        "a@test.example, b@test.example",
        "Name <a@test.example>",
        "",
        "a",
    ],
)
def test_an_address_that_is_more_than_one_is_refused(kind, address):
    kind()
    with pytest.raises(ValueError):
        send("test.word", address, {"word": "다리"})


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\0"])
def test_no_word_of_a_context_makes_a_header(kind, ending):
    kind()
    send("test.word", "a@test.example", {"word": f"다리{ending}Bcc: b@test.example"})
    (message,) = delivered()
    headers = message.message()
    assert headers["Bcc"] is None
    assert len(headers["Subject"].splitlines()) == 1
    assert message.recipients() == ["a@test.example"]


def test_markup_in_a_context_stays_text(kind):
    kind()
    send("test.word", "a@test.example", {"word": "<b onclick=x>다리</b>&amp;"})
    (message,) = delivered()
    html = message.alternatives[0].content
    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;" in html
    assert "<b onclick=x>다리</b>&amp;" in message.body


def test_unknown_kinds_and_unwritable_contexts_are_refused_at_once(kind):
    kind()
    with pytest.raises(LookupError):
        send("test.unknown", "a@test.example", {})
    with pytest.raises(TypeError), transaction.atomic():
        send("test.word", "a@test.example", {"word": object()})


def test_the_language_is_the_accounts(kind):
    kind()
    person = personas.officer()
    person.language = "en"
    person.save()
    assert send("test.word", person, {}, "ko").language == "en"
    assert send("test.word", "a@test.example", {}, "en").language == "en"
    assert send("test.word", "a@test.example", {}, "fr").language == "ko"
    assert send("test.word", "a@test.example", {}).language == "ko"


def test_rows_are_removed_in_time(kind):
    kind()
    sent = send("test.word", "a@test.example", {"word": "다리"})
    delivered()
    failed = send("test.word", "b@test.example", {"word": "다리"})
    waiting = send("test.word", "c@test.example", {"word": "다리"})
    now = timezone.now()
    Notice.objects.filter(pk=failed.pk).update(state=State.FAILED, closed_at=now)
    assert purge(now + timedelta(days=13)) == 0
    assert purge(now + timedelta(days=15)) == 1
    assert purge(now + timedelta(days=91)) == 1
    assert list(Notice.objects.all()) == [waiting]
    assert sent.pk != waiting.pk


def test_health_measures_the_road_and_not_the_server(kind):
    kind()
    assert oldest_wait() is None
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        notice = send("test.word", "a@test.example", {"word": "다리"})
    with time_machine.travel(start + timedelta(minutes=4), tick=False):
        assert oldest_wait() == timedelta(minutes=4)
        delivery._postpone(claim(notice.pk, timezone.now()), "TimeoutError", timezone.now())
        assert oldest_wait() is None
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        assert oldest_wait() == timedelta(minutes=5)
