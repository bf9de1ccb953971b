"""Who may see: levels, inheritance, and every list and door that asks."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import StandardPage
from search.questions import find
from tests import personas
from tests.site import home_page, standard_page
from yeongdeungpoever.access import visibility
from yeongdeungpoever.access.visibility import Level, levels_for, strictest, widest
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.web.caching import invalidate

pytestmark = pytest.mark.django_db

WORD = "비밀다리"


def test_levels_by_persona():
    assert levels_for(personas.visitor()) == [Level.PUBLIC]
    assert levels_for(personas.officer()) == [Level.PUBLIC, Level.MEMBERS]
    for staff in (personas.department_editor(), personas.reviewer(), personas.operator()):
        assert levels_for(staff) == list(Level)


def test_without_a_provider_nobody_is_a_member(monkeypatch):
    monkeypatch.setattr(visibility, "_membership", None)
    assert levels_for(personas.officer()) == [Level.PUBLIC]


def test_a_disabled_account_sees_what_a_visitor_sees():
    user = personas.operator()
    user.is_active = False
    user.save()
    assert levels_for(user) == [Level.PUBLIC]


def test_one_provider_only():
    with pytest.raises(ImproperlyConfigured):
        visibility.register_membership(lambda user: False)


def test_strictest_and_widest():
    assert strictest(["public", "staff", "members"]) == Level.STAFF
    assert strictest([]) == Level.PUBLIC
    assert widest(["staff", "members"]) == Level.MEMBERS
    assert widest([]) == Level.STAFF


def test_a_child_is_never_wider_than_its_ancestors():
    parent = standard_page("회원 글", "for-members", visibility=Level.MEMBERS)
    child = standard_page("하위 글", "below", parent=parent)
    assert child.effective_visibility == Level.MEMBERS
    parent.visibility = Level.STAFF
    parent.save_revision().publish()
    child.refresh_from_db()
    assert child.effective_visibility == Level.STAFF
    parent.visibility = Level.PUBLIC
    parent.save_revision().publish()
    child.refresh_from_db()
    assert child.effective_visibility == Level.PUBLIC


def test_a_draft_changes_no_level_before_it_is_published():
    page = standard_page("글", "page")
    page.visibility = Level.STAFF
    page.save_revision()
    assert BasePage.objects.get(pk=page.pk).effective_visibility == Level.PUBLIC


def test_a_draft_changes_no_level_below_either():
    parent = standard_page("구청 글", "staff-only", visibility=Level.STAFF)
    child = standard_page("하위 글", "below", parent=parent)
    draft = StandardPage.objects.get(pk=parent.pk)
    draft.visibility = Level.PUBLIC
    draft.save_revision()
    assert BasePage.objects.get(pk=parent.pk).effective_visibility == Level.STAFF
    assert BasePage.objects.get(pk=child.pk).effective_visibility == Level.STAFF


def test_a_draft_of_an_unpublished_page_changes_no_level_below():
    parent = standard_page("구청 글", "staff-only", visibility=Level.STAFF, publish=False)
    child = standard_page("하위 글", "below", parent=parent)
    draft = StandardPage.objects.get(pk=parent.pk)
    draft.visibility = Level.PUBLIC
    draft.save()
    assert BasePage.objects.get(pk=child.pk).effective_visibility == Level.STAFF
    draft.save_revision().publish()
    assert BasePage.objects.get(pk=child.pk).effective_visibility == Level.PUBLIC


@pytest.mark.parametrize("level, status", [(Level.PUBLIC, 404), (Level.STAFF, 200)])
def test_saving_a_draft_in_the_editor_changes_nothing_in_public(client, level, status):
    before = Level.STAFF if level == Level.PUBLIC else Level.PUBLIC
    parent = standard_page("글", "above", visibility=before)
    standard_page("하위 글", "below", parent=parent)
    client.force_login(personas.operator())
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[parent.pk]),
        nested_form_data(
            {
                "title": "글",
                "slug": "above",
                "visibility": level,
                "provisional": "",
                "body": streamfield([]),
                "comments": inline_formset([]),
            }
        ),
    )
    assert response.status_code == 302
    client.logout()
    invalidate()
    assert client.get("/above/below/").status_code == status
    assert ("/above/below/" in client.get("/sitemap.xml").content.decode()) == (status == 200)


def test_moving_a_page_changes_its_level():
    hidden = standard_page("구청 글", "staff-only", visibility=Level.STAFF)
    page = standard_page("옮길 글", "moving")
    page.move(BasePage.objects.get(pk=hidden.pk), pos="last-child")
    assert BasePage.objects.get(pk=page.pk).effective_visibility == Level.STAFF
    BasePage.objects.get(pk=page.pk).move(home_page(), pos="last-child")
    assert BasePage.objects.get(pk=page.pk).effective_visibility == Level.PUBLIC


@pytest.mark.parametrize("level", [Level.MEMBERS, Level.STAFF])
def test_no_public_list_tells_of_a_hidden_page(client, level):
    page = standard_page(WORD, "hidden", summary=f"{WORD} 소개", visibility=level)
    assert client.get(page.get_url()).status_code == 404
    for address in ("/sitemap.xml", "/feed/", "/sitemap/", "/", "/search/?q=" + WORD):
        body = client.get(address).content.decode().replace(f'value="{WORD}"', "")
        assert page.get_url() not in body, address
    assert find(WORD, personas.visitor()).count == 0


def test_no_public_list_tells_of_a_draft(client):
    page = standard_page(WORD, "draft", publish=False)
    assert client.get(page.get_url()).status_code == 404
    assert find(WORD, personas.operator()).count == 0
    assert page.get_url() not in client.get("/sitemap.xml").content.decode()


def test_a_hidden_page_answers_exactly_like_a_missing_one(client):
    standard_page(WORD, "hidden", visibility=Level.STAFF)
    hidden = client.get("/hidden/")
    missing = client.get("/nothing/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content.replace(b"/hidden/", b"/nothing/") == missing.content


def test_members_and_staff_reach_what_is_theirs(client):
    for_members = standard_page(WORD, "m", summary="가", visibility=Level.MEMBERS)
    for_staff = standard_page(WORD, "s", summary="나", visibility=Level.STAFF)
    client.force_login(personas.officer())
    assert client.get(for_members.get_url()).status_code == 200
    assert client.get(for_staff.get_url()).status_code == 404
    client.force_login(personas.operator())
    assert client.get(for_staff.get_url()).status_code == 200
    assert find(WORD, personas.visitor()).count == 0


def test_a_page_below_a_hidden_one_is_hidden_too(client):
    parent = standard_page("위", "above", visibility=Level.STAFF)
    standard_page(WORD, "below", parent=parent)
    assert client.get("/above/below/").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_pages:view_draft", "wagtailadmin_pages:history", "wagtailadmin_pages:edit"],
)
def test_an_officer_has_no_secondary_door(client, name):
    page = standard_page(WORD, "hidden", visibility=Level.STAFF)
    client.force_login(personas.officer())
    response = client.get(reverse(name, args=[page.pk]))
    assert response.status_code in (302, 403)
    assert WORD not in response.content.decode()
