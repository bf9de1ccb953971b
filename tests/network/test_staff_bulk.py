"""Several applications at once: shown first, then done one by one, each with its own result."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.joining import actions
from network.models import Application, Organisation, ReadyText
from network.states import State
from tests import personas
from tests.mailbox import delivered
from tests.network import factories

pytestmark = pytest.mark.django_db
BULK = "/admin/applications/decide/"


@pytest.fixture
def reviewer(client):
    person = personas.reviewer()
    client.force_login(person)
    return person


def keys(*applications) -> list[str]:
    return [str(each.key) for each in applications]


def states() -> list[str]:
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def test_looking_changes_nothing_and_says_what_would_happen(client, reviewer):
    ready = factories.application(personas.applicant(), State.IN_REVIEW, name="가나다")
    over = factories.application(state=State.WITHDRAWN, name="라마바")
    answer = client.get(BULK, {"move": "approve", "application": keys(ready, over)})
    assert "시험 applicant 님이 그 기관의 관리자가 돼요" in answer.text
    assert "상태라 바꾸지 않아요" in answer.text
    assert states() == [State.IN_REVIEW, State.WITHDRAWN]
    assert not delivered()


def test_each_gets_its_own_result(client, reviewer):
    ready = factories.application(personas.applicant(), State.IN_REVIEW, name="가나다")
    over = factories.application(state=State.WITHDRAWN, name="라마바")
    answer = client.post(BULK, {"move": "approve", "application": keys(ready, over)})
    results = {each.application.name: each.done for each in answer.context["results"]}
    assert results == {"가나다": True, "라마바": False}
    assert "1건을 바꿨어요" in answer.text
    assert "1건은 바꾸지 못했어요" in answer.text
    assert states() == [State.APPROVED, State.WITHDRAWN]
    assert Organisation.objects.filter(name="가나다").count() == 1


def test_a_rejection_needs_words_and_keeps_them(client, reviewer):
    one = factories.application(personas.applicant(), State.IN_REVIEW)
    answer = client.post(BULK, {"move": "reject", "application": keys(one), "reason": " "})
    assert "왜 그런지" in answer.text
    assert states() == [State.IN_REVIEW]
    client.post(BULK, {"move": "reject", "application": keys(one), "reason": "관할이 아닙니다."})
    assert states() == [State.REJECTED]
    (mail,) = delivered()
    assert "관할이 아닙니다." in mail.body


def test_parts_of_all_open_at_once(client, reviewer):
    person = personas.applicant()
    pair = [factories.application(person, State.IN_REVIEW, name=name) for name in ("가", "나")]
    asked = {"move": "request_changes", "application": keys(*pair), "reason": "다시 찍어 주십시오."}
    answer = client.post(BULK, asked)
    assert "보완할 부분을 하나는 골라 주세요." in answer.text
    assert states() == [State.IN_REVIEW] * 2
    answer = client.post(BULK, asked | {"parts": ["papers", "reach"]})
    assert "2건을 바꿨어요" in answer.text
    opened = Application.objects.values_list("state", "open_parts")
    assert list(opened) == [(State.CHANGES_REQUESTED, ["reach", "papers"])] * 2
    assert len(delivered()) == 2


def test_what_a_colleague_did_meanwhile_stands(client, reviewer):
    one = factories.application(personas.applicant(), State.IN_REVIEW, name="가나다")
    page = client.get(BULK, {"move": "reject", "application": keys(one)})
    (row,) = page.context["rows"]
    colleague = personas.operator()
    actions.request_changes(one, by=colleague, parts=["reach"], reason="번호를 고쳐 주십시오.")
    sent = {"move": "reject", "reason": "관할이 아닙니다.", "application": keys(one)}
    answer = client.post(BULK, sent | {f"seen_{one.key}": row["moves"]})
    assert colleague.name in answer.context["results"][0].message
    assert "관할이 아닙니다." in answer.text
    assert states() == [State.CHANGES_REQUESTED]


def test_words_of_a_refused_row_stay_to_be_seen(client, reviewer):
    over = factories.application(state=State.APPROVED)
    answer = client.post(
        BULK, {"move": "reject", "application": keys(over), "reason": "길게 쓴 까닭입니다."}
    )
    assert "길게 쓴 까닭입니다." in answer.text


def test_a_ready_text_without_scripts(client, reviewer):
    one = factories.application(state=State.IN_REVIEW)
    text = ReadyText.objects.create(use="reject", title="관할", text="관할이 아닙니다.")
    other = ReadyText.objects.create(use="approve", title="환영", text="다른 글입니다.")
    sent = {"move": "reject", "application": keys(one), "reason": "먼저 쓴 글", "insert": "1"}
    answer = client.post(BULK, sent | {"ready": text.pk})
    assert answer.context["form"]["reason"].value() == "먼저 쓴 글\n\n관할이 아닙니다."
    answer = client.post(BULK, sent | {"ready": other.pk})
    assert answer.context["form"]["reason"].value() == "먼저 쓴 글"
    assert states() == [State.IN_REVIEW]


def test_the_rules_are_asked_once(client, reviewer):
    rows = [factories.application(state=State.IN_REVIEW, name=f"기업 {each}") for each in range(4)]
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as asked:
            client.get(BULK, {"move": "reject", "application": keys(*some)})
        assert sum("network_joiningrules" in query["sql"] for query in asked) == 1


def test_everything_that_the_filters_find(client, reviewer):
    for number in range(3):
        factories.application(state=State.SUBMITTED, name=f"기업 {number}")
    factories.application(state=State.SUBMITTED, name="학교", kind="school")
    answer = client.get(BULK, {"move": "take", "everything": "1", "kind": "company"})
    assert len(answer.context["rows"]) == 3
    shown = [row["application"] for row in answer.context["rows"]]
    client.post(BULK, {"move": "take", "application": keys(*shown)})
    assert sorted(states()) == [State.IN_REVIEW] * 3 + [State.SUBMITTED]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"application": ["x", "\x00", ""]},
        {"application": [str(uuid.uuid4())]},
        {"application": ["가" * 10_000]},
    ],
)
def test_nothing_chosen_leads_back(client, reviewer, given):
    for send in (client.get, client.post):
        answer = send(BULK, given | {"move": "approve"})
        assert answer.url == reverse("joining:list")


@pytest.mark.parametrize("move", ["submit", "withdraw", "resubmit", "", "x"])
def test_only_what_is_offered_is_done(client, reviewer, move):
    one = factories.application(personas.applicant(), State.SUBMITTED)
    sent = {"move": move, "application": keys(one), "reason": "까닭"}
    assert client.post(BULK, sent).status_code == 404
    assert states() == [State.SUBMITTED]


def test_drafts_are_not_among_them(client, reviewer):
    draft = factories.application(personas.applicant())
    client.post(BULK, {"move": "approve", "application": keys(draft)})
    assert states() == [State.DRAFT]


@pytest.mark.parametrize("role", ["department_editor", "privacy_officer", "manager"])
def test_others_change_nothing(client, role):
    one = factories.application(state=State.IN_REVIEW)
    client.force_login(personas.ALL[role]())
    assert client.post(BULK, {"move": "approve", "application": keys(one)}).status_code in (
        302,
        403,
    )
    assert states() == [State.IN_REVIEW]
