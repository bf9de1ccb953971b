"""Staff decide on successions and on requests that nobody answered."""

import csv
import io

import pytest
from django.urls import reverse

from network.models import Asked, Officer, Succession
from network.people import actions
from tests import personas
from tests.mailbox import delivered
from tests.network.test_succession import letter
from yeongdeungpoever.access.models import AccessEntry, Act
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db
LIST = "/admin/organisations/successions/"


@pytest.fixture
def reviewer(client):
    user = personas.reviewer()
    client.force_login(user)
    return user


@pytest.fixture
def asked():
    """Somebody asks by 공문 to take over 가나다 주식회사, which has a manager."""
    personas.manager()
    succession = actions.ask_succession(
        personas.applicant(), personas.company(), Succession.Way.LETTER, "전임자가 떠났습니다."
    )
    actions.hand_in_letter(succession, letter(), by=succession.user)
    delivered().clear()
    succession.refresh_from_db()
    return succession


def screen(succession) -> str:
    return reverse("organisations:succession", args=[succession.pk])


def test_the_duty_leads_to_the_screen(client, reviewer, asked):
    duty = Duty.objects.open().get(kind="network.succession")
    assert duty.url == screen(asked)
    body = client.get(duty.url).content.decode()
    for words in (asked.user.email, asked.reason, "시험 manager", "공문"):
        assert words in body


def test_looking_leaves_a_row(client, reviewer, asked):
    before = AccessEntry.objects.count()
    client.get(screen(asked))
    client.get(LIST)
    seen, listed = AccessEntry.objects.order_by("pk")[before:]
    manager = Officer.objects.managers().get()
    assert {str(asked.user.key), str(manager.person)} <= set(seen.people)
    assert seen.act == listed.act == Act.VIEW
    assert str(asked.user.key) in listed.people


def test_accepting_replaces_the_manager_and_tells_both(client, reviewer, asked):
    before = Officer.objects.managers().get()
    client.post(screen(asked), {"decision": "accept", "answer": "확인했습니다."})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (Asked.ACCEPTED, reviewer)
    assert [office.user for office in Officer.objects.managers()] == [asked.user]
    told = sorted(address for message in delivered() for address in message.to)
    assert told == sorted([asked.user.email, before.user.email])
    assert not Duty.objects.open().filter(kind="network.succession").exists()
    assert reviewer.name in client.get(screen(asked)).content.decode()


def test_managers_can_stay(client, reviewer, asked):
    client.post(screen(asked), {"decision": "accept", "keep_managers": "on"})
    assert Officer.objects.managers().count() == 2


def test_declining_needs_words_and_keeps_what_was_typed(client, reviewer, asked):
    answer = client.post(screen(asked), {"decision": "decline", "answer": " "})
    assert "까닭을 적어 주세요" in answer.content.decode()
    assert client.post(screen(asked), {"answer": "적어 둔 말"}).status_code == 200
    assert "적어 둔 말" in client.post(screen(asked), {"answer": "적어 둔 말"}).content.decode()
    asked.refresh_from_db()
    assert asked.state == Asked.PENDING
    client.post(screen(asked), {"decision": "decline", "answer": "공문의 이름이 다릅니다."})
    (message,) = delivered()
    assert message.to == [asked.user.email]
    assert "공문의 이름이 다릅니다." in message.body


def test_the_second_is_told_who_was_first_and_keeps_the_words(client, reviewer, asked):
    operator = personas.operator()
    actions.decide_succession(asked, by=operator, accept=False, answer="먼저 정함")
    answer = client.post(screen(asked), {"decision": "accept", "answer": "둘째의 말"})
    body = answer.content.decode()
    assert operator.name in body
    assert "둘째의 말" in body
    asked.refresh_from_db()
    assert asked.state == Asked.DECLINED


@pytest.mark.parametrize(
    "sent",
    [
        {"decision": "accept\x00"},
        {"decision": "없는 것"},
        {"decision": "decline", "answer": "가" * 10_000},
        {"decision": "decline", "answer": "900101-1234567"},
        {},
    ],
)
def test_odd_input_decides_nothing(client, reviewer, asked, sent):
    assert client.post(screen(asked), sent).status_code == 200
    asked.refresh_from_db()
    assert asked.state == Asked.PENDING


def test_a_paper_is_marked_as_seen_and_no_other(client, reviewer, asked):
    paper = asked.papers.get()
    for wrong in ("", "없음", "00000000-0000-4000-8000-000000000000"):
        assert client.post(screen(asked), {"paper": wrong}).status_code == 404
    client.post(screen(asked), {"paper": str(paper.key), "note": "직인 확인"})
    paper.refresh_from_db()
    assert (paper.checked_by, paper.check_note) == (reviewer, "직인 확인")
    assert "직인 확인" in client.get(screen(asked)).content.decode()


@pytest.mark.parametrize("who", ["applicant", "manager", "department_editor", "privacy_officer"])
def test_others_neither_see_nor_decide(client, who):
    succession = Succession.objects.create(
        organisation=personas.company(),
        user=personas.other_officer(),
        way="letter",
        reason="까닭",
        due_on="2026-12-01",
    )
    client.force_login(personas.ALL[who]())
    for path in (LIST, screen(succession)):
        assert client.get(path).status_code in (302, 403)
    # A refusal needs nothing but a word: the right alone is missing.
    client.post(screen(succession), {"decision": "decline", "answer": "까닭"})
    succession.refresh_from_db()
    assert succession.state == Asked.PENDING


def test_the_list_shows_what_waits_and_its_file_asks_why(client, reviewer, asked):
    assert asked.organisation.name in client.get(LIST).content.decode()
    assert client.get(LIST, {"state": "declined"}).context["object_list"].count() == 0
    question = client.get(LIST, {"export": "csv"})
    assert asked.user.email not in question.content.decode()
    assert "까닭" in question.content.decode()
    answer = client.post(f"{LIST}?export=csv", {"reason": "승계 현황을 보고합니다"})
    (row,) = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert row["신청한 사람"] == asked.user.name
    entry = AccessEntry.objects.filter(act=Act.EXPORT).get()
    assert entry.people == [str(asked.user.key)]


@pytest.fixture
def request_row():
    """A request to an organisation without managers: it goes on to the staff at once."""
    return actions.ask_to_join(personas.applicant(), personas.company(), "담당자입니다.")


def test_staff_answer_what_nobody_of_the_organisation_does(client, reviewer, request_row):
    path = Duty.objects.open().get(kind="network.join_request").url
    body = client.get(path).content.decode()
    assert request_row.user.email in body
    assert "담당자입니다." in body
    client.post(path, {"answer": "이상한 값"})
    request_row.refresh_from_db()
    assert request_row.state == Asked.PENDING
    client.post(path, {"answer": "accept"})
    request_row.refresh_from_db()
    assert request_row.state == Asked.ACCEPTED
    assert Officer.objects.current().filter(user=request_row.user, role="officer").exists()
    assert request_row.user.email in [to for message in delivered() for to in message.to]
    client.post(path, {"answer": "decline"})
    request_row.refresh_from_db()
    assert request_row.state == Asked.ACCEPTED
    assert reviewer.name in client.get(path).content.decode()


def test_before_its_day_a_request_is_the_managers(client, reviewer):
    personas.manager()
    row = actions.ask_to_join(personas.applicant(), personas.company())
    path = reverse("join_requests:answer", args=[row.key])
    assert 'value="accept"' not in client.get(path).content.decode()
    assert client.post(path, {"answer": "accept"}).status_code in (302, 403)
    row.refresh_from_db()
    assert row.state == Asked.PENDING
