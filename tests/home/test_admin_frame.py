"""The back office's frame: our name and mark, what waits first, the roads to it, previews."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from tests import personas
from tests.site import standard_page
from yeongdeungpoever.accounts.groups import grant_department_pages
from yeongdeungpoever.vocabulary.district import district

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def body(client, user, url="/admin/"):
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/admin/pages/", "/admin/users/", "/admin/account/", "/admin/images/"],
)
def test_strangers_are_led_to_our_sign_in_and_back(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"] == f"{LOGIN}?next={path}"


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/admin/password_reset/",
        "/admin/password_reset/confirm/MQ/token/",
        "/_util/login/",
    ],
)
def test_wagtails_own_doors_lead_to_ours(client, path):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert client.post(path, {"username": "a", "password": "b"}).status_code != 200


def test_an_account_without_rights_does_not_enter(client):
    client.force_login(personas.officer())
    assert client.get("/admin/").status_code in (302, 403)


def test_the_frame_carries_the_networks_name_and_mark(client):
    text = body(client, personas.department_editor())
    name = str(district().network)
    assert f"- {name}</title>" in text
    assert "Wagtail</title>" not in text
    assert "brand/favicon.svg" in text
    assert "admin/admin.css" in text
    assert text.index("wagtailadmin/css/core.css") < text.index("admin/admin.css")


def test_an_editor_without_work_is_told_what_to_do(client):
    text = body(client, personas.department_editor())
    assert "기다리는 일이 없어요." in text


def test_a_reviewer_without_work_is_told_so(client):
    assert "기다리는 일이 없어요." in body(client, personas.reviewer())


def test_a_returned_page_stands_first_with_its_reason(client):
    editor, reviewer = personas.department_editor(), personas.reviewer()
    page = standard_page("알림", "notice")
    page.save_revision(user=editor)
    state = page.get_workflow().start(page, editor).current_task_state
    state.task.specific.on_action(state, reviewer, "reject", comment="<b>쪽수</b>를 적어 주세요.")
    text = body(client, editor)
    assert "&lt;b&gt;쪽수&lt;/b&gt;를 적어 주세요." in text
    assert "검토를 기다리는 내 페이지" not in text


def test_help_leads_nowhere_outside(client):
    assert "guide.wagtail.org" not in body(client, personas.reviewer(), "/admin/pages/")


def test_settings_show_an_operator_only_what_they_may_do(client):
    text = body(client, personas.operator())
    assert "/admin/redirects/" in text
    for address in ("/admin/users/", "/admin/groups/", "/admin/workflows/", "/admin/sites/"):
        assert address not in text


def test_the_preview_pane_shows_the_draft_under_the_public_policy(client):
    team = personas.department()
    page = standard_page("알림", "notice", department=team)
    grant_department_pages(page)
    client.force_login(personas.department_editor(team))
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    form = querydict_from_html(edit, form_id="page-edit-form")
    form.update({"title": "아직 저장하지 않은 제목", "body-count": "0"})
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(url, form).json() == {"is_valid": True, "is_available": True}
    shown = client.get(f"{url}?in_preview_panel=true")
    assert "아직 저장하지 않은 제목" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    policy = shown["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-inline'" not in policy
    assert "no-store" in shown["Cache-Control"]
