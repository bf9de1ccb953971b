"""The application on paper: print view and PDF, blank and filled, in both languages."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from PIL import ImageFile

from network.papers import press, views
from network.papers.pdf import application_pdf
from network.papers.press import Forbidden, NotNow, pdf_of, static_file
from network.states import State
from tests import personas
from tests.network import factories
from yeongdeungpoever.access.models import AccessEntry
from yeongdeungpoever.files.pdfs import pdf_fault
from yeongdeungpoever.vocabulary.district import district

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=file:///etc/passwd><link rel=stylesheet href=http://127.0.0.1:1/x.css><b>가</b>"


@pytest.fixture
def fetched(monkeypatch):
    """The addresses that the maker of PDFs asked for, refused ones too."""
    asked = []

    def looked_at(url):
        asked.append(url)
        return static_file(url)

    monkeypatch.setattr(press, "static_file", looked_at)
    return asked


def pages(content: bytes) -> int:
    """Pages of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_blank_form_is_a_pdf_of_two_pages(language, fetched):
    content = application_pdf(None, language)
    assert pdf_fault(content) is None
    assert pages(content) <= 2
    assert all(url.startswith("https://static.invalid/static/") for url in fetched)
    # Asked for again it comes from memory: the maker is not asked.
    fetched.clear()
    assert application_pdf(None, language) == content
    assert fetched == []


def test_a_filled_form_fits_two_pages(fetched):
    application = factories.application(
        personas.applicant(), State.SUBMITTED, story="가나다라 마바사. " * 80, name="가" * 120
    )
    content = application_pdf(application, "ko")
    assert pdf_fault(content) is None
    assert pages(content) <= 2


def test_what_somebody_wrote_fetches_nothing(fetched):
    application = factories.application(personas.applicant(), name=HOSTILE[:120], story=HOSTILE)
    assert application_pdf(application, "ko").startswith(b"%PDF-")
    assert {url.rsplit("/", 1)[1] for url in fetched} == {
        "form-pdf.css", "form.css", "ydp-gov-print.ttf",
    }  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.css",
        "http://169.254.169.254/",
        "https://static.invalid/media/papers/a.svg",
        "https://static.invalid/static/../db.svg",
        "https://static.invalid/static/%2e%2e/db.svg",
        "https://static.invalid/static/network/print.js",
        "https://static.invalid/static/none.css",
        "https://static.invalid@127.0.0.1/static/network/form.css",
        "data:text/css,a",
        "",
    ],
)
def test_only_static_files_of_ours_are_fetched(url):
    with pytest.raises(Forbidden):
        static_file(url)


def test_a_static_file_is_found():
    found = static_file("https://static.invalid/static/network/form.css")
    assert found.is_relative_to(django_settings.BASE_DIR)


def test_the_page_asks_nobody_else_even_where_markup_gets_in(fetched):
    html = f"<html lang=ko><title>가</title><body>{HOSTILE}</body></html>"
    assert pdf_of(html).startswith(b"%PDF-")
    assert "file:///etc/passwd" in fetched


def test_where_it_takes_too_long_there_is_none(monkeypatch):
    monkeypatch.setattr(press, "SECONDS", 0)
    with pytest.raises(NotNow):
        pdf_of("<html lang=ko><title>가</title>")


def test_who_comes_while_others_wait_is_answered_at_once(monkeypatch):
    free, started = threading.Event(), threading.Semaphore(0)

    def slow(_html):
        started.release()
        assert free.wait(30)
        return b"%PDF-"

    monkeypatch.setattr(press, "_make", slow)
    with ThreadPoolExecutor(10) as readers:
        # One is made, so many wait.
        inside = [readers.submit(pdf_of, "가") for _each in range(press.MOST_WAITING + 1)]
        assert started.acquire(timeout=30)
        while press._press._work_queue.qsize() < press.MOST_WAITING:
            pass
        for _again in range(3):
            with pytest.raises(NotNow):
                pdf_of("나")
        free.set()
        assert [each.result(30) for each in inside] == [b"%PDF-"] * 3
    # The line is empty again.
    assert pdf_of("다") == b"%PDF-"


def test_who_gave_up_leaves_the_line(monkeypatch):
    monkeypatch.setattr(press, "SECONDS", 0)
    for _each in range(press.MOST_WAITING + 3):
        with pytest.raises(NotNow):
            pdf_of("<html lang=ko><title>가</title>")
    monkeypatch.setattr(press, "SECONDS", 30)
    assert pdf_of("<html lang=ko><title>가</title>").startswith(b"%PDF-")


def test_without_the_library_the_address_leads_to_the_print_view(client, monkeypatch):
    def missing(*_args):
        raise NotNow

    monkeypatch.setattr(views, "application_pdf", missing)
    response = client.get(reverse("application_blank_pdf"), follow=True)
    assert response.status_code == 200
    assert "지금은 PDF를 만들 수 없습니다." in response.content.decode()
    assert reverse("application_blank_pdf") not in response.content.decode()


def test_the_library_missing_is_no_pdf(monkeypatch):
    monkeypatch.setattr(press, "_library", lambda: None)
    with pytest.raises(NotNow):
        pdf_of("<p>")


def test_everybody_gets_the_blank_form(client):
    page = client.get(reverse("application_blank"))
    body = page.content.decode()
    assert "(직인)" in body
    assert "접수번호" in body
    assert f"{district().office.ko}장 귀하" in body
    for _again in range(2):
        response = client.get(reverse("application_blank_pdf"))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_ones_own_application_printed(client):
    applicant = personas.applicant()
    application = factories.application(applicant, State.SUBMITTED, story="첫 줄\n\n둘째 줄")
    client.force_login(applicant)
    response = client.get(reverse("application_print", args=[application.key]))
    body = response.content.decode()
    for written in (application.number, application.name, application.printed_number, "둘째 줄"):
        assert written in body
    assert response["Cache-Control"] == "private, no-store"
    assert '<span class="box" role="img" aria-label="고름">■</span> 기업' in body
    response = client.get(reverse("application_pdf", args=[application.key]))
    assert response.content.startswith(b"%PDF-")
    assert response["Cache-Control"] == "private, no-store"
    assert not AccessEntry.objects.exists()


def test_what_was_typed_is_text_never_markup(client):
    applicant = personas.applicant()
    application = factories.application(applicant, name=HOSTILE[:120], story=HOSTILE)
    client.force_login(applicant)
    body = client.get(reverse("application_print", args=[application.key])).content.decode()
    assert "<img src=file" not in body
    assert "&lt;img src=file" in body


@pytest.mark.parametrize("name", ["application_print", "application_pdf"])
@pytest.mark.parametrize("person", ["visitor", "officer", "other_officer", "department_editor"])
def test_nobody_else_reads_it(client, name, person):
    application = factories.application(personas.applicant(), State.SUBMITTED)
    user = personas.ALL[person]()
    if user.is_authenticated:
        client.force_login(user)
    response = client.get(reverse(name, args=[application.key]))
    assert response.status_code == (404 if user.is_authenticated else 302)


@pytest.mark.parametrize("name", ["application_print", "application_pdf"])
def test_reviewers_print_what_was_handed_in_and_the_log_says_so(client, name):
    applicant = personas.applicant()
    reviewer = personas.reviewer()
    client.force_login(reviewer)
    draft = factories.application(applicant)
    assert client.get(reverse(name, args=[draft.key])).status_code == 404
    assert not AccessEntry.objects.exists()
    application = factories.application(applicant, State.SUBMITTED)
    assert client.get(reverse(name, args=[application.key])).status_code == 200
    entry = AccessEntry.objects.get()
    assert (entry.account, entry.people) == (reviewer.key, [str(applicant.key)])


def test_making_pdfs_leaves_the_checks_of_pictures_alone():
    pdf_of("<html lang=ko><title>가</title>")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
