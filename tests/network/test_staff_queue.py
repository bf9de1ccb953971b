"""The queue of applications: who opens it, what it shows, filters, searches and sorts."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from network.models import Channel
from network.states import State
from tests import personas
from tests.network import factories
from yeongdeungpoever.access.models import AccessEntry, Act

pytestmark = pytest.mark.django_db
LIST = "/admin/applications/"


@pytest.fixture
def reviewer(client):
    person = personas.reviewer()
    client.force_login(person)
    return person


def names(answer) -> list[str]:
    return [each.name for each in answer.context["object_list"]]


def found(client, **query) -> list[str]:
    return names(client.get(LIST, query))


def label_in_menu(client) -> str:
    (item,) = (
        each
        for each in admin_menu.render_component(client.get("/admin/").wsgi_request)
        if each.name == "applications"
    )
    return item.label


@pytest.mark.parametrize("role", ["reviewer", "operator", "administrator"])
def test_who_decides_opens_it(client, role):
    client.force_login(personas.ALL[role]())
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize(
    "role", ["department_editor", "privacy_officer", "manager", "applicant", "visitor"]
)
def test_nobody_else_opens_it_nor_sees_it_in_the_menu(client, role):
    person = personas.ALL[role]()
    if person.is_authenticated:
        client.force_login(person)
    for name in ("list", "list_results", "bulk", "enter"):
        answer = client.get(reverse(f"joining:{name}"), {"move": "approve"})
        assert answer.status_code in (302, 403), name
    if role in ("department_editor", "privacy_officer"):
        assert LIST not in client.get("/admin/").text


def test_the_menu_says_how_many_are_with_us(client, reviewer):
    factories.application(personas.applicant(), State.SUBMITTED)
    factories.application(state=State.CHANGES_REQUESTED, contact_name="예시 담당자")
    assert label_in_menu(client) == "가입 신청 (1)"


def test_drafts_are_nobodys_business(client, reviewer):
    factories.application(personas.applicant(), State.DRAFT, name="아직 쓰는 기관")
    for state in ("", "all", "draft"):
        assert found(client, state=state) == []
    assert found(client, q="아직") == []


def test_the_longest_waiting_stands_first(client, reviewer):
    today = timezone.localdate()
    for name, days in (("나중", 5), ("지남", -3), ("내일", 1)):
        factories.application(
            state=State.IN_REVIEW, name=name, answer_by=today + timedelta(days=days)
        )
    factories.application(state=State.CHANGES_REQUESTED, name="보완")
    factories.application(state=State.APPROVED, name="끝남")
    assert found(client) == ["지남", "내일", "나중", "보완"]
    assert "3일 지남" in client.get(LIST).text


def test_filters(client, reviewer):
    team = personas.department("시험2팀", "team-two")
    today = timezone.localdate()
    factories.application(
        state=State.IN_REVIEW,
        name="학교",
        kind="school",
        dong="munrae",
        department=team,
        reviewer=reviewer,
        channel=Channel.PAPER,
        answer_by=today - timedelta(days=1),
    )
    factories.application(
        state=State.SUBMITTED, name="기업", submitted_at=timezone.now() - timedelta(days=40)
    )
    assert found(client, kind="school") == ["학교"]
    assert found(client, department=team.pk) == ["학교"]
    assert found(client, reviewer="mine") == ["학교"]
    assert found(client, reviewer=reviewer.pk) == ["학교"]
    assert found(client, reviewer="nobody") == ["기업"]
    assert found(client, channel="paper") == ["학교"]
    assert found(client, due="overdue") == ["학교"]
    assert found(client, due="today") == ["학교"]
    assert found(client, state="submitted") == ["기업"]
    assert found(client, submitted_at_to=str(today - timedelta(days=30))) == ["기업"]
    assert found(client, submitted_at_from=str(today - timedelta(days=30))) == ["학교"]


def test_by_dong(client, reviewer):
    factories.application(state=State.SUBMITTED, name="여의")
    factories.application(state=State.SUBMITTED, name="없음", dong="")
    assert found(client, dong="yeoui") == ["여의"]


@pytest.mark.parametrize(
    "words",
    ["가나다", "㈜가나다", "주식회사 가나다", "2026-7777", "101-00-", "10100", "시험 applicant",
     "applicant@test"],
)  # fmt: skip
def test_search_finds_by_name_numbers_and_person(client, reviewer, words):
    factories.application(
        personas.applicant(), State.APPROVED, name="가나다 주식회사", number="2026-7777"
    )
    factories.application(
        state=State.SUBMITTED, name="라마바", registration_number="2208162517", contact_name="다른"
    )
    assert found(client, q=words) == ["가나다 주식회사"]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "가" * 10_000},
        {"state": "none"},
        {"reviewer": "x"},
        {"department": "x"},
        {"ordering": "password"},
        {"p": "x"},
        {"submitted_at_from": "2026-99-99"},
    ],
)
def test_whatever_a_stranger_to_the_form_sends_is_answered(client, reviewer, query):
    factories.application(state=State.SUBMITTED)
    assert client.get(LIST, query).status_code == 200


def test_columns_sort_it(client, reviewer):
    for name in ("나", "다", "가"):
        factories.application(state=State.SUBMITTED, name=name)
    assert found(client, ordering="name") == ["가", "나", "다"]
    assert found(client, ordering="-name") == ["다", "나", "가"]


def test_tabs_count_the_states_and_keep_the_other_filters(client, reviewer):
    factories.application(state=State.SUBMITTED)
    factories.application(state=State.REJECTED)
    tabs = client.get(LIST, {"kind": "company", "p": 2}).context["tabs"]
    counted = {str(tab["label"]): tab["count"] for tab in tabs}
    assert counted["정하지 않은 신청"] == 1
    assert counted["반려"] == 1
    assert counted["모두"] == 2
    assert {tab["query"].split("&")[0] for tab in tabs} == {"kind=company"}


def test_queries_do_not_grow_with_the_rows(client, reviewer):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        return len(caught)

    factories.application(personas.applicant(), State.SUBMITTED)
    client.get(LIST)
    few = cost()
    for _ in range(10):
        factories.application(state=State.SUBMITTED, reviewer=reviewer, contact_name="예시")
    assert cost() <= few


def test_who_is_shown_is_written_down(client, reviewer):
    applicant = personas.applicant()
    factories.application(applicant, State.SUBMITTED)
    client.get(LIST)
    row = AccessEntry.objects.latest("pk")
    assert (row.act, row.people) == (Act.VIEW, [str(applicant.key)])
    client.get(LIST, {"q": "없는 이름"})
    assert AccessEntry.objects.latest("pk").act == Act.SEARCH


def test_an_empty_queue_says_so(client, reviewer):
    assert "정할 신청이 없어요" in client.get(LIST).text
    assert "고른 조건에 맞는 신청이 없어요" in client.get(LIST, {"kind": "school"}).text


@time_machine.travel("2026-11-24T15:30:00Z")
def test_days_are_those_of_seoul(client, reviewer):
    """Half past midnight on the 25th here is still the 24th in London."""
    factories.application(state=State.SUBMITTED, answer_by=timezone.localdate() - timedelta(days=1))
    assert "1일 지남" in client.get(LIST).text
