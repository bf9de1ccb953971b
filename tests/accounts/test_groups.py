"""Who may do what in the back office: the table of roles, and each department's pages."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission

from tests import personas
from tests.site import home_page, standard_page
from yeongdeungpoever.accounts.groups import (
    DEPARTMENT_EDITOR,
    OPERATOR,
    PRIVACY_OFFICER,
    REVIEWER,
    ROLES,
    editors_of,
    grant_department_pages,
)

pytestmark = pytest.mark.django_db


def pages_of(user) -> set[str]:
    """The slugs of the pages on which the user's groups hold a permission."""
    return set(
        GroupPagePermission.objects.filter(group__user=user).values_list("page__slug", flat=True)
    )


@pytest.mark.parametrize("name", [REVIEWER, OPERATOR, PRIVACY_OFFICER])
def test_migrate_gives_each_role_what_the_table_says(name):
    group = Group.objects.get(name=name)
    held = {f"{app}.{code}" for app, code in _codes(group.permissions)}
    assert held == set(ROLES[name].permissions)
    verbs = GroupPagePermission.objects.filter(group=group, page__depth=1)
    assert {grant.permission.codename for grant in verbs} == {
        f"{verb}_basepage" for verb in ROLES[name].pages
    }


def _codes(permissions):
    return permissions.values_list("content_type__app_label", "codename")


def test_every_permission_of_the_table_exists():
    named = {name for role in (*ROLES.values(), DEPARTMENT_EDITOR) for name in role.permissions}
    named |= {name for role in (*ROLES.values(), DEPARTMENT_EDITOR) for name in role.files}
    existing = {f"{app}.{code}" for app, code in _codes(Permission.objects)}
    assert named <= existing


def test_migrating_again_takes_away_what_the_table_does_not_give():
    group = Group.objects.get(name=REVIEWER)
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    group.permissions.remove(Permission.objects.get(codename="access_admin"))
    call_command("migrate", verbosity=0)
    assert not group.permissions.filter(codename="delete_user").exists()
    assert group.permissions.filter(codename="access_admin").exists()


def test_a_departments_editors_work_on_its_pages_and_below():
    one, two = personas.department(), personas.department("시험2팀", "team-two")
    page = standard_page("사업", "programme", department=one)
    below = standard_page("그 아래", "below", parent=page)
    grant_department_pages(page)
    editor, other = personas.department_editor(one), personas.department_editor(two)
    for target in (page, below):
        rights = target.permissions_for_user(editor)
        assert rights.can_edit()
        assert rights.can_submit_for_moderation()
        assert not rights.can_publish()
        assert not target.permissions_for_user(other).can_edit()
    assert page.permissions_for_user(editor).can_add_subpage()
    assert not home_page().permissions_for_user(editor).can_edit()


def test_the_permission_follows_the_department():
    one, two = personas.department(), personas.department("시험2팀", "team-two")
    page = standard_page("사업", "programme", department=one)
    editor, other = personas.department_editor(one), personas.department_editor(two)
    grant_department_pages(page)
    grant_department_pages(page)
    assert pages_of(editor) == {"programme"}
    page.department = two
    grant_department_pages(page)
    assert (pages_of(editor), pages_of(other)) == (set(), {"programme"})
    page.department = None
    grant_department_pages(page)
    assert pages_of(other) == set()
    assert page.permissions_for_user(personas.reviewer()).can_edit()


def test_editors_enter_the_back_office_and_add_files():
    editor = personas.department_editor()
    assert editor.is_staff
    assert (
        editors_of(personas.department())
        .collection_permissions.filter(permission__codename="add_image")
        .exists()
    )


def test_an_officer_is_nobody_in_the_back_office():
    assert not personas.officer().is_staff


def test_a_privacy_officer_reads_and_touches_no_page_no_file_and_no_account():
    officer = personas.privacy_officer()
    assert officer.is_staff
    assert officer.has_perm("accounts.view_user")
    assert not officer.has_perm("accounts.change_user")
    assert pages_of(officer) == set()
    assert not home_page().permissions_for_user(officer).can_edit()
    group = Group.objects.get(name=PRIVACY_OFFICER)
    assert not group.collection_permissions.exists()
