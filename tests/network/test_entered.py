"""Applications taken by telephone or on paper: staff write them down and act for whoever asks."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.joining import actions
from network.models import Application
from network.states import State
from tests import personas
from tests.mailbox import delivered
from tests.network.handed_in import ENTRY, entered, submitted
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db
REASON = "전화번호를 확인해 주시기 바랍니다."


def _fresh(application):
    return Application.objects.get(pk=application.pk)


def test_it_is_handed_in_at_once_and_marked():
    operator = personas.operator()
    application = entered(operator)
    assert (application.state, application.channel) == (State.SUBMITTED, "telephone")
    assert application.number == f"{timezone.localdate().year}-0001"
    assert application.applicant is None
    assert application.consent_noted_by == operator
    assert application.contact == "홍길동"
    assert Duty.objects.open().filter(kind="network.application").exists()
    assert ModelLogEntry.objects.filter(action="network.application.enter").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact_name": " "},
        {"contact_email": "no address"},
        {"consent_noted": False},
        {"channel": "online"},
        {"facts": {"kind": "nonsense"}},
        {"facts": {"registration_number": "1234567890"}},
        {"facts": {"name": ""}},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_stays(wrong):
    with pytest.raises(ValidationError):
        entered(personas.reviewer(), **wrong)
    assert not Application.objects.exists()


def test_no_column_that_is_not_a_fact():
    with pytest.raises(ValueError, match="columns"):
        entered(personas.reviewer(), facts={"state": "approved"})


def test_strangers_enter_nothing():
    for person in (personas.manager(), personas.department_editor()):
        with pytest.raises(PermissionDenied):
            entered(person)


def test_approved_it_invites_its_contact():
    reviewer = personas.reviewer()
    application = entered(reviewer)
    delivered().clear()
    organisation = actions.approve(application, by=reviewer)
    assert organisation.unmanaged_since is not None
    assert organisation.invitations.open().get().email == ENTRY["contact_email"]
    assert {tuple(mail.to) for mail in delivered()} == {("contact@saaja.example",)}
    assert len(delivered()) == 2


def test_without_an_address_staff_get_the_duty_of_a_manager():
    reviewer = personas.reviewer()
    organisation = actions.approve(entered(reviewer, contact_email=""), by=reviewer)
    duty = Duty.objects.open().get(kind="network.no_manager")
    assert duty.subject_id == str(organisation.pk)


def test_staff_act_for_whoever_has_no_account():
    reviewer, operator = personas.reviewer(), personas.operator()
    application = entered(reviewer)
    actions.request_changes(application, by=reviewer, parts=["reach"], reason=REASON)
    actions.amend_entry(application, by=operator, values={"telephone": "02-000-0009"})
    actions.resubmit(application, by=operator)
    assert _fresh(application).state == State.IN_REVIEW
    assert _fresh(application).telephone == "02-000-0009"
    with pytest.raises(PermissionDenied):
        actions.withdraw(application, by=personas.applicant())
    actions.withdraw(application, by=operator)


def test_what_an_applicant_writes_staff_do_not_amend():
    application = submitted(personas.applicant())
    with pytest.raises(PermissionDenied):
        actions.amend_entry(application, by=personas.operator(), values={"name": "x"})
