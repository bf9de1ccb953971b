"""People in the back office: accounts made and changed by administrators, one's own page."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests import personas
from yeongdeungpoever.accounts.models import Department, PolicyVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = personas.administrator()
    client.force_login(user)
    return user


def test_nobody_is_added_only_invited(client, admin):
    """People make their passwords themselves."""
    assert client.get("/admin/users/new/").url == reverse("invitations:new")


def test_an_administrator_changes_an_account(client, admin):
    user = personas.officer()
    url = f"/admin/users/edit/{user.pk}/"
    assert client.get(url).status_code == 200
    client.post(url, {"email": user.email, "name": "이강물", "language": "en", "groups": []})
    user.refresh_from_db()
    assert (user.name, user.language, user.is_active) == ("이강물", "en", False)


def test_the_list_shows_roles_and_finds_by_name(client, admin):
    personas.reviewer()
    personas.operator()
    text = client.get("/admin/users/", {"q": "시험 reviewer"}).content.decode()
    assert "reviewer@test.example" in text
    assert "검토자" in text
    assert "operator@test.example" not in text
    for order in ("name", "-name", "department__name", "last_login"):
        assert client.get("/admin/users/", {"ordering": order}).status_code == 200


def test_the_list_leaves_as_a_file_that_runs_nothing(client, admin):
    personas._user("clever", name="=HYPERLINK(1)")
    reason = {"reason": "부서별 인원 확인"}
    answer = client.post("/admin/users/?export=csv", reason)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.startswith("성명,이메일,소속 부서,역할")
    assert "'=HYPERLINK(1)" in text
    answer = client.post("/admin/users/?export=xlsx", reason)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("persona", [personas.operator, personas.reviewer])
def test_only_administrators_see_accounts(client, persona):
    client.force_login(persona())
    assert client.get("/admin/users/").status_code == 302


def test_ones_own_page_changes_the_name_and_neither_address_nor_password(client):
    user = personas.reviewer()
    client.force_login(user)
    text = client.get("/admin/account/").content.decode()
    assert "성명" in text
    for gone in ("first_name", "name_email", "password-", "notifications-", "avatar-"):
        assert gone not in text
    client.post(
        "/admin/account/",
        {
            "person-name": "박바람",
            "person-phone": "",
            "person-language": "ko",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "name_email-email": "other@test.example",
            "password-new_password1": "something-else-1",
        },
    )
    user.refresh_from_db()
    assert (user.name, user.email) == ("박바람", "reviewer@test.example")
    assert user.check_password(personas.PASSWORD)


def test_a_renamed_department_keeps_its_editors(client):
    team = personas.department("옛팀", "old-team")
    editor = personas.department_editor(team)
    client.force_login(personas.operator())
    url = f"/admin/snippets/accounts/department/edit/{team.pk}/"
    assert client.get(url).status_code == 200
    client.post(url, {"name": "새팀", "slug": "old-team", "sort_order": "0"})
    assert Department.objects.get(pk=team.pk).name == "새팀"
    assert [group.name for group in editor.groups.all()] == ["새팀 편집자"]


def test_a_department_takes_no_name_whose_editors_are_there(client):
    """The people of that group would become this department's editors."""
    team = personas.department("옛팀", "old-team")
    personas.department_editor(team)
    editors = Group.objects.create(name="새팀 편집자")
    client.force_login(personas.administrator())
    address = "/admin/snippets/accounts/department/"
    new = {"name": "새팀", "slug": "new-team", "sort_order": "0"}
    for road in (f"{address}edit/{team.pk}/", f"{address}add/"):
        answer = client.post(road, new)
        assert answer.status_code == 200
        assert "‘새팀 편집자’ 그룹이 이미 있어요" in answer.content.decode()
    assert not Department.objects.filter(name="새팀").exists()
    kept = {"name": "옛팀", "slug": "renamed", "sort_order": "0"}
    assert client.post(f"{address}edit/{team.pk}/", kept).status_code == 302
    editors.delete()
    assert client.post(f"{address}add/", new).status_code == 302


@pytest.mark.parametrize("name", ["홍길동\u202e", "https://bad.example", "당첨! 눌러요"])
def test_names_given_by_administrators_hold_letters_only(client, admin, name):
    user = personas.officer()
    before = user.name
    fields = {"email": user.email, "name": name, "language": "ko", "groups": []}
    page = client.post(f"/admin/users/edit/{user.pk}/", fields).content.decode()
    assert "성명은 글자로만" in page
    user.refresh_from_db()
    assert user.name == before
    own = {"person-name": name, "person-language": "ko", "theme-theme": "system"}
    own |= {"theme-contrast": "system", "theme-density": "default"}
    assert "성명은 글자로만" in client.post("/admin/account/", own).content.decode()


def test_the_lists_of_the_office_open_and_export(client):
    client.force_login(personas.operator())
    for address in ("department", "policyversion"):
        url = f"/admin/snippets/accounts/{address}/"
        assert client.get(url).status_code == 200
        assert client.get(url, {"export": "csv"}).status_code == 200


def test_a_policy_in_force_is_not_deleted(client, admin):
    version = PolicyVersion.objects.first()
    assert version.is_in_force
    client.post(f"/admin/snippets/accounts/policyversion/delete/{version.pk}/")
    assert PolicyVersion.objects.filter(pk=version.pk).exists()
