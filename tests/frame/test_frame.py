"""The frame around every page: cacheable, free of inline code, standing when nothing else does."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.db import OperationalError
from django.template.loader import render_to_string
from django.urls import reverse

from home import styleguide
from tests import personas

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)
PUBLIC = sorted(
    path
    for path in (ROOT / "templates").rglob("*.html")
    if not {"wagtailadmin", "admin", "panels", "accounts"} & set(path.parts)
)
STANDING_ALONE = ("400.html", "403_csrf.html", "429.html", "500.html", "503.html")


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_public_template_holds_inline_code(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_stylesheets_and_scripts_keep_their_weight():
    def sent(folder: str) -> int:
        return sum(
            len(gzip.compress(path.read_bytes()))
            for path in (ROOT / "static" / folder).iterdir()
            if path.is_file()
        )

    assert sent("css") <= 20_000
    assert sent("js") <= 5_000


@pytest.mark.parametrize("name", STANDING_ALONE)
def test_error_pages_stand_without_context_and_database(monkeypatch, name):
    def away(*args):
        raise OperationalError("the database is away")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    html = render_to_string(name)
    assert 'action="/search/"' in html
    assert 'href="/"' in html
    assert html.count("<h1>") == 1


def test_a_missing_page_says_that_some_open_after_sign_in(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert f'href="{reverse("account_login")}"' in html
    assert 'role="search"' in html


def test_what_visitors_share_names_nobody(client):
    html = client.get("/search/").content.decode()
    assert "csrfmiddlewaretoken" not in html
    assert "로그아웃" not in html


def test_whoever_is_signed_in_sees_name_and_way_out(client):
    client.force_login(personas.operator())
    html = client.get("/search/").content.decode()
    assert "시험 operator 님" in html
    assert reverse("wagtailadmin_home") in html
    assert reverse("account_logout") in html
    client.force_login(personas.officer())
    assert reverse("wagtailadmin_home") not in client.get("/search/").content.decode()


def test_the_style_page_is_for_staff(client):
    assert client.get("/styleguide/").status_code == 404
    client.force_login(personas.officer())
    assert client.get("/styleguide/").status_code == 404
    client.force_login(personas.administrator())
    response = client.get("/styleguide/")
    assert response.status_code == 200
    for key, _label in styleguide.SECTIONS:
        assert f'id="{key}"' in response.content.decode()


def test_a_plan_shows_no_execution():
    html = render_to_string("components/budget_table.html", {"table": styleguide.samples()["plan"]})
    assert "소요예산" in html
    assert "집행" not in html
    assert "%" not in html


def test_an_unset_contact_is_not_shown():
    team = SimpleNamespace(local_name="시험팀", telephone="", local_hours="평일", email="")
    html = render_to_string("components/contact.html", {"department": team})
    assert "시험팀" in html
    assert "전화" not in html
    assert "평일" not in html
    assert render_to_string("components/contact.html").strip() == ""


def test_files_say_what_one_may_do_with_them():
    # No database mark: a query for a row would fail this test.
    documents = styleguide.samples()["documents"]
    html = render_to_string("components/attachments.html", {"documents": documents})
    assert "HWPX" in html
    assert "공공누리 제1유형" in html
    assert "출처를 표시하면 상업적 이용과 변경을" in html
    assert html.count('rel="license"') == 1
    assert "해당 없음" not in html


def test_pages_of_a_list_keep_the_question():
    page = Paginator(range(100), 10).page(5)
    html = render_to_string(
        "components/pagination.html", {"page_obj": page, "query": "금융 <교육>"}
    )
    assert "?q=%EA%B8%88%EC%9C%B5%20%3C%EA%B5%90%EC%9C%A1%3E&amp;page=6" in html
    assert html.count('aria-current="page"') == 1


def test_a_form_leads_to_each_of_its_mistakes():
    html = str(styleguide.samples()["wrong_form"])
    assert 'href="#id_wrong-email"' in html
    assert 'aria-describedby="id_wrong-email_helptext id_wrong-email_error"' in html
    assert 'id="id_wrong-email_error"' in html
    assert 'aria-invalid="true"' in html
