"""알림함: what is written there, who sees it, how it is marked and forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.notices import kinds, topics
from yeongdeungpoever.notices.kinds import FromMail, InboxText
from yeongdeungpoever.notices.models import InboxEntry, Notice
from yeongdeungpoever.notices.outbox import send
from yeongdeungpoever.notices.tasks import purge

pytestmark = pytest.mark.django_db

LIST = "/my/notices/"


def entry_of(person):
    return InboxEntry.objects.get(user=person)


@pytest.fixture
def person(client):
    person = personas.officer()
    client.force_login(person)
    return person


def test_the_inbox_says_the_mails_subject_and_leads_where_its_button_leads(client, person, news):
    news(person, "다리")
    entry = entry_of(person)
    assert (entry.title, entry.url, entry.about) == ("새 기관 다리", "/다리/", {"name": "다리"})
    page = client.get(LIST).content.decode()
    assert "새 기관 다리" in page
    assert "회원에게만 보이는 글" not in page


def test_a_kind_may_say_it_in_its_own_words(kind, person):
    kind(inbox=lambda context: InboxText(title=f"{context['word']}\n소식", url="/", about={"a": 1}))
    send("test.word", person, {"word": "다리"})
    entry = entry_of(person)
    assert (entry.title, entry.url, entry.about) == ("다리 소식", "/", {"a": 1})
    assert len(delivered()) == 1


@pytest.mark.parametrize(
    "url, kept",
    [
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("/\\evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/" + "x" * 600, ""),
        ("http://localhost:8000/my/?a=1", "/my/?a=1"),
    ],
)
def test_an_entry_leads_nowhere_else(kind, person, url, kept):
    kind(inbox=lambda context: InboxText(title="말", url=url))
    send("test.word", person, {"word": "다리"})
    assert entry_of(person).url == kept


def test_a_kind_without_an_inbox_and_another_address_leave_nothing_there(kind, person):
    kind()
    send("test.word", person, {"word": "다리"})
    kind(key="test.told", inbox=FromMail())
    send("test.told", "new@test.example", {"word": "다리"}, user=person)
    send("test.told", "stranger@test.example", {"word": "다리"})
    assert not InboxEntry.objects.exists()
    send("test.told", person.email.upper(), {"word": "다리"}, user=person)
    assert InboxEntry.objects.count() == 1


def test_it_is_written_in_the_language_of_who_reads_it(kind, person):
    kind(inbox=lambda context: InboxText(title=str(get_language()), url=reverse("inbox_list")))
    person.language = "en"
    person.save()
    send("test.word", person, {"word": "다리"})
    entry = entry_of(person)
    assert (entry.title, entry.url) == ("en", "/en/my/notices/")


def test_once_is_once_with_and_without_a_mail(news):
    person, other = personas.officer(), personas.manager()
    for _again in range(3):
        news.other(person, "다리", once="a")
        news(person, "다리", once="a")
    news.other(person, "다리", once="b")
    news.other(other, "다리", once="a")
    assert InboxEntry.objects.filter(user=person).count() == 3
    assert len(delivered()) == 3
    with pytest.raises(ValueError, match="once"):
        send("test.word", "a@test.example", {"word": "다리"}, once="a")


def test_a_rollback_leaves_no_entry(news):
    person = personas.officer()
    with transaction.atomic():
        news.other(person, "다리")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not InboxEntry.objects.exists()


def test_others_entries_answer_like_missing_ones(client, person, news):
    stranger = personas.other_officer()
    news(stranger, "다리")
    theirs = InboxEntry.objects.get()
    assert "다리" not in client.get(LIST).content.decode()
    for pk in (theirs.pk, theirs.pk + 1, 10**30):
        assert client.post(f"{LIST}{pk}/open/").status_code == 404
    theirs.refresh_from_db()
    assert not theirs.is_read
    client.post(reverse("inbox_read_all"))
    theirs.refresh_from_db()
    assert not theirs.is_read


def test_opening_one_marks_it_and_leads_there(client, person, news):
    news(person, "다리")
    entry = entry_of(person)
    assert client.get(f"{LIST}{entry.pk}/open/").status_code == 405
    response = client.post(f"{LIST}{entry.pk}/open/")
    assert response["Location"] == "/%EB%8B%A4%EB%A6%AC/" or response["Location"] == "/다리/"
    entry.refresh_from_db()
    assert entry.is_read
    first = entry.read_at
    client.post(f"{LIST}{entry.pk}/open/")
    entry.refresh_from_db()
    assert entry.read_at == first


def test_what_one_may_no_longer_see_loses_title_and_link(client, person, news):
    news(person, "다리")
    news(person, "강")
    news.hidden.add("다리")
    page = client.get(LIST).content.decode()
    assert "새 기관 강" in page
    assert "다리" not in page
    assert "더 이상 볼 수 없는 알림이에요." in page
    hidden = InboxEntry.objects.get(title="새 기관 다리")
    response = client.post(f"{LIST}{hidden.pk}/open/")
    assert response["Location"] == LIST


def test_a_kind_that_is_no_more_shows_nothing(client, person, news):
    news(person, "다리")
    del kinds._kinds["test.news"]
    assert "다리" not in client.get(LIST).content.decode()


def test_all_are_marked_as_they_stood_when_the_list_was_drawn(client, person, news):
    with time_machine.travel("2026-11-24 09:00+09:00", tick=False):
        news(person, "다리")
        drawn = timezone.now().isoformat()
    with time_machine.travel("2026-11-24 09:05+09:00", tick=False):
        news(person, "강")
        client.force_login(person)
        client.post(reverse("inbox_read_all"), {"until": drawn})
        assert list(InboxEntry.objects.unread().values_list("title", flat=True)) == ["새 기관 강"]
        for crooked in (
            "",
            "x",
            "2026-99-99T00:00:00Z",
            "9999-12-31T00:00:00Z",
            "\0",
            "가" * 10000,
        ):
            assert client.post(reverse("inbox_read_all"), {"until": crooked}).status_code == 302
    assert not InboxEntry.objects.unread().exists()


def test_the_head_counts_what_is_unread_with_one_question(client, person, news):
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as before:
        page = client.get("/accounts/consents/").content.decode()
    assert "bell-number" not in page
    for name in ("다리", "강", "길"):
        news(person, name)
    with CaptureQueriesContext(connection) as after:
        page = client.get("/accounts/consents/").content.decode()
    assert "읽지 않은 알림 3건" in page
    assert len(after) == len(before)
    counted = [query for query in after if "notices_inboxentry" in query["sql"]]
    assert len(counted) == 1


def test_strangers_are_not_counted(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/accounts/login/")
    assert not [query for query in asked if "notices_" in query["sql"]]
    assert client.get(LIST)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("query", ["", "?unread", "?page=2", "?page=-1", "?page=x", "?page=%00"])
def test_pages_of_twenty_and_only_the_unread(client, person, news, query):
    for place in range(23):
        news(person, f"다리{place}")
    response = client.get(LIST + query)
    assert response.status_code == 200
    assert response.context["page_obj"].paginator.num_pages == 2
    assert "no-store" in response["Cache-Control"]


def test_empty_ones_say_what_comes_there(client, person, news):
    assert "아직 알림이 없어요." in client.get(LIST).content.decode()
    news(person, "다리")
    client.post(reverse("inbox_read_all"))
    page = client.get(f"{LIST}?unread").content.decode()
    assert "새로 읽을 알림이 없어요." in page
    assert "모두 읽음으로 표시" not in page


@pytest.mark.parametrize(
    "age, read, stays",
    [(364, None, True), (366, None, False), (300, 179, True), (300, 181, False)],
)
def test_entries_are_forgotten_in_time(news, age, read, stays):
    person = personas.officer()
    news(person, "다리")
    now = timezone.now()
    InboxEntry.objects.update(
        created_at=now - timedelta(days=age),
        read_at=None if read is None else now - timedelta(days=read),
    )
    purge.func()
    assert InboxEntry.objects.exists() is stays


def test_what_may_come_to_the_inbox_only_has_one(kind):
    with pytest.raises(ValueError, match="inbox"):
        kind(topic="test.topic")


def test_every_topic_that_a_kind_names_is_registered():
    named = {kind.topic for kind in kinds.every() if kind.topic}
    assert named <= {topic.key for topic in topics.every()}


def test_a_disabled_account_gets_no_entry(kind):
    kind(inbox=FromMail(), reaches_disabled=True)
    person = personas.officer()
    person.is_active = False
    person.save()
    send("test.word", person, {"word": "다리"})
    assert not InboxEntry.objects.exists()
    assert len(delivered()) == 1
    assert mail.outbox


def test_the_inbox_of_every_kind_can_be_written_from_its_sample():
    person = personas.officer()
    for kind in kinds.every():
        if kind.inbox is not None:
            send(kind.key, person, kind.sample())
            entry = InboxEntry.objects.filter(user=person, kind=kind.key).get()
            assert entry.title
            assert "@" not in entry.title
