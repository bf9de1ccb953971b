"""이 기관에 참여 요청: managers answer; after the day of an application the staff do."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from network.models import JoinRequest, Membership, Officer
from network.people import actions
from network.people.actions.limits import ASKED_A_DAY, ASKED_A_WEEK
from network.people.actions.requests import MOST_OPEN, escalate_overdue
from network.people.tasks import look_after_people
from tests import personas
from tests.mailbox import delivered
from tests.network import factories
from tests.network.people import company, person
from yeongdeungpoever.accounts import withdrawal
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db


def test_every_manager_is_asked_and_one_answers():
    made, manager, second, _officer = company()
    user = person("asks")
    row = actions.ask_to_join(user, made, "사회공헌팀입니다.")
    messages = delivered()
    assert sorted(message.to[0] for message in messages) == [manager.email, second.email]
    assert all("사회공헌팀입니다." in message.body for message in messages)
    assert not Duty.objects.exists()
    actions.answer_join_request(row, by=second, accept=True)
    assert Officer.objects.current().get(user=user).role == "officer"
    assert delivered()[-1].to == [user.email]
    with pytest.raises(actions.Refused, match="시험 manager2 님이 답한"):
        actions.answer_join_request(row, by=manager, accept=False)


def test_declined_is_told_and_may_ask_again():
    made, manager, *_rest = company()
    user = person("asks")
    row = actions.ask_to_join(user, made)
    actions.answer_join_request(row, by=manager, accept=False)
    assert not Officer.objects.filter(user=user).exists()
    assert "받아들이지 않았습니다" in delivered()[-1].subject
    assert actions.ask_to_join(user, made).pk != row.pk


def test_asked_twice_is_asked_once():
    made, *_rest = company(managers=1)
    user = person("asks")
    assert actions.ask_to_join(user, made) == actions.ask_to_join(user, made)
    assert len(delivered()) == 1


def test_answered_in_the_meantime_no_manager_is_mailed():
    made, manager, *_rest = company()
    row = actions.ask_to_join(person("asks"), made)
    actions.answer_join_request(row, by=manager, accept=True)
    (message,) = delivered()
    assert message.to == ["asks@people.example"]


def test_after_its_day_staff_answer():
    made, *_rest = company()
    user = person("asks")
    with time_machine.travel("2026-11-24T10:00:00+09:00"):
        row = actions.ask_to_join(user, made)
    assert str(row.due_on) == "2026-12-03"
    reviewer = personas.reviewer()
    assert escalate_overdue(row.due_on) == 0
    with pytest.raises(PermissionDenied):
        actions.answer_join_request(row, by=reviewer, accept=True)
    assert escalate_overdue(row.due_on + timedelta(days=1)) == 1
    assert escalate_overdue(row.due_on + timedelta(days=1)) == 0
    duty = Duty.objects.open().get(kind="network.join_request")
    assert duty.record == row
    assert user.name not in duty.title
    actions.answer_join_request(row, by=reviewer, accept=True)
    duty.refresh_from_db()
    assert duty.closed_by == reviewer
    assert Officer.objects.current().filter(user=user).exists()


def test_without_a_manager_staff_are_asked_at_once():
    made, *_rest = company(managers=0)
    row = actions.ask_to_join(person("asks"), made)
    assert row.escalated_at
    assert Duty.objects.open().filter(kind="network.join_request").exists()


@pytest.mark.parametrize("who", ["officer", "stranger", "editor", "asker"])
def test_who_may_not_answer(who):
    made, _manager, _second, officer = company()
    user = person("asks")
    row = actions.ask_to_join(user, made)
    JoinRequest.objects.update(escalated_at=timezone.now())
    by = {
        "officer": lambda: officer,
        "stranger": personas.other_officer,
        "editor": personas.department_editor,
        "asker": lambda: user,
    }[who]()
    with pytest.raises(PermissionDenied):
        actions.answer_join_request(row, by=by, accept=True)
    assert not Officer.objects.filter(user=user).exists()


def test_whom_one_cannot_ask():
    made, _manager, _second, officer = company()
    with pytest.raises(actions.Refused, match="이미"):
        actions.ask_to_join(officer, made)
    Membership.objects.update(suspended_at=timezone.now())
    with pytest.raises(actions.Refused, match="참여기관이 아니어서"):
        actions.ask_to_join(person("asks"), made)


def test_not_everybody_at_once():
    user = person("asks")
    for number in range(MOST_OPEN):
        actions.ask_to_join(user, factories.organisation(f"기관 {number}"))
    with pytest.raises(actions.Refused, match="너무 많아요"):
        actions.ask_to_join(user, factories.organisation("또 하나"))


@pytest.mark.parametrize("how", ["taken back", "declined"])
def test_asking_again_and_again_fills_no_mailbox(client, how):
    made, manager, *_rest = company()
    user = person("asks")
    moment = timezone.now()
    for _number in range(ASKED_A_WEEK):
        row = actions.ask_to_join(user, made)
        if how == "declined":
            actions.answer_join_request(row, by=manager, accept=False)
        else:
            actions.withdraw_join_request(row, by=user)
    client.force_login(user)
    page = client.post(f"/my/organisations/{made.key}/join/", {"message": "또 왔어요"})
    assert "일주일에 세 번까지" in page.content.decode()
    assert "또 왔어요" in page.content.decode()
    assert JoinRequest.objects.count() == ASKED_A_WEEK
    actions.ask_to_join(user, factories.organisation("다른 기관"))
    with time_machine.travel(moment + timedelta(days=7, minutes=1)):
        assert actions.ask_to_join(user, made).state == "pending"


def test_one_person_asks_so_often_a_day():
    user = person("asks")
    for number in range(ASKED_A_DAY):
        row = actions.ask_to_join(user, factories.organisation(f"기관 {number}"))
        actions.withdraw_join_request(row, by=user)
    with pytest.raises(actions.Refused, match="하루에 다섯 번"):
        actions.ask_to_join(user, factories.organisation("또 하나"))


def test_nobody_of_the_staff_answers_their_own():
    made, *_rest = company(managers=0)
    reviewer = personas.reviewer()
    row = actions.ask_to_join(reviewer, made)
    assert row.escalated_at
    with pytest.raises(actions.Refused, match="본인이 한"):
        actions.answer_join_request(row, by=reviewer, accept=True)
    assert not Officer.objects.filter(user=reviewer).exists()


def test_taken_back():
    made, manager, *_rest = company()
    user = person("asks")
    row = actions.ask_to_join(user, made)
    with pytest.raises(PermissionDenied):
        actions.withdraw_join_request(row, by=manager)
    actions.withdraw_join_request(row, by=user)
    with pytest.raises(actions.Refused, match="거뒀어요"):
        actions.answer_join_request(row, by=manager, accept=True)
    assert delivered() == []


def test_the_duty_goes_with_the_person():
    made, *_rest = company(managers=0)
    user = person("asks")
    actions.ask_to_join(user, made)
    withdrawal.withdraw(user)
    assert not JoinRequest.objects.exists()
    assert not Duty.objects.open().exists()


def test_the_pages(client):
    made, manager, *_rest = company()
    user = person("asks")
    client.force_login(user)
    address = f"/my/organisations/{made.key}/join/"
    assert made.name in client.get(address).content.decode()
    answer = client.post(address, {"message": "주민등록번호는 900101-1234568입니다"})
    assert answer.status_code == 200
    assert "900101-1234568" in answer.content.decode()
    assert not JoinRequest.objects.exists()
    for bad in ("\x00", "가" * 10_000):
        assert client.post(address, {"message": bad}).status_code == 200
    assert client.post(address, {"message": "안녕하세요"})["Location"] == "/my/organisations/"
    page = client.get("/my/organisations/").content.decode()
    assert made.name in page
    assert "요청 거두기" in page
    row = JoinRequest.objects.get()
    # One sees nothing of the organisation's own page yet.
    assert client.get(f"/my/organisations/{made.key}/").status_code == 404
    client.force_login(manager)
    page = client.get(f"/my/organisations/{made.key}/").content.decode()
    assert "안녕하세요" in page
    answering = f"/my/organisations/{made.key}/requests/{row.key}/"
    assert client.post(answering, {"answer": ["\x00"]}).status_code == 302
    row.refresh_from_db()
    assert row.state == "pending"
    client.post(answering, {"answer": "accept"})
    client.force_login(user)
    assert client.get(f"/my/organisations/{made.key}/").status_code == 200
    assert client.get(address)["Location"] == f"/my/organisations/{made.key}/"


def test_strangers_change_nothing(client):
    made, *_rest = company()
    row = actions.ask_to_join(person("asks"), made)
    client.force_login(personas.other_officer())
    theirs = personas.foundation()
    for organisation in (made, theirs):
        address = f"/my/organisations/{organisation.key}/requests/{row.key}/"
        assert client.post(address, {"answer": "accept"}).status_code == 404
    assert client.post(f"/my/join-requests/{row.key}/withdraw/").status_code == 404
    row.refresh_from_db()
    assert row.state == "pending"


def test_who_is_no_member_is_not_there(client):
    made, *_rest = company()
    Membership.objects.update(ended_at=timezone.now(), ending="left")
    client.force_login(personas.applicant())
    assert client.get(f"/my/organisations/{made.key}/join/").status_code == 404
    assert client.get(f"/my/organisations/{made.key}/succession/").status_code == 404


def test_the_daily_task_twice(django_capture_on_commit_callbacks):
    made, *_rest = company()
    actions.ask_to_join(person("asks"), made)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        look_after_people.func()
        look_after_people.func()
    assert Duty.objects.filter(kind="network.join_request").count() == 1
