"""The row: written with the act, gone with the act; what it keeps and for how long."""

import pytest
from django.core import mail
from django.db import transaction

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.notices.models import Notice, State
from yeongdeungpoever.notices.outbox import forget, send

pytestmark = pytest.mark.django_db


def test_an_act_that_is_taken_back_tells_nobody(kind):
    kind()
    with transaction.atomic():
        send("test.word", "a@test.example", {"word": "다리"})
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert delivered() == []


@pytest.mark.django_db(transaction=True)
def test_a_mail_leaves_at_the_commit_and_not_before(kind):
    kind()
    with transaction.atomic():
        send("test.word", "a@test.example", {"word": "다리"})
        assert mail.outbox == []
    (message,) = mail.outbox
    assert message.to == ["a@test.example"]
    assert "오늘의 말은 다리입니다." in message.body


def test_after_sending_nothing_of_the_content_is_kept(kind):
    kind()
    notice = send("test.word", "a@test.example", {"word": "다리", "code": "SECRET-1"})
    (message,) = delivered()
    assert "SECRET-1" in message.body
    notice.refresh_from_db()
    assert (notice.state, notice.context, notice.address) == (State.SENT, {}, "")
    assert message.extra_headers["Message-ID"] == notice.message_id


def test_a_row_goes_with_its_account(kind):
    kind()
    person = personas.officer()
    send("test.word", person, {"word": "다리"})
    send("test.word", "new@test.example", {"word": "다리"}, user=person)
    person.delete()
    assert not Notice.objects.exists()


def test_rows_that_hold_an_address_can_be_forgotten(kind):
    kind()
    send("test.word", "A.b@Test.Example", {"word": "다리"})
    send("test.word", "other@test.example", {"word": "다리"})
    assert forget("a.b@test.example") == 1
    assert Notice.objects.get().address == "other@test.example"
