"""What was typed comes back after signing in again, to whoever typed it."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as PlainClient
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from tests import personas
from tests.site import standard_page
from yeongdeungpoever.accounts.kept_typing import KEPT

pytestmark = pytest.mark.django_db

KEPT_PAGE = "/accounts/kept/"
OURS = {"Origin": "http://testserver"}
WORDS = "다리를 놓는 긴 글입니다.\n둘째 줄도 있습니다."


def later(**span):
    return time_machine.travel(timezone.now() + timedelta(**span), tick=False)


def hidden_fields(html: str) -> dict:
    form = html[html.index('<form method="post" action="/admin') :].split("</form>")[0]
    fields: dict[str, list] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form):
        fields.setdefault(unescape(name), []).append(unescape(value))
    return fields


@pytest.fixture
def operator(client):
    user = personas.operator()
    client.force_login(user)
    return user


@pytest.fixture
def page():
    return standard_page("알림", "to-edit")


def editor_form(page, title):
    return nested_form_data(
        {
            "title": title,
            "slug": page.slug,
            "summary": WORDS,
            "visibility": "public",
            "provisional": page.provisional,
            "body": streamfield([]),
            "password": "never-kept",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "comments-MIN_NUM_FORMS": 0,
            "comments-MAX_NUM_FORMS": "",
        }
    )


def edit_path(page):
    return f"/admin/pages/{page.pk}/edit/"


def test_the_page_editors_text_comes_back_and_is_saved(client, operator, page):
    path, form = edit_path(page), editor_form(page, "고친 제목")
    assert client.get(path).status_code == 200
    with later(minutes=31):
        response = client.post(path, form, headers=OURS)
        assert response["Location"] == f"/accounts/login/?next={KEPT_PAGE.replace('/', '%2F')}"
        assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "알림"
        client.force_login(operator)
        html = client.get(KEPT_PAGE).content.decode()
        assert "입력한 내용 이어서 보내기" in html
        assert "never-kept" not in html
        fields = hidden_fields(html)
        assert fields["title"] == ["고친 제목"]
        assert fields["summary"][0].replace("\r\n", "\n") == WORDS
        assert client.post(path, fields, headers=OURS).status_code == 302
        saved = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert saved.title == "고친 제목"
        assert KEPT not in client.session
        assert "남아 있는 내용이 없습니다" in client.get(KEPT_PAGE).content.decode()


def test_the_sign_in_form_leads_there(client, page):
    user = personas.officer()
    client.force_login(user)
    form = {"name": "새 이름", "phone": "02-000-0000", "language": "ko"}
    client.get("/accounts/2fa/")
    with later(minutes=31):
        way = client.post("/accounts/profile/", form, headers=OURS)
        if way.status_code == 404:
            pytest.skip("no such form yet")
        sign_in = {"login": user.email, "password": personas.PASSWORD, "next": KEPT_PAGE}
        assert client.post("/accounts/login/", sign_in)["Location"] == KEPT_PAGE


def test_another_person_gets_nothing(client, operator, page):
    client.get(edit_path(page))
    with later(minutes=31):
        client.post(edit_path(page), editor_form(page, "비밀 제목"), headers=OURS)
        client.force_login(personas.reviewer())
        html = client.get(KEPT_PAGE).content.decode()
        assert "비밀 제목" not in html
        assert "남아 있는 내용이 없습니다" in html
        client.force_login(operator)
        assert "비밀 제목" not in client.get(KEPT_PAGE).content.decode()


def test_a_second_tab_that_met_the_end_later(client, operator, page):
    client.get(edit_path(page))
    with later(minutes=31):
        assert client.get("/admin/").status_code == 302
        client.post(edit_path(page), editor_form(page, "둘째 탭"), headers=OURS)
        client.force_login(operator)
        assert "둘째 탭" in client.get(KEPT_PAGE).content.decode()


def test_a_token_that_changed_in_another_tab(operator, page):
    strict = PlainClient(enforce_csrf_checks=True)
    strict.force_login(operator)
    session = strict.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(operator.pk)
    session.save()
    form = editor_form(page, "옛 토큰") | {"csrfmiddlewaretoken": "x" * 64}
    assert strict.post(edit_path(page), form, headers=OURS)["Location"] == KEPT_PAGE
    fields = hidden_fields(strict.get(KEPT_PAGE).content.decode())
    assert fields["csrfmiddlewaretoken"] != ["x" * 64]
    assert strict.post(edit_path(page), fields, headers=OURS).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/admin/"},
        {"Origin": "http://testserver", "X-Requested-With": "XMLHttpRequest"},
        {"Origin": "http://testserver", "Sec-Fetch-Dest": "empty"},
    ],
)
def test_another_sites_words_and_scripts_are_not_kept(client, operator, page, headers):
    client.get(edit_path(page))
    with later(minutes=31):
        client.post(edit_path(page), editor_form(page, "남의 말"), headers=headers)
        assert KEPT not in client.session


def test_the_referer_will_do(client, operator, page):
    client.get(edit_path(page))
    with later(minutes=31):
        referer = {"Referer": f"http://testserver{edit_path(page)}"}
        client.post(edit_path(page), editor_form(page, "글"), headers=referer)
        assert KEPT in client.session


def test_it_lives_for_half_an_hour(client, operator, page):
    client.get(edit_path(page))
    with later(minutes=31):
        client.post(edit_path(page), editor_form(page, "글"), headers=OURS)
    with later(minutes=62):
        client.force_login(operator)
        assert "남아 있는 내용이 없습니다" in client.get(KEPT_PAGE).content.decode()
        assert KEPT not in client.session


def test_too_much_is_not_kept(client, operator, page):
    client.get(edit_path(page))
    with later(minutes=31):
        response = client.post(edit_path(page), {"title": "가" * 600_000}, headers=OURS)
        assert response["Location"] == "/accounts/login/"
        assert KEPT not in client.session


def test_files_are_not_kept_and_it_says_so(client, operator, page):
    client.get("/admin/")
    with later(minutes=31):
        form = {"title": "보고서", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
        client.post("/admin/documents/add/", form, headers=OURS)
        client.force_login(operator)
        html = client.get(KEPT_PAGE).content.decode()
        assert "첨부한 파일은 남기지 않았습니다" in html


def test_throwing_away(client, operator, page):
    client.get(edit_path(page))
    with later(minutes=31):
        client.post(edit_path(page), editor_form(page, "글"), headers=OURS)
        client.force_login(operator)
        assert client.post(KEPT_PAGE)["Location"] == edit_path(page)
        assert KEPT not in client.session


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/logout/", "/accounts/2fa/totp/activate/"]
)
def test_ways_in_and_out_are_never_kept(client, operator, path):
    client.get("/admin/")
    with later(minutes=31):
        client.post(path, {"login": "a@b.example", "note": "x"}, headers=OURS)
        assert KEPT not in client.session


def test_a_strangers_form_is_no_ones(client, page):
    client.post(edit_path(page), editor_form(page, "글"), headers=OURS)
    assert KEPT not in client.session
