"""The media door: what leaves, to whom, and with which headers."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from tests import personas
from tests.site import standard_page
from yeongdeungpoever.access.visibility import Level
from yeongdeungpoever.files.models import Document, Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    file = io.BytesIO()
    Pillow.new("RGB", (64, 48), "navy").save(file, "PNG")
    file.seek(0)
    return Image.objects.create(
        title="다리", description="강 위의 다리", file=ImageFile(file, name="bridge.png")
    )


@pytest.fixture
def paper():
    document = Document(title="안내서")
    document.file.save("guide.pdf", ContentFile(b"%PDF-1.4 test"), save=False)
    document.save()
    return document


def fetch(client, url, method="get", **options):
    """The answer, its file read to the end, as then it is closed."""
    response = getattr(client, method)(url, **options)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def _show(image, level=Level.PUBLIC, slug="with-picture"):
    return standard_page(
        "사진이 있는 글",
        slug,
        visibility=level,
        body=[("picture", {"image": image, "caption": "다리"})],
    )


def test_an_upload_that_no_page_shows_stays_with_the_staff(client, picture):
    url = picture.get_rendition("width-32").url
    assert fetch(client, url).status_code == 404
    client.force_login(personas.department_editor())
    assert fetch(client, url).status_code == 200


def test_a_published_page_opens_its_picture(client, picture):
    url = picture.get_rendition("width-32").url
    page = _show(picture)
    response = fetch(client, url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    page.unpublish()
    assert fetch(client, url).status_code == 404


@pytest.mark.parametrize("level", [Level.MEMBERS, Level.STAFF])
def test_a_rendition_of_a_hidden_pages_picture_is_out_of_reach(client, picture, level):
    url = picture.get_rendition("width-32").url
    _show(picture, level)
    assert fetch(client, url).status_code == 404
    assert fetch(client, url, "head").status_code == 404
    assert fetch(client, url, headers={"If-None-Match": "*"}).status_code == 404


def test_a_picture_on_two_pages_is_as_open_as_the_wider(client, picture):
    url = picture.get_rendition("width-32").url
    _show(picture, Level.STAFF, "hidden")
    _show(picture, Level.PUBLIC, "shown")
    assert fetch(client, url).status_code == 200


def test_a_files_own_level_holds_against_a_public_page(client, picture):
    _show(picture)
    picture.visibility = Level.STAFF
    picture.save()
    assert fetch(client, picture.get_rendition("width-32").url).status_code == 404


def test_members_get_a_members_file_and_no_cache_keeps_it(client, picture):
    _show(picture, Level.MEMBERS)
    client.force_login(personas.officer())
    response = fetch(client, picture.get_rendition("width-32").url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_an_original_is_for_the_staff(client, picture):
    _show(picture)
    assert fetch(client, picture.file.url).status_code == 404
    client.force_login(personas.operator())
    assert fetch(client, picture.file.url).status_code == 200


def test_a_document_is_taken_away_never_shown_as_a_page(client, paper):
    standard_page(
        "문서가 있는 글", "papers", body=[("documents", {"heading": "첨부", "documents": [paper]})]
    )
    response = fetch(client, paper.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert fetch(client, f"/documents/{paper.pk}/other.pdf").status_code == 404


def test_a_document_that_no_page_shows_is_not_there(client, paper):
    assert fetch(client, paper.url).status_code == 404
    assert fetch(client, paper.file.url).status_code == 404


@pytest.mark.parametrize("path", ["/media/", "/media/../db.sqlite3", "/media/none.png"])
def test_no_folder_is_served(client, path):
    assert fetch(client, path).status_code == 404


def test_behind_nginx_the_file_leaves_by_an_internal_address(client, picture, settings):
    settings.MEDIA_ACCEL_PREFIX = "/internal-media/"
    _show(picture)
    response = fetch(client, picture.get_rendition("width-32").url)
    assert response["X-Accel-Redirect"].startswith("/internal-media/images/")
    assert response.content == b""
