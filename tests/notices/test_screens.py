"""알림 in the back office: who may see it, what it shows, and what a try again does."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.access.log import STRANGER
from yeongdeungpoever.access.models import AccessEntry, Act
from yeongdeungpoever.notices import kinds
from yeongdeungpoever.notices.models import Notice, State
from yeongdeungpoever.notices.outbox import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(kind):
    kind()
    notice = send("test.word", "gone@test.example", {"word": "다리"})
    Notice.objects.filter(pk=notice.pk).update(
        state=State.FAILED, attempts=8, error="TimeoutError", closed_at=timezone.now()
    )
    return notice


@pytest.mark.parametrize(
    "role, status",
    [
        (personas.administrator, 200),
        (personas.operator, 200),
        (personas.reviewer, 302),
        (personas.department_editor, 302),
    ],
)
def test_who_may_read_the_outbox(client, role, status):
    client.force_login(role())
    assert client.get(reverse("notices:list")).status_code == status
    assert client.get(reverse("notices:mails")).status_code == 200


def test_the_list_names_people_as_they_are_called_now(client, kind, failed):
    person = personas.officer()
    send("test.word", person, {"word": "다리"})
    person.name = "새 이름"
    person.save()
    operator = personas.operator()
    client.force_login(operator)
    page = client.get(reverse("notices:list")).content.decode()
    for words in ("새 이름", "gone@test.example", "보내지 못함", "TimeoutError", "다시 보내기"):
        assert words in page
    entry = AccessEntry.objects.get()
    assert (entry.account, entry.act) == (operator.key, Act.VIEW)
    assert entry.people == sorted([str(STRANGER), str(person.key)])


def test_the_list_is_narrowed_by_state_and_kind(client, kind, failed):
    send("test.word", "waits@test.example", {"word": "다리"})
    client.force_login(personas.operator())
    url = reverse("notices:list_results")
    page = client.get(url, {"state": "failed"}).content.decode()
    assert "gone@test.example" in page
    assert "waits@test.example" not in page
    page = client.get(url, {"kind": "accounts.locked"}).content.decode()
    assert "gone@test.example" not in page


def test_a_file_of_the_list_needs_a_reason(client, failed):
    client.force_login(personas.operator())
    url = reverse("notices:list") + "?export=csv"
    assert "내려받는 까닭" in client.get(url).content.decode()
    response = client.post(url, {"reason": "메일 장애를 확인하려고"})
    rows = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "gone@test.example" in rows
    assert AccessEntry.objects.get(act=Act.EXPORT).reason == "메일 장애를 확인하려고"


def test_queries_do_not_grow_with_the_list(client, kind, django_assert_max_num_queries):
    kind()
    client.force_login(personas.operator())
    people = [personas.officer(), personas.reviewer(), personas.administrator()]
    for person in people * 5:
        send("test.word", person, {"word": "다리"})
    client.get(reverse("notices:list"))
    with django_assert_max_num_queries(45):
        client.get(reverse("notices:list"))


def test_a_failed_notice_can_be_sent_again(client, failed):
    client.force_login(personas.operator())
    url = reverse("notices:retry", args=[failed.pk])
    assert client.get(url).status_code == 405
    client.post(url)
    assert delivered()[0].to == ["gone@test.example"]
    client.post(url)
    assert len(mail.outbox) == 1
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (State.SENT, 1)


def test_only_who_may_can_send_again(client, failed):
    client.force_login(personas.reviewer())
    assert client.post(reverse("notices:retry", args=[failed.pk])).status_code in (302, 403)
    failed.refresh_from_db()
    assert failed.state == State.FAILED


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_mail_can_be_looked_at(client, language):
    client.force_login(personas.reviewer())
    listed = client.get(reverse("notices:mails")).content.decode()
    for kind in kinds.every():
        url = reverse("notices:mail", args=[kind.key, language])
        assert f'href="{url}"' in listed
    page = client.get(url).content.decode()
    frame = reverse("notices:mail_html", args=[kind.key, language])
    assert f'src="{frame}"' in page
    assert " sandbox" in page
    inside = client.get(frame)
    assert inside.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<html" in inside.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("key, language", [("accounts.nothing", "ko"), ("accounts.locked", "fr")])
def test_what_does_not_exist_is_not_found(client, key, language):
    client.force_login(personas.reviewer())
    for name in ("mail", "mail_html"):
        assert client.get(reverse(f"notices:{name}", args=[key, language])).status_code == 404
