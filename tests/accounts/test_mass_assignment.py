"""Fields that a form does not show change nothing, whoever sends them to whichever form."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from tests import personas
from tests.accounts.entering import sign_up_data
from tests.client import Client
from tests.programmes import factories
from yeongdeungpoever.accounts.groups import OPERATOR
from yeongdeungpoever.accounts.models import Department, PolicyVersion, User

pytestmark = pytest.mark.django_db


def wishes() -> dict:
    """Every right that somebody could wish for, in the names of the columns and of the forms."""
    team = personas.department("시험2팀", "team-two")
    return {
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "on",
        "groups": [Group.objects.get(name=OPERATOR).pk],
        "user_permissions": ["1"],
        "department": team.pk,
        "staff_until": "2099-12-31",
        "locked_at": "",
        "verified": "on",
        "primary": "on",
        "email_verified": "on",
        "key": "00000000-0000-0000-0000-000000000001",
        "pk": "1",
        "id": "1",
        "age_declared_at": "2000-01-01 00:00",
        "date_joined": "2000-01-01 00:00",
        "last_login": "2000-01-01 00:00",
        "password": "not-a-hash",
    }


def rights(user) -> tuple:
    """What of a person no form of their own may change."""
    user = User.objects.get(pk=user.pk)
    return (
        user.is_superuser,
        user.is_active,
        user.department_id,
        user.staff_until,
        user.locked_at,
        user.key,
        user.email,
        user.password,
        user.date_joined,
        user.age_declared_at,
        sorted(user.groups.values_list("pk", flat=True)),
        sorted(user.user_permissions.values_list("pk", flat=True)),
        sorted(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")),
    )


OWN = (
    "account_person",
    "account_consents",
    "account_consents_needed",
    "account_data",
    "account_set_password",
    "usersessions_list",
    "mfa_index",
    "socialaccount_connections",
)
WHO = ("officer", "department_editor", "reviewer", "operator", "privacy_officer")


@pytest.mark.parametrize("who", WHO)
def test_the_own_account_gives_no_rights(who):
    user = getattr(personas, who)()
    client = Client()
    client.force_login(user)
    before = rights(user)
    for name in OWN:
        client.post(reverse(name), {"name": "새 이름", "language": "ko", **wishes()})
        assert rights(user) == before, name
    client.post("/admin/account/", {"name_email-name": "새 이름", **wishes()})
    assert rights(user) == before
    client.post(reverse("account_email"), {"action_add": "", "email": "x@test.example", **wishes()})
    assert not EmailAddress.objects.filter(email="x@test.example", verified=True).exists()
    assert rights(user)[:7] == before[:7]


def test_making_an_account_gives_none_either():
    Client().post("/accounts/signup/", sign_up_data(**wishes()))
    user = User.objects.get(email="new@person.example")
    assert [user.is_superuser, user.department, user.staff_until] == [False, None, None]
    assert not user.groups.exists()
    assert not EmailAddress.objects.get(user=user).verified
    assert user.has_usable_password()


@pytest.mark.parametrize("who", WHO)
def test_only_administrators_change_other_people(who):
    target = personas.manager()
    before = rights(target)
    team, policy = personas.department("시험3팀", "team-three"), _future_version()
    client = Client()
    client.force_login(getattr(personas, who)())
    bulk_team = reverse("wagtail_bulk_action", args=["accounts", "department", "delete"])
    roads = [
        f"{bulk_team}?id={team.pk}",
        reverse("wagtailusers_users:edit", args=[target.pk]),
        reverse("wagtailusers_users:add"),
        *(
            reverse("wagtail_bulk_action", args=["accounts", "user", action]) + f"?id={target.pk}"
            for action in ("delete", "assign_role", "set_active_state")
        ),
        reverse("wagtail_bulk_action", args=["accounts", "department", "delete"])
        + f"?id={team.pk}",
    ]
    count = User.objects.count()
    for road in roads:
        client.post(road, {"name": "새 이름", "email": "y@test.example", "role": "1", **wishes()})
        assert rights(target) == before, road
        assert User.objects.count() == count, road
    assert Department.objects.filter(pk=team.pk).exists()
    bulk = reverse("wagtail_bulk_action", args=["accounts", "policyversion", "delete"])
    client.post(f"{bulk}?id={policy.pk}")
    assert PolicyVersion.objects.filter(pk=policy.pk).exists()


def _future_version():
    return PolicyVersion.objects.create(
        kind="terms",
        version="98.0",
        effective_on=timezone.localdate() + timezone.timedelta(days=300),
        text_ko="<p>약관</p>",
    )


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_a_bulk_action_leaves_what_is_not_ones_own(action):
    page = factories.programme("foreign", department=personas.department("시험2팀", "team-two"))
    client = Client()
    client.force_login(personas.department_editor())
    road = reverse("wagtail_bulk_action", args=["pages", "basepage", action])
    client.post(f"{road}?id={page.pk}", {"chooser": str(page.get_parent().pk)})
    again = type(page).objects.get(pk=page.pk)
    assert (again.live, again.path, again.latest_revision_id) == (
        page.live,
        page.path,
        page.latest_revision_id,
    )
