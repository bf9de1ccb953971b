"""Papers of an application: who puts them up, who opens them, when they go."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.choices import PaperSlot
from network.joining import actions as joining
from network.models import Application, Asked, JoiningRules, Paper, Scan, Succession
from network.papers import actions
from network.papers.logs import CHECK, DESTROY
from network.papers.storage import FOLDER
from network.papers.tasks import destroy_papers
from network.states import State
from tests import personas
from tests.files import samples
from tests.files.test_scanning import clamd
from tests.network import factories
from yeongdeungpoever.access.models import AccessEntry, Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant():
    return personas.applicant()


@pytest.fixture
def draft(applicant):
    return factories.application(applicant)


def file(name="등록증.pdf", content=None):
    return SimpleUploadedFile(name, content or samples.pdf())


def put(of, by, slot=PaperSlot.REGISTRATION, **options) -> Paper:
    return actions.upload(of, slot, file(**options), by=by)


def handed_in(applicant, state=State.SUBMITTED, **fields):
    """An application in this state with one paper, put up while it was a draft."""
    application = factories.application(applicant)
    paper = put(application, applicant)
    fields = {"number": f"2026-{8000 + application.pk}", "submitted_at": timezone.now()} | fields
    if state in (State.APPROVED, State.REJECTED):
        fields.setdefault("decided_at", timezone.now())
    Application.objects.filter(pk=application.pk).update(state=state, **fields)
    application.refresh_from_db()
    paper.refresh_from_db()
    return application, paper


def fetch(client, url, **options):
    """The answer, its file read to the end, as then it is closed."""
    response = client.get(url, **options)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response


# Putting up


def test_a_paper_is_kept_under_a_name_that_tells_nothing(draft, applicant):
    paper = put(draft, applicant, name="../홍길동\u202e.pdf")
    assert re.fullmatch(FOLDER + r"/[0-9a-f]{32}\.pdf", paper.file.name)
    assert paper.name == "홍길동.pdf"
    assert (paper.kind, paper.scan) == ("pdf", Scan.UNSCANNED)
    assert default_storage.exists(paper.file.name)


@pytest.mark.parametrize("person", ["officer", "other_officer", "reviewer", "administrator"])
def test_nobody_else_puts_papers_up_or_takes_them_away(draft, applicant, person):
    paper = put(draft, applicant)
    other = personas.ALL[person]()
    with pytest.raises(PermissionDenied):
        put(draft, other, name="b.pdf", content=samples.pdf(b"%\n"))
    with pytest.raises(PermissionDenied):
        actions.remove(paper, by=other)
    assert draft.papers.count() == 1


def test_staff_put_up_papers_of_what_they_entered(applicant):
    entered = factories.application(None, State.SUBMITTED, channel="telephone")
    assert put(entered, personas.reviewer()).application == entered
    with pytest.raises(PermissionDenied):
        put(entered, applicant)


@pytest.mark.parametrize(
    "state, open_parts, is_open",
    [
        (State.DRAFT, [], True),
        (State.CHANGES_REQUESTED, ["papers"], True),
        (State.CHANGES_REQUESTED, ["reach"], False),
        (State.SUBMITTED, [], False),
        (State.IN_REVIEW, ["papers"], False),
        (State.APPROVED, [], False),
        (State.REJECTED, [], False),
        (State.WITHDRAWN, [], False),
    ],
)
def test_papers_change_only_while_their_part_is_open(client, applicant, state, open_parts, is_open):
    application, paper = handed_in(applicant, state, open_parts=open_parts)
    client.force_login(applicant)
    client.post(
        reverse("application_paper_upload", args=[application.key]),
        {"slot": "other", "file": file("b.pdf", samples.pdf(b"%\n"))},
    )
    assert application.papers.count() == (2 if is_open else 1)
    client.post(reverse("application_paper_remove", args=[application.key, paper.key]))
    assert Paper.objects.filter(pk=paper.pk).exists() is not is_open


def test_several_at_once_each_with_its_own_answer(client, draft, applicant):
    client.force_login(applicant)
    files = [
        file("a.pdf"),
        file("b.png", samples.picture()),
        file("c.pdf", samples.HTML),
    ]
    response = client.post(
        reverse("application_paper_upload", args=[draft.key]), {"slot": "other", "file": files}
    )
    page = reverse("application_step", args=[draft.key, "papers"])
    assert response.headers["Location"] == f"{page}#papers-other"
    assert sorted(draft.papers.values_list("name", flat=True)) == ["a.pdf", "b.png"]
    assert [str(each) for each in get_messages(response.wsgi_request)] == ["파일 2개를 올렸습니다."]
    body = client.get(page).content.decode()
    assert "c.pdf: 내용이 .pdf 파일이 아니에요." in body
    # Told once.
    assert "c.pdf: 내용이" not in client.get(page).content.decode()


def test_a_hostile_file_of_each_kind_changes_nothing(client, draft, applicant):
    client.force_login(applicant)
    hostile = [
        file("a.html", samples.HTML),
        file("a.svg", samples.SVG),
        file("a.pdf", samples.HTML + samples.pdf()),
        file("a.pdf.exe", samples.pdf()),
        file("a.png", samples.huge_picture()),
        file("a.hwp", samples.hwp(mark=b"Word")),
        file("a.hwpx", samples.hwpx(BinData__a="MZ")),
    ]
    url = reverse("application_paper_upload", args=[draft.key])
    response = client.post(url, {"slot": "other", "file": hostile}, follow=True)
    assert response.status_code == 200
    assert not draft.papers.exists()
    assert response.content.decode().count('<p class="error">') == len(hostile)


@pytest.mark.parametrize("slot", ["", "none", "logo\0", "a" * 10_000])
def test_a_slot_that_is_none_is_no_error_of_ours(client, draft, applicant, slot):
    client.force_login(applicant)
    url = reverse("application_paper_upload", args=[draft.key])
    response = client.post(url, {"slot": slot, "file": file()}, follow=True)
    assert response.status_code == 200
    assert client.post(url, {"slot": "other"}, follow=True).status_code == 200
    assert client.post(url, {"file": "text"}, follow=True).status_code == 200
    assert not draft.papers.exists()


def test_so_many_and_no_more(settings, draft, applicant):
    settings.PAPER_MAX_COUNT = 2
    put(draft, applicant)
    put(draft, applicant, content=samples.pdf(b"%a\n"))
    with pytest.raises(ValidationError, match="2개까지"):
        put(draft, applicant, content=samples.pdf(b"%b\n"))
    assert draft.papers.count() == 2


def test_the_same_file_twice_is_told(draft, applicant):
    put(draft, applicant)
    with pytest.raises(ValidationError, match="같은 파일"):
        put(draft, applicant, name="other.pdf")


def test_a_new_logo_takes_the_place_of_the_old(
    settings, draft, applicant, django_capture_on_commit_callbacks
):
    settings.PAPER_MAX_COUNT = 1
    first = put(draft, applicant, PaperSlot.LOGO, name="a.png", content=samples.picture())
    with django_capture_on_commit_callbacks(execute=True):
        second = put(
            draft, applicant, PaperSlot.LOGO, name="b.jpg", content=samples.picture("JPEG")
        )
    assert list(draft.papers.all()) == [second]
    assert not default_storage.exists(first.file.name)
    with pytest.raises(ValidationError):
        put(draft, applicant, PaperSlot.LOGO)


def test_a_scanner_that_is_away_loses_nothing(client, settings, draft, applicant):
    put(draft, applicant)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    client.force_login(applicant)
    url = reverse("application_paper_upload", args=[draft.key])
    body = client.post(
        url, {"slot": "other", "file": file("b.pdf", samples.pdf(b"%\n"))}, follow=True
    ).content.decode()
    assert "지금은 바이러스 검사를 할 수 없어 파일을 받지 못했어요." in body
    assert [paper.name for paper in draft.papers.all()] == ["등록증.pdf"]


def test_what_the_scanner_looked_at_says_so(settings, draft, applicant):
    with clamd() as (address, _received):
        settings.CLAMD_ADDRESS = address
        assert put(draft, applicant).scan == Scan.CLEAN


def test_nothing_is_left_in_the_storage_when_the_row_fails(draft, applicant, monkeypatch):
    before = set(_stored())

    def broken(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr(actions, "_touch", broken)
    with pytest.raises(RuntimeError):
        put(draft, applicant)
    assert set(_stored()) == before
    assert not draft.papers.exists()


def _stored() -> list[str]:
    try:
        return default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return []


# Opening


def test_the_applicant_takes_a_paper_away_and_no_cache_keeps_it(client, draft, applicant):
    paper = put(draft, applicant)
    client.force_login(applicant)
    response = fetch(client, paper.file.url)
    assert response.body == samples.pdf()
    assert response["Content-Disposition"].startswith("attachment")
    assert "utf-8''%EB%93%B1%EB%A1%9D%EC%A6%9D.pdf" in response["Content-Disposition"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert not AccessEntry.objects.exists()


def test_behind_nginx_it_leaves_by_an_internal_address(client, settings, draft, applicant):
    settings.MEDIA_ACCEL_PREFIX = "/internal-media/"
    paper = put(draft, applicant)
    client.force_login(applicant)
    response = client.get(paper.file.url)
    assert response["X-Accel-Redirect"] == f"/internal-media/{paper.file.name}"
    assert response.content == b""


def test_reviewers_open_it_and_the_log_says_so(client, applicant):
    _application, paper = handed_in(applicant)
    reviewer = personas.reviewer()
    client.force_login(reviewer)
    assert fetch(client, paper.file.url).status_code == 200
    entry = AccessEntry.objects.get()
    assert (entry.account, entry.act) == (reviewer.key, Act.VIEW)
    assert entry.people == [str(applicant.key)]


@pytest.mark.parametrize(
    "person",
    ["visitor", "officer", "manager", "other_officer", "department_editor", "privacy_officer"],
)
def test_nobody_else_learns_that_it_is_there(client, applicant, person):
    _application, paper = handed_in(applicant)
    user = personas.ALL[person]()
    if user.is_authenticated:
        client.force_login(user)
    for options in ({}, {"headers": {"If-None-Match": "*"}}, {"headers": {"Range": "bytes=0-9"}}):
        assert fetch(client, paper.file.url, **options).status_code == 404
    assert client.head(paper.file.url).status_code == 404


@pytest.mark.parametrize("person", ["reviewer", "operator", "administrator"])
def test_staff_see_no_paper_of_a_draft(client, draft, applicant, person):
    paper = put(draft, applicant)
    client.force_login(personas.ALL[person]())
    assert fetch(client, paper.file.url).status_code == 404


def test_nobody_opens_it_after_the_withdrawal(
    client, applicant, django_capture_on_commit_callbacks
):
    application, paper = handed_in(applicant)
    with django_capture_on_commit_callbacks(execute=True):
        joining.withdraw(application, by=applicant)
    for user in (applicant, personas.reviewer(), personas.administrator()):
        client.force_login(user)
        assert fetch(client, paper.file.url).status_code == 404
    assert not default_storage.exists(paper.file.name)


def test_withdrawn_is_enough_though_the_file_is_still_there(client, applicant):
    _application, paper = handed_in(applicant, State.WITHDRAWN)
    client.force_login(applicant)
    assert default_storage.exists(paper.file.name)
    assert fetch(client, paper.file.url).status_code == 404


@pytest.mark.parametrize("rest", ["", "none.pdf", "../db.sqlite3", "a" * 3000, "%00"])
def test_the_folder_tells_nothing(client, applicant, rest):
    client.force_login(applicant)
    assert fetch(client, f"/media/{FOLDER}/{rest}").status_code == 404


def test_papers_of_a_succession_are_the_askers_and_the_deciders(client, applicant):
    company = personas.company()
    asked = Succession.objects.create(
        organisation=company, user=applicant, way="letter", reason="퇴사", due_on="2026-12-01"
    )
    paper = put(asked, applicant, PaperSlot.LETTER)
    for user, status in (
        (applicant, 200),
        (personas.operator(), 200),
        (personas.manager(), 404),
        (personas.other_officer(), 404),
    ):
        client.force_login(user)
        assert fetch(client, paper.file.url).status_code == status
    Succession.objects.filter(pk=asked.pk).update(state=Asked.WITHDRAWN)
    client.force_login(applicant)
    assert fetch(client, paper.file.url).status_code == 404


def test_ids_of_others_answer_as_if_there_were_none(client, applicant):
    application, paper = handed_in(applicant, State.CHANGES_REQUESTED, open_parts=["papers"])
    other = personas.other_officer()
    theirs = factories.application(other)
    client.force_login(other)
    for url in (
        reverse("application_paper_upload", args=[application.key]),
        reverse("application_paper_remove", args=[application.key, paper.key]),
        # A paper of somebody else under one's own application.
        reverse("application_paper_remove", args=[theirs.key, paper.key]),
    ):
        assert client.post(url, {"slot": "other", "file": file()}).status_code == 404
    assert application.papers.get() == paper


# Checking


def test_who_checked_it_and_when_stays(applicant):
    _application, paper = handed_in(applicant)
    reviewer = personas.reviewer()
    checked = actions.check(paper, by=reviewer, note="원본과 같음")
    assert (checked.checked_by, checked.checked_by_key) == (reviewer, reviewer.key)
    assert ModelLogEntry.objects.get(action=CHECK).data == {
        "paper": str(paper.key),
        "slot": "registration",
    }
    actions.destroy([checked])
    checked.refresh_from_db()
    assert checked.check_note == "원본과 같음"
    assert checked.checked_at
    with pytest.raises(ValidationError):
        actions.check(checked, by=reviewer)


@pytest.mark.parametrize("note", ["가" * 201, "900101-1234567"])
def test_a_note_holds_no_resident_number(applicant, note):
    _application, paper = handed_in(applicant)
    with pytest.raises(ValidationError):
        actions.check(paper, by=personas.reviewer(), note=note)


def test_only_reviewers_check(applicant):
    _application, paper = handed_in(applicant)
    for user in (applicant, personas.department_editor(), personas.privacy_officer()):
        with pytest.raises(PermissionDenied):
            actions.check(paper, by=user)


# Destroying


def test_files_go_so_many_days_after_the_decision_and_rows_stay(
    applicant, time_machine, django_capture_on_commit_callbacks
):
    JoiningRules.objects.create(paper_days=10)
    start = timezone.now()
    _application, paper = handed_in(applicant, State.REJECTED, decided_at=start)
    _pending, kept = handed_in(applicant)
    for days, there in ((9, True), (10, False)):
        time_machine.move_to(start + timedelta(days=days, minutes=1), tick=False)
        with django_capture_on_commit_callbacks(execute=True):
            destroy_papers.call()
        assert default_storage.exists(paper.file.name) is there
    stored = paper.file.name
    paper.refresh_from_db()
    assert (paper.file.name, paper.name, paper.digest) == ("", "", "")
    assert paper.destroyed_at
    assert (paper.kind, paper.slot) == ("pdf", "registration")
    assert not default_storage.exists(stored)
    assert ModelLogEntry.objects.filter(action=DESTROY).count() == 1
    kept.refresh_from_db()
    assert kept.is_here
    assert actions.destroy([paper]) == 0


def test_a_case_that_fails_keeps_no_other_ones_papers_here(applicant, monkeypatch):
    """Each case is a transaction of its own."""
    long_ago = timezone.now() - timedelta(days=4000)
    _failing, kept = handed_in(applicant, State.REJECTED, decided_at=long_ago)
    _later, gone = handed_in(applicant, State.REJECTED, decided_at=long_ago)
    write = actions._write

    def fails_once(action, of, by, paper):
        if paper.pk == kept.pk:
            raise OSError
        write(action, of, by, paper)

    monkeypatch.setattr(actions, "_write", fails_once)
    assert actions.destroy_due() == 1
    for paper, here in ((kept, True), (gone, False)):
        paper.refresh_from_db()
        assert paper.is_here is here


def test_the_papers_of_a_case_are_read_with_it(applicant, draft, django_assert_max_num_queries):
    papers = [put(draft, applicant, content=samples.pdf(b"%% %d\n" % each)) for each in range(3)]
    with django_assert_max_num_queries(2 + 1 + len(papers)):
        assert actions.destroy(papers) == 3


def test_a_draft_thrown_away_takes_its_files_with_it(
    draft, applicant, django_capture_on_commit_callbacks
):
    paper = put(draft, applicant)
    with django_capture_on_commit_callbacks(execute=True):
        draft.delete()
    assert not default_storage.exists(paper.file.name)
    assert not ModelLogEntry.objects.exists()


def test_files_that_no_row_names_are_swept_up(draft, applicant, time_machine):
    paper = put(draft, applicant)
    stray = default_storage.save(f"{FOLDER}/{'0' * 32}.pdf", ContentFile(b"x"))
    actions.sweep()
    assert default_storage.exists(stray)
    actions.sweep(timezone.now() + timedelta(days=2))
    assert not default_storage.exists(stray)
    assert default_storage.exists(paper.file.name)
