"""What the network holds about a person: in their copy, and what is left of it after they go."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from network.choices import PaperSlot
from network.models import Application, ApplicationMove, Officer, OfficerInvitation, Paper
from network.papers import actions as papers
from network.people import actions
from network.people.keeping import EMPTY_CONTACT, empty_contacts
from network.people.tasks import look_after_people
from network.states import State
from tests import personas
from tests.network import factories, handed_in
from tests.network.people import company, office, person
from tests.network.test_succession import WHY, letter
from yeongdeungpoever.accounts import own_data, withdrawal
from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.duties.models import Duty

pytestmark = pytest.mark.django_db
# In ASCII, so that it reads the same however a column writes Korean down.
CANARY = "kanari7f3"


def _dump() -> dict[str, str]:
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("network_", "duties_")):
                cursor.execute(
                    f"SELECT * FROM {connection.ops.quote_name(table)}"  # noqa: S608
                )
                tables[table] = "\n".join(str(row) for row in cursor.fetchall())
    return tables


def _holding(name: str):
    return next(each for each in own_data.holdings() if each.name == f"network.{name}")


@pytest.fixture
def user():
    made = person(CANARY)
    made.name = f"{CANARY} Kim"
    made.save()
    return made


def _apply(user, state: str, **fields):
    made = factories.application(
        user,
        state,
        contact_title=f"{CANARY} title",
        contact_department=f"{CANARY} team",
        contact_telephone="02-000-0009",
        **fields,
    )
    ApplicationMove.objects.create(application=made, move="submit", state=state, by=user)
    return made


def _file(name="paper.pdf"):
    return letter(name, f"% {name}\n".encode())


def test_everything_is_in_the_copy_under_headings(user):
    draft = _apply(user, State.DRAFT)
    papers.upload(draft, PaperSlot.OTHER, _file(), by=user)
    made, manager, *_rest = company()
    actions.ask_to_join(user, made, "hello")
    succession = actions.ask_succession(user, made, "letter", WHY)
    actions.hand_in_letter(succession, _file("letter.pdf"), by=user)
    actions.invite(made, user.email, "officer", by=manager)
    other = factories.organisation("다른 기관", managers=[user])
    for name in (
        "applications",
        "papers",
        "offices",
        "invitations",
        "join_requests",
        "successions",
    ):
        holding = _holding(name)
        rows = holding.collect(user)
        assert rows, name
        for row in rows:
            assert set(row) <= set(holding.columns), name
    (application,) = _holding("applications").collect(user)
    assert application["contact_title"] == f"{CANARY} title"
    assert application["moves"]
    assert _holding("offices").collect(user)[0]["organisation"] == other.name
    files = dict(_holding("papers").files(user))
    assert len(files) == 2
    assert all(content.startswith(b"%PDF") for content in files.values())


def test_papers_that_staff_put_up_for_others_are_not_in_their_copy(user):
    reviewer = personas.reviewer()
    made = handed_in.entered(reviewer)
    papers.upload(made, PaperSlot.OTHER, _file(), by=reviewer)
    assert Paper.objects.get().uploaded_by == reviewer
    assert _holding("papers").collect(reviewer) == []
    assert list(_holding("papers").files(reviewer)) == []


def test_invitations_to_every_proven_address_are_in_the_copy_and_go(user):
    other = f"{CANARY}@other.example"
    strange = "strange@other.example"
    EmailAddress.objects.create(user=user, email=other, verified=True, primary=False)
    EmailAddress.objects.create(user=user, email=strange, verified=False, primary=False)
    made, manager, *_rest = company()
    for address in (user.email, other, strange):
        actions.invite(made, address, "officer", by=manager)
    assert len(_holding("invitations").collect(user)) == 2
    withdrawal.withdraw(user)
    # What was never shown to be theirs may be somebody else's mailbox.
    assert OfficerInvitation.objects.get().email == strange


def _contact(made) -> set[str]:
    made.refresh_from_db()
    return {getattr(made, name) for name in EMPTY_CONTACT} - {""}


@pytest.mark.parametrize("state", State.values)
def test_contacts_of_applicants_are_kept_while_they_act_for_the_organisation(user, state):
    made = _apply(user, state)
    now = timezone.now()
    if state == State.APPROVED:
        organisation = factories.organisation("다른 기관", managers=[user])
        Application.objects.update(organisation=organisation)
        assert empty_contacts(now) == 0
        assert _contact(made)
        second = person("second")
        actions.add_officer(organisation, second, "manager", by=user)
        actions.leave(office(organisation, user), by=user)
    closed = state in (State.APPROVED, State.REJECTED, State.WITHDRAWN)
    assert empty_contacts(now) == closed
    assert bool(_contact(made)) != closed
    assert empty_contacts(now) == 0


def _entered(state: str, **fields):
    made = factories.application(
        None, state, contact_name="홍예시", contact_email="hong@new.example", **fields
    )
    ApplicationMove.objects.create(application=made, move="x", state=state)
    return made


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.APPROVED])
def test_contacts_that_staff_entered_are_kept_for_thirty_days(state):
    made = _entered(state)
    assert empty_contacts(timezone.now() + timedelta(days=29)) == 0
    assert _contact(made)
    assert empty_contacts(timezone.now() + timedelta(days=30, minutes=1)) == 1
    assert not _contact(made)


@pytest.mark.parametrize("how", ["accepted", "expired", "revoked"])
def test_contacts_that_staff_entered_go_with_the_managers_invitation(how):
    organisation = factories.organisation("다른 기관")
    made = _entered(State.APPROVED, organisation=organisation)
    invitation = actions.invite(organisation, made.contact_email, "manager", by=personas.reviewer())
    now = timezone.now()
    assert empty_contacts(now) == 0
    if how == "accepted":
        invited = User.objects.create_user(made.contact_email, personas.PASSWORD, name="홍예시")
        EmailAddress.objects.create(user=invited, email=invited.email, verified=True)
        actions.accept_invitation(invitation, invited)
    elif how == "revoked":
        actions.revoke(invitation, by=personas.operator())
    else:
        now = invitation.expires_at + timedelta(minutes=1)
    # Of one that was revoked nobody knows yet who comes.
    assert empty_contacts(now) == (how != "revoked")


def test_the_nightly_step_empties_and_forgets(user):
    made = _apply(user, State.REJECTED)
    look_after_people.func()
    look_after_people.func()
    assert not _contact(made)


def test_nothing_of_somebody_else(user):
    made, manager, *_rest = company()
    _apply(manager, State.SUBMITTED)
    assert not any(
        each.collect(user) for each in own_data.holdings() if each.name.startswith("network.")
    )
    assert made


@pytest.mark.parametrize("state", State.values)
def test_applications_after_the_withdrawal(user, state):
    made = _apply(user, state)
    if state in (State.DRAFT, State.CHANGES_REQUESTED):
        Application.objects.filter(pk=made.pk).update(
            open_parts=["papers"] if state == State.CHANGES_REQUESTED else []
        )
        made.refresh_from_db()
        papers.upload(made, PaperSlot.OTHER, _file(f"{CANARY}.pdf"), by=user)
    withdrawal.withdraw(user)
    if state == State.DRAFT:
        assert not Application.objects.exists()
        assert not Paper.objects.exists()
    else:
        made.refresh_from_db()
        open_before = state in (State.SUBMITTED, State.IN_REVIEW, State.CHANGES_REQUESTED)
        assert made.state == (State.WITHDRAWN if open_before else state)
        assert made.applicant is None
        assert made.applicant_key == user.key
        assert not Paper.objects.here().exists()
    assert not Duty.objects.open().exists()
    left = _dump()
    assert [table for table, text in left.items() if CANARY in text] == []


def test_papers_of_an_approved_organisation_stay_until_their_day(user):
    made = _apply(user, State.DRAFT)
    papers.upload(made, PaperSlot.OTHER, _file(), by=user)
    approved = _apply(
        user, State.APPROVED, registration_number=factories.registration_number("102")
    )
    Paper.objects.update(application=approved)
    withdrawal.withdraw(user)
    assert Paper.objects.here().get().uploaded_by is None


def test_everything_else_after_the_withdrawal(user):
    made, manager, *_rest = company()
    actions.ask_to_join(user, made, CANARY)
    succession = actions.ask_succession(
        user, made, "site_mail", CANARY, email=f"{CANARY}@ganada.example"
    )
    actions.invite(made, user.email, "officer", by=manager)
    factories.organisation("다른 기관", managers=[user])
    assert succession
    withdrawal.withdraw(user)
    left = _dump()
    assert [table for table, text in left.items() if CANARY in text] == []
    assert not OfficerInvitation.objects.exists()
    assert Officer.objects.filter(person=user.key, user=None, ending="account").count() == 1
    assert not User.objects.filter(pk=user.pk).exists()


def test_the_page_of_the_withdrawal_says_what_stays(user):
    factories.organisation("다른 기관", managers=[user])
    _apply(user, State.SUBMITTED)
    stays = withdrawal.what_stays(user)
    assert any("임의 번호로만" in each and "기관" in each for each in stays)
    assert any("마지막 관리자라면" in each for each in stays)
