"""Who sees what waits: mine, my department's, nobody's; overdue first; the same few questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import personas
from tests.duties.factories import KIND, duty
from yeongdeungpoever.accounts.rights import lock
from yeongdeungpoever.duties import actions
from yeongdeungpoever.duties.models import ClosedDay, Duty

pytestmark = pytest.mark.django_db
LIST = "/admin/duties/"


def part_of(row, user):
    found = Duty.objects.for_panel(user, 30).filter(pk=row.pk).first()
    return found and found.part


def team_two():
    return personas.department("시험2팀", "team-two")


def take_url(row):
    return reverse("duties:take", args=[row.pk])


def test_each_stands_in_one_part_of_the_panel():
    me, other = personas.reviewer(), personas.department_editor(team_two())
    here, there = me.department, other.department
    parts = {
        duty(key="a", owner=me): "mine",
        duty(key="b", owner=other, deputy=me): "mine",
        duty(key="c", department=here): "team",
        duty(key="d", department=here, owner=other): "team",
        duty(key="e"): "nobody",
        duty(key="f", department=there): None,
        duty(key="g", department=there, owner=other): None,
        duty(key="h", owner=other, asked_by=me): "asked",
    }
    for row, part in parts.items():
        assert part_of(row, me) == part, row.subject_id


def test_what_a_lost_colleague_held_is_nobodys():
    me, leaver = personas.reviewer(), personas.department_editor(team_two())
    row = duty(owner=leaver, department=leaver.department)
    assert part_of(row, me) is None
    leaver.is_active = False
    leaver.save()
    assert part_of(row, me) == "nobody"
    assert list(Duty.objects.nobodys()) == [row]
    assert list(Duty.objects.visible_to(me)) == [row]


@pytest.mark.parametrize("loss", ["disabled", "locked", "ended", "no role"])
def test_every_way_to_serve_no_longer(loss):
    leaver = personas.reviewer()
    row = duty(owner=leaver)
    if loss == "disabled":
        leaver.is_active = False
    elif loss == "locked":
        lock(leaver)
    elif loss == "ended":
        leaver.staff_until = timezone.localdate() - timedelta(days=1)
    else:
        leaver.groups.clear()
    leaver.save()
    assert list(Duty.objects.nobodys()) == [row]
    assert Duty.objects.get().holder is None


def test_a_deputy_who_serves_holds_it():
    leaver, deputy = personas.reviewer(), personas.operator()
    row = duty(owner=leaver, deputy=deputy)
    leaver.is_active = False
    leaver.save()
    assert not Duty.objects.nobodys().exists()
    assert Duty.objects.get().holder == deputy
    assert part_of(row, deputy) == "mine"


def test_a_team_without_people_leaves_it_to_everybody():
    row = duty(department=team_two())
    assert part_of(row, personas.reviewer()) == "nobody"


def test_overdue_first(client):
    me = personas.reviewer()
    today = timezone.localdate()
    duty(key="later", title="나중 일", owner=me, due_on=today + timedelta(days=9))
    duty(key="late", title="지난 일", owner=me, due_on=today - timedelta(days=3))
    client.force_login(me)
    for address in ("/admin/", LIST):
        body = client.get(address).content.decode()
        assert body.index("지난 일") < body.index("나중 일")
        assert "3일 지남" in body
        assert "ever-overdue" in body


def test_one_click_takes_it_and_comes_back(client):
    row, me = duty(), personas.reviewer()
    client.force_login(me)
    assert f'formaction="{take_url(row)}"' in client.get("/admin/").content.decode()
    assert client.get(take_url(row)).status_code == 405
    answer = client.post(take_url(row), {"next": "https://elsewhere.example/"})
    assert answer.url == "/admin/"
    assert Duty.objects.get().owner == me
    assert f'formaction="{take_url(row)}"' not in client.get("/admin/").content.decode()


def test_who_comes_second_is_told(client):
    row, first, second = duty(), personas.operator(), personas.administrator()
    actions.take(row, by=first)
    client.force_login(second)
    answer = client.post(take_url(row), follow=True)
    assert "다른 사람이 맡은 일" in answer.content.decode()
    assert Duty.objects.get().owner == first


def test_strangers_and_other_teams_learn_nothing(client):
    row = duty(title="남의 일", department=personas.department())
    personas.reviewer()
    other = personas.department_editor(team_two())
    client.force_login(other)
    assert client.post(take_url(row)).status_code == 404
    for address in ("/admin/", LIST, f"{LIST}?state=all", f"{LIST}?export=csv"):
        answer = client.get(address)
        assert "남의 일" not in b"".join(answer).decode()
    client.force_login(personas.officer())
    assert client.get(LIST).status_code in (302, 403)
    assert client.post(take_url(row)).status_code in (302, 403)
    assert Duty.objects.get().owner is None


def test_an_operator_sees_all_and_hands_out_many_at_once(client):
    operator, reviewer = personas.operator(), personas.reviewer()
    rows = [duty(key=str(number), department=team_two()) for number in range(3)]
    client.force_login(operator)
    body = client.get(LIST).content.decode()
    assert body.count('name="duty"') == 3
    given = {f"seen-{row.pk}": "-" for row in rows}
    answer = client.post(
        LIST,
        given
        | {
            "duty": [row.pk for row in rows[:2]],
            "owner": reviewer.pk,
            "deputy": operator.pk,
            "department": personas.department().pk,
        },
    )
    assert answer.status_code == 302
    assert Duty.objects.filter(owner=reviewer, deputy=operator).count() == 2
    assert Duty.objects.filter(owner=None).get() == rows[2]


def test_taken_in_between_is_told_row_by_row(client):
    operator, reviewer = personas.operator(), personas.reviewer()
    free, taken = duty(key="a", title="남은 일"), duty(key="b", title="그 사이 맡은 일")
    actions.take(taken, by=reviewer)
    client.force_login(operator)
    body = client.post(
        LIST,
        {
            f"seen-{free.pk}": "-",
            f"seen-{taken.pk}": "-",
            "duty": [free.pk, taken.pk],
            "owner": operator.pk,
        },
    ).content.decode()
    assert "그 사이 다른 사람이 이 일을 맡겼어요" in body
    assert Duty.objects.get(pk=free.pk).owner == operator
    assert Duty.objects.get(pk=taken.pk).owner == reviewer


@pytest.mark.parametrize(
    "sent", [{}, {"duty": "x"}, {"duty": "9" * 30}, {"owner": "1"}, {"owner": "nobody", "duty": 0}]
)
def test_a_crooked_form_is_answered_in_words(client, sent):
    client.force_login(personas.operator())
    duty()
    answer = client.post(LIST, sent)
    assert answer.status_code == 200
    assert "골라" in answer.content.decode()


def test_what_was_ticked_stays_ticked_when_nothing_was_chosen(client):
    row = duty()
    client.force_login(personas.operator())
    body = client.post(LIST, {"duty": row.pk}).content.decode()
    assert "하나는 골라 주세요" in body
    assert " checked" in body


def test_filters_search_and_files(client):
    me = personas.reviewer()
    duty(key="a", title="내가 맡은 일", owner=me)
    duty(key="b", title="=1+1")
    duty(key="c", title="끝낸 일", owner=me)
    actions.close_duty(KIND, "c", by=me)
    client.force_login(me)

    def found(query):
        body = client.get(f"{LIST}{query}").content.decode()
        return [name for name in ("내가 맡은 일", "=1+1", "끝낸 일") if name in body]

    assert found("") == ["내가 맡은 일", "=1+1"]
    assert found("?whose=mine") == ["내가 맡은 일"]
    assert found("?whose=nobody") == ["=1+1"]
    assert found("?state=closed") == ["끝낸 일"]
    assert found("?state=all") == ["내가 맡은 일", "=1+1", "끝낸 일"]
    assert found("?state=overdue") == []
    assert found("?q=내가") == ["내가 맡은 일"]
    assert found(f"?kind={KIND}&department=999") != ["끝낸 일"]
    file = b"".join(client.get(f"{LIST}?export=csv").streaming_content).decode("utf-8-sig")
    assert "'=1+1" in file
    assert me.name in file
    assert client.get(f"{LIST}?export=xlsx").status_code == 200


@pytest.mark.parametrize("address", ["/admin/", LIST])
def test_the_questions_do_not_grow(client, address):
    me, other = personas.operator(), personas.reviewer()
    client.force_login(me)

    def make(numbers):
        for number in numbers:
            duty(key=f"m{number}", owner=me, deputy=other, asked_by=other)
            duty(key=f"t{number}", department=me.department)
            duty(key=f"n{number}")
            actions.open_duty(KIND, personas.department(f"팀 {number}", f"t-{number}"), title="일")

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    make(range(1))
    count()
    few = count()
    make(range(1, 12))
    # Once more: new departments empty what is kept of the page's frame.
    count()
    assert count() == few


def test_an_empty_panel_says_what_to_do(client):
    client.force_login(personas.reviewer())
    assert "기다리는 일이 없어요" in client.get("/admin/").content.decode()


def test_operators_keep_the_days_off(client):
    client.force_login(personas.operator())
    add = reverse("wagtailsnippets_duties_closedday:add")
    client.post(add, {"day": "2027-05-03", "name": "임시공휴일"})
    assert ClosedDay.objects.get().name == "임시공휴일"
    again = client.post(add, {"day": "2027-05-03", "name": "또"}).content.decode()
    assert ClosedDay.objects.count() == 1
    assert "이미" in again
    client.force_login(personas.reviewer())
    assert client.get(add).status_code in (302, 403)
