"""What people choose, signed in or by a mail's link, and that it holds at once."""

import pytest

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.notices import topics
from yeongdeungpoever.notices.models import InboxEntry, Notice, Preference, State
from yeongdeungpoever.notices.outbox import send
from yeongdeungpoever.notices.preferences import choices_of, choose, delivery_of, stop
from yeongdeungpoever.notices.stopping import make_token
from yeongdeungpoever.notices.topics import Delivery, Topic

pytestmark = pytest.mark.django_db

CHOICES = "/my/notices/choices/"
ALL = {"topic-0": "at_once", "topic-1": "site"}


@pytest.mark.parametrize(
    "delivery, mails, waits", [("at_once", 1, False), ("weekly", 0, True), ("site", 0, False)]
)
def test_each_choice_brings_what_it_says(news, delivery, mails, waits):
    person = personas.officer()
    choose(person, {"test.news": delivery})
    row = news(person, "다리")
    assert (row is not None) == bool(mails)
    assert len(delivered()) == mails
    entry = InboxEntry.objects.get()
    assert entry.is_for_digest is waits


def test_the_default_holds_until_somebody_chooses(news):
    person, other = personas.officer(), personas.manager()
    assert delivery_of(person, "test.news") == Delivery.WEEKLY
    assert delivery_of(person, "test.other") == Delivery.AT_ONCE
    choose(person, {"test.news": Delivery.SITE})
    assert delivery_of(person, "test.news") == Delivery.SITE
    assert delivery_of(other, "test.news") == Delivery.WEEKLY


def test_kinds_without_a_topic_leave_at_once_and_without_a_way_out(kind, news):
    person = personas.officer()
    for key in ("test.news", "test.other"):
        choose(person, {key: Delivery.SITE})
    send("test.word", person, {"word": "다리"})
    (message,) = delivered()
    assert not [name for name in message.extra_headers if name.startswith("List-")]
    assert "그만 받기" not in message.body


def test_who_has_no_account_gets_mails_of_a_topic_without_a_way_out(news):
    news.other("a@test.example", "다리")
    (message,) = delivered()
    assert "List-Unsubscribe" not in message.extra_headers
    assert not InboxEntry.objects.exists()


def test_a_mail_that_is_no_longer_wanted_does_not_leave(news):
    person = personas.officer()
    row = news.other(person, "다리")
    stop(person, "test.other")
    assert delivered() == []
    row.refresh_from_db()
    assert row.state == State.DROPPED
    assert Notice.objects.count() == 1


def test_unknown_topics_and_deliveries_change_nothing(news):
    person = personas.officer()
    for crooked in ({"test.none": "site"}, {"test.news": "never"}):
        with pytest.raises((LookupError, ValueError)):
            choose(person, {"test.other": Delivery.SITE, **crooked})
    assert not Preference.objects.exists()
    with pytest.raises(LookupError):
        delivery_of(person, "test.none")


def test_topics_are_offered_to_whom_they_concern(news):
    topics.register(
        Topic(key="test.staff", label="직원", help="", concerns=lambda user: user.works_here)
    )
    offered = [topic.key for topic, _now in choices_of(personas.officer())]
    assert offered == ["test.news", "test.other"]
    assert "test.staff" in [topic.key for topic, _now in choices_of(personas.operator())]


def test_a_new_member_is_of_interest_to_members_only():
    assert "network.new_member" in [topic.key for topic, _now in choices_of(personas.officer())]
    assert choices_of(personas.applicant()) == []


def test_choices_are_kept_signed_in(client, news):
    person = personas.officer()
    assert client.get(CHOICES)["Location"].startswith("/accounts/login/")
    client.force_login(person)
    page = client.get(CHOICES).content.decode()
    assert "메일로 바로 받기" in page
    assert client.post(CHOICES, ALL)["Location"] == CHOICES
    assert dict(Preference.objects.values_list("topic", "delivery")) == {
        "test.news": "at_once",
        "test.other": "site",
    }


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"topic-0": "at_once"},
        {"topic-0": "at_once", "topic-1": "never"},
        {"topic-0": "\0", "topic-1": "가" * 10000},
        {"topic-0": ["site", "x"], "topic-1": "site"},
    ],
)
def test_crooked_choices_are_answered_in_words(client, news, sent):
    client.force_login(personas.officer())
    response = client.post(CHOICES, sent)
    assert response.status_code == 200
    assert "받는 방법을 골라 주세요." in response.content.decode()
    assert not Preference.objects.exists()


def test_choices_are_kept_by_the_link_without_signing_in(client, news):
    person, other = personas.officer(), personas.manager()
    address = f"{CHOICES}{make_token(person, 'test.news')}/"
    page = client.get(address).content.decode()
    for secret in (person.name, person.email, str(person.key)):
        assert secret not in page
    assert client.post(address, ALL)["Location"] == address
    assert set(Preference.objects.values_list("user", flat=True)) == {person.pk}
    # It opens nothing else.
    assert client.get("/my/notices/")["Location"].startswith("/accounts/login/")
    assert delivery_of(other, "test.news") == Delivery.WEEKLY


def test_a_choice_is_read_in_the_download(news):
    person = personas.officer()
    choose(person, {"test.news": Delivery.SITE})
    assert Preference.objects.get().title == "새 test.news"
    topics._topics.clear()
    assert Preference.objects.get().title == "test.news"
