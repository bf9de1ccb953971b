"""The queue as a file: every column, with a reason, safe to open."""

import csv
import io

import pytest
from openpyxl import load_workbook

from network.staff.queue_columns import COLUMNS, EXPORTED
from network.states import State
from tests import personas
from tests.network import factories
from yeongdeungpoever.access.models import AccessEntry, Act

pytestmark = pytest.mark.django_db
LIST = "/admin/applications/"
REASON = {"reason": "분기 업무보고 작성"}


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def rows(client, **query) -> list[dict]:
    answer = client.post(f"{LIST}?export=csv&{_encoded(query)}", REASON)
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))


def _encoded(query) -> str:
    return "&".join(f"{name}={value}" for name, value in query.items())


@pytest.fixture
def reviewer(client):
    person = personas.reviewer()
    client.force_login(person)
    return person


def test_every_column_that_is_shown_is_in_the_file():
    shown = {name for column in COLUMNS for name in (column.name, getattr(column, "under", ""))}
    days = {"submitted_at": "submitted_on", "state": "get_state_display"}
    asked = {days.get(name, name) for name in shown - {"tick", ""}}
    assert asked <= EXPORTED.keys()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_file_without_a_reason(client, reviewer, form):
    factories.application(personas.applicant(), State.SUBMITTED)
    assert "내려받는 까닭" in client.get(f"{LIST}?export={form}").text
    answer = client.post(f"{LIST}?export={form}", {"reason": ""})
    assert "내려받는 까닭을 적어 주세요" in answer.text
    assert not AccessEntry.objects.filter(act=Act.EXPORT).exists()


def test_the_file_holds_what_the_filters_left_and_says_who_is_in_it(client, reviewer):
    applicant = personas.applicant()
    factories.application(applicant, State.IN_REVIEW, name="가나다", reviewer=reviewer)
    factories.application(state=State.REJECTED, name="라마바", contact_name="전화 담당")
    (row,) = rows(client)
    assert row["기관 이름"] == "가나다"
    assert row["상태"] == "검토 중"
    assert row["신청한 사람"] == "시험 applicant"
    assert row["검토하는 사람"] == "시험 reviewer"
    assert row["행정동"] == "여의동"
    written = AccessEntry.objects.filter(act=Act.EXPORT).get()
    assert (written.people, written.reason) == ([str(applicant.key)], REASON["reason"])
    assert [each["기관 이름"] for each in rows(client, state="rejected")] == ["라마바"]


def test_a_formula_is_text(client, reviewer):
    factories.application(state=State.SUBMITTED, name="=1+1", contact_name="@예시")
    (row,) = rows(client)
    assert row["기관 이름"] == "'=1+1"
    assert row["신청한 사람"] == "'@예시"


def test_the_workbook_has_the_same_columns(client, reviewer):
    factories.application(state=State.SUBMITTED, name="=1+1")
    answer = client.post(f"{LIST}?export=xlsx", REASON)
    sheet = load_workbook(io.BytesIO(body(answer))).active
    heads, values = sheet.iter_rows(values_only=True)
    assert list(heads) == [str(label) for label in EXPORTED.values()]
    assert values[heads.index("기관 이름")] == "=1+1"


@pytest.mark.parametrize("role", ["department_editor", "privacy_officer"])
def test_no_file_for_others(client, role):
    client.force_login(personas.ALL[role]())
    assert client.post(f"{LIST}?export=csv", REASON).status_code == 302
