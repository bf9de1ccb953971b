"""An address that the receiving server refuses for good."""

import pytest
from django.utils import timezone

from tests import personas
from yeongdeungpoever.notices import undeliverable
from yeongdeungpoever.notices.delivery import deliver, deliver_due
from yeongdeungpoever.notices.models import RefusedAddress, State
from yeongdeungpoever.notices.outbox import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(kind):
    kind()
    return personas.officer()


@pytest.fixture
def heard(monkeypatch):
    """Whom the house was told of."""
    told = []
    monkeypatch.setattr(undeliverable, "_listeners", [told.append])
    return told


def tell(person, *args, **kwargs):
    notice = send("test.word", person, {"word": "다리"}, *args, **kwargs)
    return deliver(notice.pk, timezone.now())


@pytest.mark.parametrize("reply", ["550 no such user", "550 5.1.1 unknown", "553 5.1.3 bad"])
def test_a_refusal_for_good_is_noted_and_told_once(sink, person, heard, reply):
    sink.answers["RCPT"] = reply
    assert [tell(person), tell(person)] == [State.FAILED, State.FAILED]
    assert heard == [person]
    row = RefusedAddress.objects.get()
    assert (row.user, row.address, row.code) == (person, person.email, int(reply[:3]))
    assert undeliverable.is_refused(person)


@pytest.mark.parametrize(
    "stage, reply",
    [
        ("RCPT", "450 busy"),
        ("RCPT", "550 5.7.1 relay denied"),
        ("DATA", "554 5.6.0 content"),
        ("MAIL", "550 not you"),
    ],
)
def test_what_is_not_about_the_mailbox_says_nothing(sink, person, heard, stage, reply):
    sink.answers[stage] = reply
    tell(person)
    assert not RefusedAddress.objects.exists()
    assert heard == []


def test_a_delivery_clears_it_and_the_next_refusal_is_told_again(sink, person, heard):
    sink.answers["RCPT"] = "550 no such user"
    tell(person)
    sink.answers.clear()
    assert tell(person) == State.SENT
    assert not RefusedAddress.objects.exists()
    sink.answers["RCPT"] = "550 no such user"
    tell(person)
    assert heard == [person, person]


def test_a_new_address_is_refused_anew(sink, person, heard):
    sink.answers["RCPT"] = "550 no such user"
    tell(person)
    person.email = "moved@test.example"
    person.save()
    assert not undeliverable.is_refused(person)
    tell(person)
    assert heard == [person, person]
    assert RefusedAddress.objects.get().address == "moved@test.example"


def test_another_address_and_no_account_are_not_the_accounts(sink, person, heard):
    sink.answers["RCPT"] = "550 no such user"
    for notice in (
        send("test.word", "new@test.example", {"word": "다리"}, user=person),
        send("test.word", "nobody@test.example", {"word": "다리"}),
    ):
        assert deliver(notice.pk, timezone.now()) == State.FAILED
    assert heard == []
    assert not RefusedAddress.objects.exists()


def test_a_listener_that_fails_holds_up_nothing_and_is_asked_again(
    sink, person, monkeypatch, caplog
):
    def breaks(user):
        raise RuntimeError("no duty")

    monkeypatch.setattr(undeliverable, "_listeners", [breaks])
    sink.answers["RCPT"] = "550 no such user"
    assert tell(person) == State.FAILED
    assert not RefusedAddress.objects.exists()
    ours = [record for record in caplog.records if record.name == "yeongdeungpoever.notices"]
    assert ours
    assert not [record for record in ours if person.email in record.getMessage()]
    told = []
    monkeypatch.setattr(undeliverable, "_listeners", [told.append])
    tell(person)
    assert told == [person]
    assert deliver_due(timezone.now()) == 0
