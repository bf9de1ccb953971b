"""What comes in: checked by content, stripped of what it should not carry, listed by licence."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from tests import personas
from tests.files import samples
from tests.site import home_page
from yeongdeungpoever.files.content import holds_what_it_says, without_metadata
from yeongdeungpoever.files.models import Document, Image

GPS = 0x8825
ORIENTATION = 0x0112
MAKE = 0x010F


def photo(kind="JPEG", size=(64, 48)) -> bytes:
    """A picture as a phone makes it: place, device, turned on its side, with a colour profile."""
    exif = Pillow.Exif()
    exif[MAKE] = "Phone"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (37.0, 31.0, 0.0)})
    file = io.BytesIO()
    extra = {}
    if kind == "PNG":
        extra["pnginfo"] = PngImagePlugin.PngInfo()
        extra["pnginfo"].add_text("Author", "Somebody")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Pillow.new("RGB", size, "navy").save(file, kind, exif=exif, icc_profile=profile, **extra)
    return file.getvalue()


def package(*names) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_place_device_and_author_and_stands_upright(kind):
    content = photo(kind)
    assert b"Phone" in content
    clean = without_metadata(content)
    with Pillow.open(io.BytesIO(clean)) as picture:
        assert not picture.getexif()
        assert picture.size == (48, 64)
        assert picture.format == kind
        assert picture.info.get("icc_profile")
        assert "Author" not in picture.info
    assert b"Phone" not in clean


def test_what_is_glued_to_the_end_of_a_picture_goes():
    assert b"<script>" not in without_metadata(photo() + b"<script>alert(1)</script>")


def test_an_animation_keeps_its_frames():
    file = io.BytesIO()
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("navy", "white", "red")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    with Pillow.open(io.BytesIO(without_metadata(file.getvalue()))) as picture:
        assert picture.n_frames == 3


@pytest.mark.parametrize(
    "extension, content",
    [
        ("pdf", b"%PDF-1.7\n"),
        ("hwp", samples.hwp()),
        ("hwpx", samples.hwpx()),
        ("docx", package("[Content_Types].xml", "word/document.xml")),
        ("xlsx", package("xl/workbook.xml")),
        ("pptx", package("ppt/presentation.xml")),
        ("zip", package("anything.txt")),
        ("csv", "이름,수\n가,1\n".encode("cp949")),
        ("csv", "이름,수\n가,1\n".encode("utf-8-sig")),
    ],
)
def test_documents_that_are_what_they_say(extension, content):
    assert holds_what_it_says(io.BytesIO(content), extension)


@pytest.mark.parametrize(
    "extension, content",
    [
        ("pdf", b"<html><script>alert(1)</script>"),
        ("hwp", b"%PDF-1.7"),
        ("hwp", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("hwpx", package("word/document.xml")),
        ("hwpx", package("mimetype", "Contents/section0.xml")),
        ("docx", package("xl/workbook.xml")),
        ("xlsx", b"PK\x03\x04 broken"),
        ("csv", b"MZ\x90\0\x03\0"),
        ("zip", b"MZ\x90\0"),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("html", b"<p>"),
        ("", b"%PDF-"),
    ],
)
def test_documents_that_are_not(extension, content):
    assert not holds_what_it_says(io.BytesIO(content), extension)


def test_the_settings_name_the_forms_that_check():
    assert settings.WAGTAILIMAGES_IMAGE_FORM_BASE == "yeongdeungpoever.files.forms.ImageForm"
    assert settings.WAGTAILDOCS_DOCUMENT_FORM_BASE == "yeongdeungpoever.files.forms.DocumentForm"


@pytest.fixture
def office(client, db):
    """The client of an operator."""
    home_page()
    client.force_login(personas.operator())
    return client


def send_image(client, name, content, **fields):
    data = {
        "title": "다리",
        "file": SimpleUploadedFile(name, content),
        "licence": "1",
        "visibility": "public",
        **fields,
    }
    return client.post("/admin/images/add/", data)


def stored(image) -> Pillow.Image:
    with image.file.open("rb") as file:
        picture = Pillow.open(io.BytesIO(file.read()))
        picture.load()
        return picture


def test_an_image_is_kept_without_its_place(office):
    answer = send_image(office, "photo.png", photo("PNG"), description="강 위의 다리")
    assert answer.status_code == 302, answer.context["form"].errors
    image = Image.objects.get()
    assert not stored(image).getexif()
    assert (image.width, image.height) == (48, 64)
    assert image.file_size == image.file.size
    rendition = image.get_rendition("width-20")
    with rendition.file.open("rb") as file, Pillow.open(file) as picture:
        assert not picture.getexif()


def test_an_image_needs_its_alternative_text(office):
    assert "description" in send_image(office, "photo.jpg", photo()).context["form"].errors
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "name, content",
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("page.html", b"<p>"),
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("photo.png", photo("JPEG")),
    ],
)
def test_what_is_no_picture_is_refused(office, name, content):
    answer = send_image(office, name, content, description="다리")
    assert "file" in answer.context["form"].errors
    assert not Image.objects.exists()


def _originals() -> set[str]:
    folder = Path(settings.MEDIA_ROOT) / "original_images"
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def test_several_at_once_are_cleaned_too(office):
    before = _originals()
    ajax = {"x-requested-with": "XMLHttpRequest"}
    first = office.post(
        "/admin/images/multiple/add/",
        {"files[]": SimpleUploadedFile("photo.jpg", photo()), "collection": 1},
        headers=ajax,
    ).json()
    upload = first["uploaded_file_id"]
    prefix = f"uploaded-image-{upload}"
    answer = office.post(
        f"/admin/images/multiple/create_from_uploaded_image/{upload}/",
        {
            f"{prefix}-title": "다리",
            f"{prefix}-description": "강 위의 다리",
            f"{prefix}-licence": "1",
            f"{prefix}-visibility": "public",
            f"{prefix}-collection": 1,
        },
        headers=ajax,
    ).json()
    assert answer["success"], answer
    image = Image.objects.get()
    assert not stored(image).getexif()
    assert (image.width, image.height) == (48, 64)
    assert image.file_size == image.file.size
    # The copy with its metadata, which Wagtail stored first, is gone.
    assert _originals() - before == {Path(image.file.name).name}


def test_a_replaced_file_is_cleaned(office):
    send_image(office, "photo.png", photo("PNG"), description="강 위의 다리")
    image = Image.objects.get()
    office.post(
        f"/admin/images/{image.pk}/",
        {
            "title": "다리",
            "description": "강 위의 다리",
            "licence": "1",
            "visibility": "public",
            "file": SimpleUploadedFile("other.jpg", photo(size=(40, 20))),
        },
    )
    image.refresh_from_db()
    assert (image.width, image.height) == (20, 40)
    assert not stored(image).getexif()


def send_document(client, name, content):
    return client.post(
        "/admin/documents/add/",
        {
            "title": "안내서",
            "file": SimpleUploadedFile(name, content),
            "licence": "1",
            "visibility": "public",
        },
    )


def test_a_document_is_kept(office):
    assert send_document(office, "guide.pdf", b"%PDF-1.7 text").status_code == 302
    assert Document.objects.get().licence == "1"


@pytest.mark.parametrize(
    "name, content",
    [
        ("guide.pdf", b"<html>"),
        ("guide.html", b"<html>"),
        ("drawing.svg", b"<svg/>"),
        ("program.exe", b"MZ"),
    ],
)
def test_a_document_of_another_kind_is_refused(office, name, content):
    assert "file" in send_document(office, name, content).context["form"].errors
    assert not Document.objects.exists()


def test_lists_show_and_filter_by_licence(office):
    send_document(office, "guide.pdf", b"%PDF-1.7 text")
    text = office.get("/admin/documents/", {"licence": "1"}).content.decode()
    assert "안내서" in text
    assert "공공누리 유형" in text
    assert "전체 공개" in text
    assert "guide.pdf" not in office.get("/admin/documents/", {"licence": "4"}).content.decode()
    exported = b"".join(office.get("/admin/documents/", {"export": "csv"}).streaming_content)
    assert "공공누리 유형" in exported.decode("utf-8-sig")
    send_image(office, "photo.png", photo("PNG"), description="강 위의 다리")
    for layout in ("grid", "list"):
        options = {"layout": layout, "licence": "1"}
        assert "다리" in office.get("/admin/images/", options).content.decode()


@pytest.mark.django_db
def test_documents_are_added_one_at_a_time_through_the_menu(client):
    client.force_login(personas.operator())
    body = client.get(reverse("wagtaildocs:index")).content.decode()
    assert f'href="{reverse("wagtaildocs:add")}"' in body
    assert reverse("wagtaildocs:add_multiple") not in body


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_cut_short_is_refused_with_a_sentence(client, kind):
    whole = io.BytesIO()
    Pillow.effect_noise((160, 120), 80).convert("RGB").save(whole, kind)
    name = f"cut.{kind.lower()}"
    broken = SimpleUploadedFile(name, whole.getvalue()[:-400], content_type=f"image/{kind.lower()}")
    client.force_login(personas.operator())
    response = client.post(
        reverse("wagtailimages:add"),
        {"title": "잘린 사진", "description": "다리", "file": broken, "licence": "none",
         "visibility": "public", "credit": "", "tags": ""},
    )  # fmt: skip
    assert response.status_code == 200
    assert "끝까지 읽을 수 없는 사진이에요" in response.content.decode()
    assert not Image.objects.exists()
