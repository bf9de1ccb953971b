"""Applications that came by telephone or on paper: entered, mended, handed in again, withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.joining import actions
from network.models import Application, Channel
from network.states import State
from tests import personas
from tests.files import samples
from tests.mailbox import delivered
from tests.network import factories

pytestmark = pytest.mark.django_db
ENTER = "/admin/applications/enter/"


@pytest.fixture
def reviewer(client):
    person = personas.reviewer()
    client.force_login(person)
    return person


def typed(**more) -> dict:
    return {
        "channel": "telephone",
        "consent_noted": "on",
        "contact_name": "전화 담당",
        "contact_email": "call@ganada.example",
        "contact_telephone": "02-2670-0001",
        "kind": "company",
        "name": "전화로 온 주식회사",
        "unit": "head",
        "registration_number": factories.registration_number("103"),
        "industry": "K",
        "size": "small",
        "road_address": "예시로 1",
        "dong": "yeoui",
        "telephone": "02-2670-0000",
        "summary": "전화로 신청한 예시 기관입니다.",
        "pillars": ["s"],
        "sdgs": ["11"],
    } | more


def address(application, name, *more) -> str:
    return reverse(f"joining:{name}", args=[application.key, *more])


@pytest.fixture
def entered(client, reviewer):
    client.post(ENTER, typed())
    delivered().clear()
    return Application.objects.get()


def test_it_is_received_at_once_and_marked(client, reviewer):
    number = factories.registration_number("104")
    answer = client.post(
        ENTER, typed(registration_number=f"{number[:3]}-{number[3:5]}-{number[5:]}"), follow=True
    )
    one = Application.objects.get()
    assert (one.state, one.channel) == (State.SUBMITTED, Channel.TELEPHONE)
    assert (one.registration_number, one.applicant) == (number, None)
    assert (one.pillars, one.sdgs) == (["s"], [11])
    assert one.number
    assert one.answer_by
    assert one.consent_noted_by == reviewer
    assert one.number in answer.text
    assert "전화로 받은 신청" in answer.text
    assert [mail.to for mail in delivered()] == [["call@ganada.example"]]


def test_without_an_address_nobody_is_mailed(client, reviewer):
    client.post(ENTER, typed(channel="paper", contact_email=""))
    assert Application.objects.get().channel == Channel.PAPER
    assert not delivered()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"channel": "online"}, "channel"),
        ({"consent_noted": ""}, "consent_noted"),
        ({"contact_name": ""}, "contact_name"),
        ({"contact_name": "900101-1234567"}, "contact_name"),
        ({"contact_email": "없음"}, "contact_email"),
        ({"name": ""}, "name"),
        ({"name": "\x00"}, "name"),
        ({"name": "가" * 10_000}, "name"),
        ({"kind": "x"}, "kind"),
        ({"registration_number": "123-45-67890"}, "registration_number"),
        ({"registration_number": ""}, "registration_number"),
        ({"registration_number": "", "has_no_number": "on"}, "registration_number"),
        ({"telephone": "12"}, "telephone"),
        ({"summary": ""}, "summary"),
        ({"dong": "x"}, "dong"),
        ({"sdgs": ["99"]}, "sdgs"),
        ({"pillars": ["x"]}, "pillars"),
        ({"founded_year": "9" * 30}, "founded_year"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_all_stays(client, reviewer, given, field):
    answer = client.post(ENTER, typed(**given))
    form = answer.context["form"]
    assert field in form.errors
    assert form["road_address"].value() == "예시로 1"
    assert not Application.objects.exists()


def test_a_nonprofit_without_a_number(client, reviewer):
    client.post(ENTER, typed(kind="nonprofit", registration_number="", has_no_number="on"))
    assert Application.objects.get().has_no_number


def test_likeness_is_shown_before_it_is_received(client, reviewer):
    number = factories.registration_number("105")
    factories.organisation("먼저 있던 기관", registration_number=number)
    sent = typed(registration_number=number, unit="branch")
    answer = client.post(ENTER, sent)
    assert "먼저 있던 기관" in answer.text
    assert not Application.objects.exists()
    client.post(ENTER, sent | {"seen_likeness": "on"})
    assert Application.objects.count() == 1


def test_what_nobody_may_type(client, reviewer):
    operator = personas.operator()
    client.post(
        ENTER,
        typed(state="approved", number="2026-1", applicant=operator.pk, reviewer=operator.pk),
    )
    one = Application.objects.get()
    assert (one.state, one.applicant, one.reviewer) == (State.SUBMITTED, None, None)


def test_corrected(client, entered):
    form = client.get(address(entered, "amend"))
    assert "전화로 온 주식회사" in form.text
    client.post(address(entered, "amend"), typed(name="고친 이름", channel="online"))
    entered.refresh_from_db()
    assert (entered.name, entered.channel) == ("고친 이름", Channel.TELEPHONE)
    answer = client.post(address(entered, "amend"), typed(name=""))
    assert "name" in answer.context["form"].errors


def test_handed_in_again(client, reviewer, entered):
    actions.request_changes(entered, by=reviewer, parts=["reach"], reason="번호를 확인합니다.")
    client.post(address(entered, "stand_in"), {"move": "resubmit"})
    entered.refresh_from_db()
    assert entered.state == State.IN_REVIEW


def test_withdrawn_after_asking(client, entered):
    answer = client.post(address(entered, "stand_in"), {"move": "withdraw"})
    assert "취하하면 되돌릴 수 없고" in answer.text
    entered.refresh_from_db()
    assert entered.state == State.SUBMITTED
    client.post(address(entered, "stand_in"), {"move": "withdraw", "confirmed": "1"})
    entered.refresh_from_db()
    assert entered.state == State.WITHDRAWN
    answer = client.post(
        address(entered, "stand_in"), {"move": "withdraw", "confirmed": "1"}, follow=True
    )
    assert "이미 취하한 신청이에요" in answer.text


def test_nobody_stands_in_for_an_applicant_with_an_account(client, reviewer):
    one = factories.application(personas.applicant(), State.SUBMITTED)
    assert client.get(address(one, "amend")).status_code == 404
    for name in ("amend", "stand_in", "upload"):
        sent = typed(move="withdraw", confirmed="1")
        assert client.post(address(one, name), sent).status_code == 404
    one.refresh_from_db()
    assert one.state == State.SUBMITTED


@pytest.mark.parametrize("move", ["", "approve", "submit", "discard"])
def test_only_what_is_offered(client, entered, move):
    assert client.post(address(entered, "stand_in"), {"move": move}).status_code == 404


PDF = samples.pdf()


def test_a_paper_that_came_to_the_office(client, entered):
    sent = {"slot": "registration", "file": SimpleUploadedFile("등록증.pdf", PDF)}
    client.post(address(entered, "upload"), sent)
    paper = entered.papers.get()
    assert paper.slot == "registration"
    client.post(address(entered, "remove", paper.key))
    assert not entered.papers.here().exists()


def test_a_file_that_is_none_is_refused_beside_the_field(client, entered):
    bad = SimpleUploadedFile("등록증.pdf", b"<html><script>alert(1)</script></html>")
    for sent, field in (
        ({"slot": "registration", "file": bad}, "file"),
        ({"slot": "registration"}, "file"),
        ({"slot": "x", "file": SimpleUploadedFile("a.pdf", PDF)}, "slot"),
    ):
        answer = client.post(address(entered, "upload"), sent)
        assert field in answer.context["paper_form"].errors
    assert not entered.papers.exists()
