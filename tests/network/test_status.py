"""How one application stands: line, team and date, everything written, the ways out."""

from datetime import date

import pytest
from django.urls import reverse

from network.models import Application, JoiningRules
from network.states import State
from tests import personas
from tests.network import factories
from tests.network.test_steps import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = personas.applicant()
    client.force_login(person)
    return person


def status(client, application):
    return client.get(reverse("application_status", args=[application.key]))


@pytest.mark.parametrize("state", State.values)
def test_every_state_says_where_it_is(client, person, state):
    application = factories.application(person, state)
    response = status(client, application)
    text = response.content.decode()
    assert str(State(state).label) in text
    assert 'aria-current="step"' in text
    assert response.context["progress"].current in range(1, 5)


def test_it_shows_every_field_that_was_written(client, person):
    application = factories.application(
        person, State.SUBMITTED, name_en="Newly Co.", summary_en="in English", story_en="A story"
    )
    text = status(client, application).content.decode()
    for part in (
        "새로온 주식회사", "Newly Co.", "금융 및 보험업", "5~49명", "1999", "예시로 1", "2층",
        "여의동",
        "https://ganada.example", "02-000-0000", "office@ganada.example", "in English", "A story",
        "사회", "11. 지속가능한 도시와 공동체", "대리", "사회공헌팀", "02-000-0001", person.email,
        application.printed_number,
    ):  # fmt: skip
        assert part in text, part


def test_team_date_and_proposal(client, person):
    application = factories.application(
        person, State.IN_REVIEW, department=personas.department(), answer_by=date(2026, 12, 3)
    )
    text = status(client, application).content.decode()
    assert "시험1팀" in text
    assert "2026. 12. 3.(목)까지" in text
    assert "예시안" in text
    JoiningRules.objects.create(confirmed=True)
    assert "예시안" not in status(client, application).content.decode()


def test_what_happened_stands_in_order(client, person):
    application = factories.application(person, State.REJECTED)
    application.moves.create(move="submit", state=State.SUBMITTED)
    application.moves.create(
        move="reject", state=State.REJECTED, reason="<b>확인하지 못했습니다.</b>"
    )
    text = status(client, application).content.decode()
    assert text.index("신청서를 냈습니다") < text.index("반려했습니다")
    assert "&lt;b&gt;확인하지 못했습니다." in text


def test_who_decided_is_not_named(client, person):
    reviewer = personas.reviewer()
    application = factories.application(person, State.IN_REVIEW, reviewer=reviewer)
    application.moves.create(move="take", state=State.IN_REVIEW, by=reviewer)
    application.notes.create(text="안에서만 보는 말", by=reviewer)
    text = status(client, application).content.decode()
    assert reviewer.name not in text
    assert "안에서만 보는 말" not in text


def test_withdrawing_asks_first_and_takes_the_papers(client, person):
    application = factories.application(person, State.SUBMITTED)
    kept = paper(application)
    url = reverse("application_withdraw", args=[application.key])
    assert "되돌릴 수 없습니다" in client.get(url).content.decode()
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    client.post(url)
    application.refresh_from_db()
    kept.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert not kept.is_here
    assert client.post(url).status_code == 302
    assert "없앤 파일" in status(client, application).content.decode()


def test_a_draft_is_thrown_away_and_nothing_else(client, person):
    draft, handed_in = factories.application(person), factories.application(person, State.SUBMITTED)
    for application in (draft, handed_in):
        url = reverse("application_discard", args=[application.key])
        client.get(url)
        client.post(url)
    assert list(Application.objects.all()) == [handed_in]


def test_the_receipt_is_of_what_waits(client, person):
    for state in (State.DRAFT, State.REJECTED):
        application = factories.application(person, state)
        url = reverse("application_received", args=[application.key])
        assert client.get(url).status_code == 302


def test_its_pages_are_kept_nowhere(client, person):
    response = status(client, factories.application(person))
    assert "no-store" in response["Cache-Control"]


def test_questions_to_the_database_do_not_grow(client, person, django_assert_max_num_queries):
    for _number in range(12):
        factories.application(person, State.SUBMITTED)
    client.get(reverse("application_list"))
    with django_assert_max_num_queries(25):
        client.get(reverse("application_list"))
