"""Every road by which rights come and go leaves a row; nobody closes out the last administrator."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.accounts.groups import OPERATOR, REVIEWER
from yeongdeungpoever.accounts.models import RightsChange, User
from yeongdeungpoever.accounts.rights import (
    LastAdministrator,
    end_rights,
    end_sessions,
    grant,
    lock,
    unlock,
)
from yeongdeungpoever.accounts.staff_nightly import close_staff_accounts

pytestmark = pytest.mark.django_db

Cause = RightsChange.Cause


def rows(person):
    return [
        (row.change, row.right, row.cause)
        for row in RightsChange.objects.filter(person=person.key).order_by("pk")
    ]


@pytest.fixture
def someone():
    personas.administrator()
    user = personas.officer()
    RightsChange.objects.all().delete()
    return user


def test_grant_and_end(someone):
    admin = User.objects.get(is_superuser=True)
    role, team = Group.objects.get(name=REVIEWER), personas.department()
    grant(someone, groups=[role], department=team, by=admin, cause=Cause.INVITATION)
    assert ("granted", REVIEWER, "invitation") in rows(someone)
    assert ("granted", f"소속 부서: {team.name}", "invitation") in rows(someone)
    assert someone.is_staff
    RightsChange.objects.all().delete()
    end_rights(someone, by=admin, cause=Cause.HANDOVER)
    assert ("removed", REVIEWER, "handover") in rows(someone)
    assert ("removed", f"소속 부서: {team.name}", "handover") in rows(someone)
    assert set(RightsChange.objects.values_list("actor", flat=True)) == {admin.key}
    fresh = User.objects.get(pk=someone.pk)
    assert not fresh.is_staff
    assert fresh.is_active


def test_roads_of_groups(someone):
    reviewer, operator = Group.objects.get(name=REVIEWER), Group.objects.get(name=OPERATOR)
    someone.groups.add(reviewer)
    someone.groups.add(reviewer)
    assert rows(someone) == [("granted", REVIEWER, "command")]
    someone.groups.set([operator])
    assert ("removed", REVIEWER, "command") in rows(someone)
    operator.user_set.remove(someone)
    assert rows(someone)[-1] == ("removed", OPERATOR, "command")
    reviewer.user_set.add(someone)
    someone.groups.clear()
    assert rows(someone)[-1] == ("removed", REVIEWER, "command")
    reviewer.user_set.add(someone)
    reviewer.user_set.clear()
    assert rows(someone)[-1] == ("removed", REVIEWER, "command")
    temporary = Group.objects.create(name="임시")
    someone.groups.add(temporary)
    temporary.delete()
    assert rows(someone)[-1] == ("removed", "임시", "command")


def test_the_user_form(client, someone):
    admin = User.objects.get(is_superuser=True)
    client.force_login(admin)
    until = timezone.localdate() + timedelta(days=30)
    form = {
        "email": someone.email,
        "name": someone.name,
        "language": "ko",
        "department": personas.department().pk,
        "staff_until": str(until),
        "is_active": "on",
        "is_superuser": "on",
        "groups": [Group.objects.get(name=REVIEWER).pk],
    }
    assert client.post(f"/admin/users/edit/{someone.pk}/", form).status_code == 302
    kept = rows(someone)
    assert {("granted", REVIEWER, "edit"), ("granted", "관리자", "edit")} <= set(kept)
    assert ("granted", f"직원 권한 종료일: {until}", "edit") in kept
    assert set(RightsChange.objects.values_list("actor", flat=True)) == {admin.key}
    del form["is_active"]
    client.post(f"/admin/users/edit/{someone.pk}/", form)
    assert ("removed", "계정 사용", "edit") in rows(someone)


def test_wagtails_bulk_actions(client, someone):
    client.force_login(User.objects.get(is_superuser=True))
    role = Group.objects.get(name=REVIEWER)
    path = f"/admin/bulk/accounts/user/{{}}/?next=%2Fadmin%2Fusers%2F&id={someone.pk}"
    client.post(path.format("assign_role"), {"role": role.pk})
    assert rows(someone) == [("granted", REVIEWER, "edit")]
    client.post(path.format("set_active_state"), {"mark_as_active": "False"})
    assert not User.objects.get(pk=someone.pk).is_active
    assert rows(someone)[-1] == ("removed", "계정 사용", "edit")


def test_deleting_an_account(someone):
    someone.groups.add(Group.objects.get(name=REVIEWER))
    someone.delete()
    assert rows(someone)[-1] == ("removed", REVIEWER, "command")


def test_members_accounts_are_no_matter_of_rights(someone):
    someone.is_active = False
    someone.save()
    User.objects.create_user("other@test.example", "x", name="다른 사람")
    assert not RightsChange.objects.exists()


# The last administrator


@pytest.mark.parametrize(
    "act",
    [
        lambda admin: end_rights(admin, by=None, cause=Cause.COMMAND),
        lambda admin: lock(admin),
        lambda admin: User.objects.filter(pk=admin.pk).update(is_active=False),
        lambda admin: admin.delete(),
    ],
)
def test_the_last_administrator_stays(act):
    admin = personas.administrator()
    with pytest.raises(LastAdministrator), transaction.atomic():
        act(admin)
    admin = User.objects.get(pk=admin.pk)
    assert admin.is_superuser
    assert admin.is_active
    assert issubclass(LastAdministrator, PermissionDenied)


def test_a_second_one_may_go():
    first = personas.administrator()
    second = User.objects.create_superuser("second@test.example", "x", name="둘째")
    end_rights(first, by=second, cause=Cause.EDIT)
    assert not User.objects.get(pk=first.pk).is_superuser


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_remove_each_other():
    first = personas.administrator()
    second = User.objects.create_superuser("second@test.example", "x", name="둘째")
    ready, refused = threading.Barrier(2), []

    def remove(pk):
        try:
            person = User.objects.get(pk=pk)
            ready.wait()
            end_rights(person, by=None, cause=Cause.EDIT)
        except LastAdministrator:
            refused.append(pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=[each.pk]) for each in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


# The night


def _staff(email, **fields):
    user = User.objects.create_user(email, "x", name="시험 직원", **fields)
    user.groups.add(Group.objects.get(name=REVIEWER))
    return user


def test_rights_end_after_their_last_day():
    personas.administrator()
    today = timezone.localdate()
    over = _staff("over@test.example", staff_until=today - timedelta(days=1))
    last_day = _staff("last-day@test.example", staff_until=today)
    close_staff_accounts.enqueue()
    assert not User.objects.get(pk=over.pk).works_here
    assert User.objects.get(pk=last_day.pk).works_here
    assert ("removed", REVIEWER, "end_date") in rows(over)
    (mail,) = delivered()
    assert mail.to == [over.email]
    close_staff_accounts.enqueue()
    assert len(delivered()) <= 1


def test_unused_accounts_are_locked_and_opened_again(client):
    admin = personas.administrator()
    admin.last_login = timezone.now() + timedelta(days=91)
    admin.save()
    user = _staff("unused@test.example")
    member = personas.officer()
    client.force_login(user)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        close_staff_accounts.enqueue()
        user.refresh_from_db()
        assert not user.is_active
        assert user.locked_at
        assert User.objects.get(pk=member.pk).is_active
        assert User.objects.get(pk=admin.pk).is_active
        assert ("removed", "계정 사용", "unused") in rows(user)
        assert client.get("/admin/")["Location"].startswith("/accounts/login/")
        unlock(user, by=admin)
        close_staff_accounts.enqueue()
        user = User.objects.get(pk=user.pk)
        assert (user.is_active, user.locked_at) == (True, None)
        assert ("granted", "계정 사용", "edit") in rows(user)
        mails = delivered()
    assert [mail.to for mail in mails] == [[user.email]]


def test_a_role_given_today_is_not_locked_tonight():
    personas.administrator()
    user = personas.officer()
    long_ago = timezone.now() - timedelta(days=400)
    User.objects.filter(pk=user.pk).update(last_login=long_ago, date_joined=long_ago)
    user.groups.add(Group.objects.get(name=REVIEWER))
    close_staff_accounts.enqueue()
    assert User.objects.get(pk=user.pk).is_active


def test_the_last_administrator_is_not_locked_by_the_night():
    admin = personas.administrator()
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        close_staff_accounts.enqueue()
    assert User.objects.get(pk=admin.pk).is_active


def test_switched_on_again_in_the_form_is_unlocked(someone):
    someone.groups.add(Group.objects.get(name=REVIEWER))
    lock(someone)
    User.objects.filter(pk=someone.pk).update(is_active=True)
    assert User.objects.get(pk=someone.pk).locked_at is None


def test_sessions_end_everywhere(client):
    user = personas.officer()
    client.force_login(user)
    end_sessions(User.objects.get(pk=user.pk))
    assert client.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")
