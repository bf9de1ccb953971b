"""인사이동: everything moves at once, rights end the same day, and nobody is left without a key."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry

from tests import personas
from tests.duties.factories import KIND, duty
from tests.mailbox import delivered
from tests.site import standard_page
from yeongdeungpoever.accounts import handover
from yeongdeungpoever.accounts.groups import grant_department_pages
from yeongdeungpoever.accounts.models import RightsChange, User
from yeongdeungpoever.duties import actions
from yeongdeungpoever.duties.models import Duty, HandOver

pytestmark = pytest.mark.django_db
URL = "/admin/handover/"


def fresh(person) -> User:
    return User.objects.get(pk=person.pk)


@pytest.fixture
def people():
    return personas.reviewer(), personas.operator(), personas.administrator()


def today():
    return timezone.localdate()


def test_everything_moves_and_the_rights_end(client, people):
    leaver, successor, boss = people
    team = personas.department()
    team.leader, team.deputy = leaver, successor
    team.save()
    page = standard_page("알림", "notice", owner=leaver, department=team)
    grant_department_pages(page)
    page.save_revision(user=leaver)
    page.get_workflow().start(page, leaver)
    owned, deputised = duty(key="a", owner=leaver), duty(key="b", owner=boss, deputy=leaver)
    client.force_login(leaver)
    assert client.get("/admin/").status_code == 200

    row = handover.plan(leaver, successor, today(), by=boss)

    assert row.moved == {
        "duties": 2,
        "applications": 0,
        "departments": 1,
        "pages": 1,
        "rights": 1,
    }
    for each in (owned, deputised, team, page):
        each.refresh_from_db()
    assert (owned.owner, deputised.deputy) == (successor, successor)
    assert (team.leader, team.deputy) == (successor, None)
    assert page.owner == page.current_workflow_state.requested_by == successor
    assert Duty.objects.get(kind="home.page_review").asked_by == successor
    assert not fresh(leaver).works_here
    assert fresh(leaver).is_active
    assert client.get("/admin/").status_code == 302
    causes = RightsChange.objects.filter(person=leaver.key, change="removed").values_list("cause")
    assert set(causes) == {("handover",)}
    entry = registry.get_logs_for_instance(leaver).get(action="accounts.handover")
    assert entry.user == boss
    assert entry.data == {"successor": str(successor.key), "moved": row.moved}
    told = {message.to[0]: message.subject for message in delivered()[-2:]}
    assert "이어받았습니다" in told[successor.email]
    assert "권한이 끝났습니다" in told[leaver.email]


def test_the_screen_shows_what_is_theirs_then_asks_then_tells(client, people):
    leaver, successor, boss = people
    duty(title="거둘 것", owner=leaver)
    client.force_login(boss)
    assert "옮기는 사람" in client.get(URL).content.decode()
    chosen = {"person": leaver.pk, "successor": successor.pk, "on": today().isoformat()}
    body = client.get(URL, chosen).content.decode()
    for words in ("시험 일: 거둘 것", "검토자", "지금 옮기고 권한 끝내기"):
        assert words in body
    assert Duty.objects.get().owner == leaver
    answer = client.post(URL, chosen)
    row = HandOver.objects.get()
    assert answer.url == reverse("handover:result", args=[row.pk])
    body = client.get(answer.url).content.decode()
    assert "맡은 일" in body
    assert "1건" in body


def test_a_later_day_waits_for_it_and_may_be_called_off(client, people):
    leaver, successor, boss = people
    row = duty(owner=leaver)
    client.force_login(boss)
    day = today() + timedelta(days=3)
    chosen = {"person": leaver.pk, "successor": successor.pk, "on": day.isoformat()}
    assert "이날 옮기기로 정하기" in client.get(URL, chosen).content.decode()
    planned = HandOver.objects.get(pk=client.post(URL, chosen).url.strip("/").split("/")[-1])
    again = client.post(URL, chosen)
    assert "이미 정해져 있어요" in again.content.decode()
    assert handover.run_due() == 0
    client.post(reverse("handover:cancel", args=[planned.pk]))
    assert not HandOver.objects.planned().exists()
    client.post(URL, chosen)
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert handover.run_due() == 1
        assert handover.run_due() == 0
    row.refresh_from_db()
    assert row.owner == successor
    assert not fresh(leaver).works_here


def test_a_planned_one_that_cannot_be_made_waits_for_the_administrators(people):
    leaver, successor, boss = people
    handover.plan(leaver, successor, today() + timedelta(days=1), by=boss)
    successor.is_active = False
    successor.save()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert handover.run_due() == 0
        assert handover.run_due() == 0
    waiting = Duty.objects.open().get()
    assert waiting.kind == "accounts.handover"
    assert [row.pk for row in Duty.objects.for_panel(boss, 5)] == [waiting.pk]
    assert fresh(leaver).works_here
    handover.cancel(HandOver.objects.get(), by=boss)
    assert not Duty.objects.open().exists()


def test_the_last_administrator_stays():
    boss, successor = personas.administrator(), personas.reviewer()
    with pytest.raises(ValidationError, match="마지막 관리자"):
        handover.plan(boss, successor, today(), by=boss)
    assert fresh(boss).is_superuser


def test_nothing_goes_to_who_cannot_hold_it(client, people):
    leaver, successor, boss = people
    officer = personas.officer()
    successor.is_active = False
    successor.save()
    for refused in (officer, successor, leaver):
        with pytest.raises(ValidationError):
            handover.plan(leaver, refused, today(), by=boss)
    client.force_login(boss)
    body = client.post(URL, {"person": leaver.pk, "successor": officer.pk, "on": "2026-13-01"})
    assert body.status_code == 200
    assert fresh(leaver).works_here


def test_a_successor_without_the_role_is_named_with_the_duty(people):
    leaver, _operator, boss = people
    page = standard_page("알림", "notice")
    page.save_revision()
    page.get_workflow().start(page, boss)
    actions.take(Duty.objects.get(), by=leaver)
    with pytest.raises(ValidationError, match="페이지 검토"):
        handover.plan(leaver, personas.department_editor(), today(), by=boss)


def test_a_day_that_has_passed_is_refused(people):
    leaver, successor, boss = people
    with pytest.raises(ValidationError):
        handover.plan(leaver, successor, today() - timedelta(days=1), by=boss)


def test_only_administrators_come_in(client, people):
    leaver, successor, _boss = people
    row = HandOver.objects.create(person=leaver, successor=successor, on=today())
    addresses = (URL, reverse("handover:result", args=[row.pk]))
    for person in (leaver, successor):
        client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code in (302, 403)
            assert client.post(address).status_code in (302, 403, 405)
        assert client.post(reverse("handover:cancel", args=[row.pk])).status_code in (302, 403)
        with pytest.raises(PermissionDenied):
            handover.plan(leaver, successor, today(), by=person)
        with pytest.raises(PermissionDenied):
            handover.cancel(row, by=person)
    assert HandOver.objects.planned().count() == 1


def test_handing_over_oneself_ends_in_the_sign_in(client, people):
    _leaver, successor, boss = people
    User.objects.create_superuser("second@test.example", "bridges-over-the-river", name="둘째")
    client.force_login(boss)
    chosen = {"person": boss.pk, "successor": successor.pk, "on": today().isoformat()}
    answer = client.post(URL, chosen)
    assert answer.url == reverse("account_login")
    assert not fresh(boss).is_superuser


def test_what_has_ended_stays_where_it_was(people):
    leaver, successor, boss = people
    row = duty(key="a", owner=leaver)
    actions.close_duty(KIND, "a", by=leaver)
    handover.plan(leaver, successor, today(), by=boss)
    row.refresh_from_db()
    assert row.owner == leaver
