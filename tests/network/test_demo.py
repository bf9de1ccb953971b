"""The demo's network: every state, every kind of wait; twice is once; one command removes it."""

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home import demo
from network import demo_data
from network.models import (
    Application,
    Asked,
    Channel,
    JoinRequest,
    Note,
    Officer,
    Organisation,
    Paper,
    ReadyText,
    Succession,
)
from network.papers.storage import FOLDER
from network.states import State
from tests import personas
from tests.mailbox import delivered
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.duties.models import Duty
from yeongdeungpoever.korean.registration_number import is_registration_number
from yeongdeungpoever.notices.models import InboxEntry, Notice
from yeongdeungpoever.pages.models import BasePage, DemoRecord

pytestmark = pytest.mark.django_db

COUNTED = (
    Application,
    Organisation,
    Officer,
    JoinRequest,
    Succession,
    Paper,
    Note,
    ReadyText,
    Duty,
    InboxEntry,
    ModelLogEntry,
    BasePage,
    User,
    DemoRecord,
)


@pytest.fixture
def loaded(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    personas.department()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo", verbosity=0)


def counts() -> dict:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_applications_stand_in_every_state(loaded):
    assert set(Application.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Application.objects.values_list("channel", flat=True)) == set(Channel.values)
    assert Application.objects.overdue(timezone.localdate()).exists()
    assert Application.objects.exclude(postponed=0).exists()


def test_on_a_day_off_answers_are_late_too(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    personas.department()
    # 설날, a Sunday: the office puts nothing off on such a day.
    with time_machine.travel("2027-02-07T03:00Z", tick=False):
        call_command("load_demo", verbosity=0)
        assert Application.objects.exclude(postponed=0).exists()
        assert Application.objects.overdue(timezone.localdate()).exists()


def test_something_of_every_kind_waits(loaded):
    kinds = set(Duty.objects.open().values_list("kind", flat=True))
    assert {
        "network.application",
        "network.application_late",
        "network.join_request",
        "network.succession",
        "home.page_review",
    } <= kinds
    assert JoinRequest.objects.filter(state=Asked.PENDING, escalated_at=None).exists()
    assert Note.objects.exists()
    assert Paper.objects.here().exclude(checked_at=None).exists()


def test_samples_look_made_up(loaded):
    for record in (*Organisation.objects.all(), *Application.objects.all()):
        number = record.registration_number
        assert is_registration_number(number)
        assert number[3:5] == "00"
        assert "예시" in record.summary
        assert record.website.endswith(".example")


def test_members_of_the_demo_act_for_their_organisations(loaded):
    offices = set(
        Officer.objects.current().values_list("user__email", "organisation__name", "role")
    )
    assert offices == {
        ("manager@demo.example", "가나다 주식회사", "manager"),
        ("officer@demo.example", "가나다 주식회사", "officer"),
        ("other@demo.example", "라마바재단", "manager"),
    }


def test_nobody_is_mailed_and_the_inboxes_hold_something(loaded):
    assert not Notice.objects.exists()
    assert delivered() == []
    assert InboxEntry.objects.filter(user__email="applicant@demo.example").exists()


def test_moves_stand_in_the_order_of_time(loaded):
    for application in Application.objects.exclude(state=State.DRAFT):
        moves = [move.move for move in application.moves.all()]
        assert moves[0] == "submit"
        assert application.submitted_at >= application.created_at
        assert application.number.startswith(str(application.submitted_at.year))


def test_twice_changes_nothing(loaded):
    before = counts()
    call_command("load_demo", verbosity=0)
    assert counts() == before


def test_one_command_removes_everything_with_its_files(loaded, django_capture_on_commit_callbacks):
    applicant = User.objects.get(email="applicant@demo.example")
    # What somebody tried out in the demo is a sample as well.
    Application.objects.create(applicant=applicant, applicant_key=applicant.key, name="시험")
    kept = ReadyText.objects.create(use="reject", title="직원이 쓴 글", text="글")
    assert default_storage.listdir(FOLDER)[1]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo", verbosity=0)
    left = counts()
    assert left.pop("BasePage")
    assert left.pop("ReadyText") == 1
    left.pop("ModelLogEntry")
    assert not any(left.values()), left
    assert list(ReadyText.objects.all()) == [kept]
    assert not default_storage.listdir(FOLDER)[1]
    assert not BasePage.objects.filter(slug="sample-meeting").exists()
    assert not ModelLogEntry.objects.filter(action__startswith="network.").exists()


def test_it_can_be_loaded_again_after_its_removal(loaded, django_capture_on_commit_callbacks):
    first = counts()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo", verbosity=0)
        call_command("load_demo", verbosity=0)
    again = counts()
    assert again | {"ModelLogEntry": 0} == first | {"ModelLogEntry": 0}


def test_real_organisations_survive(loaded):
    real = Organisation.objects.create(
        name="진짜 기관", kind="other", unmanaged_since="2026-01-01T00:00Z"
    )
    call_command("remove_demo", verbosity=0)
    assert list(Organisation.objects.all()) == [real]


def test_a_real_installation_refuses_it(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(demo.DemoRefused):
        demo.load()
    assert not Organisation.objects.exists()


def test_every_sample_number_is_its_own():
    samples = [each for each in vars(demo_data).values() if isinstance(each, demo_data.Sample)]
    units = {(demo_data.number(each.sequence), each.facts.get("unit", "head")) for each in samples}
    assert len(units) == len(samples)
