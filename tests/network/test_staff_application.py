"""One application on one screen: all of it, decisions, remarks, papers, two people at once."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from network.choices import PaperSlot
from network.joining import actions
from network.models import Application, Note, Paper, ReadyText
from network.states import State
from tests import personas
from tests.mailbox import delivered
from tests.network import factories
from yeongdeungpoever.access.log import STRANGER
from yeongdeungpoever.access.models import AccessEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    person = personas.reviewer()
    client.force_login(person)
    return person


@pytest.fixture
def waiting():
    return factories.application(personas.applicant(), State.IN_REVIEW, name="새로온 주식회사")


def address(application, name="application", *more) -> str:
    return reverse(f"joining:{name}", args=[application.key, *more])


def show(client, application):
    return client.get(address(application))


def decide(client, application, move="approve", *, confirmed=True, **more):
    """Press what the screen offers; ``seen`` is what it carried."""
    seen = application.moves.order_by("pk").last()
    sent = {"move": move, "reason": "", "seen": str(seen.pk) if seen else ""}
    sent |= {"confirmed": "1"} if confirmed else {}
    return client.post(address(application, "decide"), sent | more, follow=True)


def paper(application, **fields) -> Paper:
    made = {
        "slot": PaperSlot.REGISTRATION,
        "file": "papers/0123456789abcdef0123456789abcdef.pdf",
        "name": "등록증.pdf",
        "kind": "pdf",
        "size": 2048,
        "digest": "0" * 64,
    }
    return Paper.objects.create(application=application, **(made | fields))


def test_every_fact_stands_there(client, reviewer, waiting):
    text = show(client, waiting).text
    for words in (
        "새로온 주식회사",
        waiting.number,
        "검토 중",
        "기업",
        "본점",
        waiting.printed_number,
        "금융 및 보험업",
        "5~49명",
        "1999",
        "(00000) 예시로 1, 2층",
        "여의동",
        "https://ganada.example",
        "02-000-0000",
        "office@ganada.example",
        "시험에 쓰는 예시 기관입니다.",
        "예시 기관이 하는 일을 적은 글입니다.",
        "사회",
        "11. 지속가능한 도시와 공동체",
        "17. 글로벌 파트너십",
        "대리",
        "사회공헌팀",
        "02-000-0001",
        "시험 applicant",
        "applicant@test.example",
        "예시안",
    ):
        assert words in text, words


def test_reading_it_is_written_down(client, reviewer, waiting):
    show(client, waiting)
    assert AccessEntry.objects.latest("pk").people == [str(waiting.applicant.key)]
    taken = factories.application(state=State.SUBMITTED, contact_name="전화 담당")
    show(client, taken)
    assert AccessEntry.objects.latest("pk").people == [str(STRANGER)]


@pytest.mark.parametrize("role", ["department_editor", "privacy_officer", "manager", "applicant"])
@pytest.mark.parametrize("name", ["application", "decide", "take", "assign", "note", "amend"])
def test_for_others_there_is_none(client, role, name):
    person = personas.ALL[role]()
    one = factories.application(person if role == "applicant" else None, State.IN_REVIEW)
    client.force_login(person)
    send = client.get if name in ("application", "amend") else client.post
    answer = send(address(one, name), {"text": "메모", "move": "approve", "confirmed": "1"})
    assert answer.status_code in (403, 404)
    one.refresh_from_db()
    assert one.state == State.IN_REVIEW
    assert not Note.objects.exists()


def test_a_draft_is_not_there_for_anybody(client, reviewer):
    draft = factories.application(personas.applicant())
    assert show(client, draft).status_code == 404
    assert client.get(reverse("joining:application", args=[uuid.uuid4()])).status_code == 404


def test_same_number_same_name_and_earlier_decisions_stand_out(client, reviewer):
    number = factories.registration_number("102")
    factories.organisation("다른 이름", registration_number=number, unit="branch")
    earlier = factories.application(state=State.IN_REVIEW, name="㈜새로온", contact_name="전화")
    actions.reject(earlier, by=personas.operator(), reason="등록증이 흐립니다.")
    one = factories.application(
        personas.applicant(), State.IN_REVIEW, name="새로온 주식회사", registration_number=number
    )
    text = show(client, one).text
    assert "같은 번호나 이름이 있어요" in text
    assert "다른 이름" in text
    assert "번호가 같음" in text
    assert earlier.number in text
    assert "이름이 같음" in text
    assert "등록증이 흐립니다." in text
    assert "같은 번호나 이름이 있어요" not in show(client, factories.application(
        state=State.SUBMITTED, name="혼자인 기관"
    )).text  # fmt: skip


def test_a_decision_is_shown_before_it_is_made(client, reviewer, waiting):
    answer = decide(client, waiting, "approve", confirmed=False, reason="환영합니다.")
    assert "시험 applicant 님이 그 기관의 관리자가 돼요" in answer.text
    assert "환영합니다." in answer.text
    waiting.refresh_from_db()
    assert waiting.state == State.IN_REVIEW
    assert not delivered()


def test_going_back_from_there_keeps_the_words(client, reviewer, waiting):
    answer = decide(
        client, waiting, "reject", confirmed=False, reason="길게 쓴 까닭입니다.", again="1"
    )
    assert answer.context["decision"]["reason"].value() == "길게 쓴 까닭입니다."
    assert answer.context["decision"]["move"].value() == "reject"


def test_approve(client, reviewer, waiting):
    answer = decide(client, waiting)
    assert "신청을 승인했어요" in answer.text
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (State.APPROVED, reviewer)
    assert waiting.organisation.name == "새로온 주식회사"
    assert [mail.to for mail in delivered()] == [["applicant@test.example"]]


def test_ask_for_changes(client, reviewer, waiting):
    answer = decide(
        client, waiting, "request_changes", parts=["papers", "reach"], reason="다시 올려 주십시오."
    )
    assert "보완을 요청했어요" in answer.text
    waiting.refresh_from_db()
    assert waiting.state == State.CHANGES_REQUESTED
    assert sorted(waiting.open_parts) == ["papers", "reach"]
    text = show(client, waiting).text
    assert text.count("보완을 요청한 부분") == 2
    assert "다시 올려 주십시오." in text


def test_reject(client, reviewer, waiting):
    decide(client, waiting, "reject", reason="관할이 아닙니다.")
    waiting.refresh_from_db()
    assert waiting.state == State.REJECTED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"move": ""}, "move"),
        ({"move": "submit"}, "move"),
        ({"move": "x" * 10_000}, "move"),
        ({"move": "reject", "reason": "  "}, "reason"),
        ({"move": "request_changes", "reason": "까닭"}, "parts"),
        ({"move": "request_changes", "reason": "까닭", "parts": ["x"]}, "parts"),
        ({"move": "approve", "reason": "가" * 2001}, "reason"),
        ({"move": "approve", "reason": "\x00"}, "reason"),
        ({"move": "reject", "reason": "900101-1234567은 안 됩니다."}, "reason"),
        ({"move": "approve", "ready": "x"}, "ready"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(client, reviewer, waiting, given, field):
    answer = decide(client, waiting, **given)
    assert field in answer.context["decision"].errors
    waiting.refresh_from_db()
    assert waiting.state == State.IN_REVIEW


def test_a_ready_text_without_scripts_in_the_applicants_language(client, reviewer, waiting):
    text = ReadyText.objects.create(
        use="reject", title="관할", text="관할이 아닙니다.", text_en="Not in this district."
    )
    sent = {"ready": text.pk, "insert": "1", "reason": "먼저 쓴 글", "parts": ["reach"]}
    form = decide(client, waiting, "reject", **sent).context["decision"]
    assert form["reason"].value() == "먼저 쓴 글\n\n관할이 아닙니다."
    assert form["parts"].value() == ["reach"]
    waiting.applicant.language = "en"
    waiting.applicant.save()
    form = decide(client, waiting, "reject", **sent).context["decision"]
    assert form["reason"].value() == "먼저 쓴 글\n\nNot in this district."
    for wrong in ("", "x", "9" * 30, "-1"):
        form = decide(client, waiting, "reject", **sent | {"ready": wrong}).context["decision"]
        assert form["reason"].value() == "먼저 쓴 글"


def test_two_at_once_one_wins_and_the_other_is_told_and_keeps_the_words(client, reviewer, waiting):
    show(client, waiting)
    actions.reject(waiting, by=personas.operator(), reason="먼저 반려합니다.")
    answer = client.post(
        address(waiting, "decide"),
        {"move": "approve", "seen": "", "reason": "환영하는 긴 글입니다.", "confirmed": "1"},
    )
    assert "시험 operator" in answer.text
    assert "반려" in answer.text
    assert "환영하는 긴 글입니다." in answer.text
    waiting.refresh_from_db()
    assert waiting.state == State.REJECTED
    assert len(delivered()) == 1


def test_a_screen_that_is_older_than_a_move_decides_nothing_at_first(client, reviewer, waiting):
    """The other's move may leave the same decision possible: the person is asked again."""
    operator = personas.operator()
    actions.request_changes(
        waiting, by=operator, parts=["reach"], reason="전화번호를 적어 주십시오."
    )
    old = {"move": "reject", "seen": "", "reason": "반려하는 글입니다.", "confirmed": "1"}
    answer = client.post(address(waiting, "decide"), old)
    assert "시험 operator" in answer.text
    waiting.refresh_from_db()
    assert waiting.state == State.CHANGES_REQUESTED
    form = answer.context["decision"]
    assert form["reason"].value() == "반려하는 글입니다."
    client.post(address(waiting, "decide"), old | {"seen": form["seen"].value()})
    waiting.refresh_from_db()
    assert waiting.state == State.REJECTED


def test_take_and_give(client, reviewer):
    one = factories.application(personas.applicant(), State.SUBMITTED)
    client.post(address(one, "take"))
    one.refresh_from_db()
    assert (one.state, one.reviewer) == (State.IN_REVIEW, reviewer)
    operator = personas.operator()
    client.post(address(one, "assign"), {"reviewer": operator.pk})
    one.refresh_from_db()
    assert one.reviewer == operator
    client.post(address(one, "assign"), {"reviewer": ""})
    one.refresh_from_db()
    assert one.reviewer is None


def test_it_is_given_to_nobody_who_may_not_review(client, reviewer, waiting):
    for wrong in (personas.department_editor().pk, personas.manager().pk, "x", "9" * 30):
        answer = client.post(address(waiting, "assign"), {"reviewer": wrong})
        assert "reviewer" in answer.context["reviewer_form"].errors
    waiting.refresh_from_db()
    assert waiting.reviewer is None


def test_taken_twice(client, reviewer):
    one = factories.application(personas.applicant(), State.SUBMITTED)
    actions.take(one, by=personas.operator())
    answer = client.post(address(one, "take"), follow=True)
    assert "시험 operator" in answer.text
    one.refresh_from_db()
    assert one.reviewer.name == "시험 operator"


def test_remarks_are_ours(client, reviewer, waiting):
    client.post(address(waiting, "note"), {"text": "전화로 확인함"})
    note = Note.objects.get()
    assert (note.by, note.text) == (reviewer, "전화로 확인함")
    assert "전화로 확인함" in show(client, waiting).text
    assert not delivered()
    client.force_login(waiting.applicant)
    answer = client.get(reverse("application_status", args=[waiting.key]))
    assert answer.status_code == 200
    assert "전화로 확인함" not in answer.text


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "가" * 2001, "900101-1234567"],
    ids=["none", "blank", "nul", "long", "rrn"],
)
def test_a_remark_that_does_not_fit(client, reviewer, waiting, text):
    answer = client.post(address(waiting, "note"), {"text": text})
    assert "text" in answer.context["note"].errors
    assert not Note.objects.exists()


def test_papers_are_checked_by_somebody_at_some_time(client, reviewer, waiting):
    one = paper(waiting)
    text = show(client, waiting).text
    assert one.file.url in text
    client.post(address(waiting, "check", one.key), {f"paper-{one.pk}-check_note": "번호 일치"})
    one.refresh_from_db()
    assert (one.checked_by, one.check_note) == (reviewer, "번호 일치")
    text = show(client, waiting).text
    assert "시험 reviewer 님이" in text
    assert "번호 일치" in text


def test_a_check_that_does_not_fit_is_kept(client, reviewer, waiting):
    one = paper(waiting)
    sent = {f"paper-{one.pk}-check_note": "900101-1234567"}
    answer = client.post(address(waiting, "check", one.key), sent)
    assert "900101-1234567" in answer.text
    one.refresh_from_db()
    assert one.checked_at is None


def test_a_paper_of_another_application_is_not_there(client, reviewer, waiting):
    other = paper(factories.application(state=State.IN_REVIEW, name="다른 기관"))
    assert client.post(address(waiting, "check", other.key)).status_code == 404
    other.refresh_from_db()
    assert other.checked_at is None


def test_destroyed_papers_tell_that_they_were_there(client, reviewer, waiting):
    paper(waiting, file="", name="", destroyed_at=timezone.now(), checked_at=timezone.now())
    text = show(client, waiting).text
    assert "파일을 없앴어요" in text
    assert "/media/papers/" not in text


def test_words_of_the_applicant_are_text(client, reviewer):
    one = factories.application(
        personas.applicant(), State.IN_REVIEW, story="<script>alert(1)</script>", name="<b>굵게"
    )
    ReadyText.objects.create(use="approve", title="<i>", text="</script><script>alert(2)</script>")
    text = show(client, one).text
    assert "<script>alert" not in text
    assert "<b>굵게" not in text


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_it_opens_in_every_state(client, reviewer, state):
    one = factories.application(personas.applicant(), state)
    answer = show(client, one)
    assert answer.status_code == 200
    closed = state in (State.APPROVED, State.REJECTED, State.WITHDRAWN)
    assert ("살펴보고 정하기" in answer.text) is not closed


def test_of_whoever_has_left_the_organisation_stays(client, reviewer, waiting):
    Application.objects.update(applicant=None)
    text = show(client, waiting).text
    assert "새로온 주식회사" in text
    assert "탈퇴한 사람" in text
