"""What becomes of an application: moves, who may make them, and what they leave behind."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry

from network.choices import Role
from network.joining import actions
from network.joining.drafts import KEPT_DAYS
from network.joining.duties import UNANSWERED_DAYS
from network.joining.handing_in import MOST_PENDING
from network.joining.handover import _lines
from network.joining.logs import ASSIGN
from network.joining.tasks import look_after_applications
from network.joining.times import remember_unanswered
from network.models import Application, Officer, Organisation
from network.people import actions as people
from network.permissions import may_see_application
from network.states import State
from tests import personas
from tests.mailbox import delivered
from tests.network import factories
from tests.network.handed_in import complete, paper, submitted
from yeongdeungpoever.access.visibility import is_member
from yeongdeungpoever.accounts import handover
from yeongdeungpoever.duties.models import Duty, Ending
from yeongdeungpoever.duties.rows import rows
from yeongdeungpoever.files.models import Image as SiteImage

pytestmark = pytest.mark.django_db
REASON = "등록증의 둘째 쪽이 보이지 않습니다."


def _fresh(application):
    return Application.objects.get(pk=application.pk)


def _review():
    return Duty.objects.open().filter(kind="network.application").first()


class TestHandingIn:
    def test_number_day_duty_and_move(self):
        applicant, team = personas.applicant(), personas.department()
        with time_machine.travel(datetime(2026, 12, 31, 16, 0, tzinfo=UTC), tick=False):
            first = submitted(applicant)
            second = submitted(applicant, name="둘째 기관")
        # In Seoul it is the new year already.
        assert (first.number, second.number) == ("2027-0001", "2027-0002")
        assert first.state == State.SUBMITTED
        assert first.department == team
        assert [move.move for move in first.moves.all()] == ["submit"]
        duty = Duty.objects.open().get(subject_id=str(first.pk))
        assert (duty.due_on, duty.department) == (first.answer_by, first.department)

    def test_what_is_missing_is_said_and_nothing_changes(self):
        applicant = personas.applicant()
        draft = complete(applicant, dong="")
        draft.papers.all().delete()
        with pytest.raises(actions.Refused) as refusal:
            actions.submit(draft, by=applicant)
        assert len(refusal.value.messages) == 2
        assert _fresh(draft).number is None

    def test_twice(self):
        applicant = personas.applicant()
        draft = complete(applicant)
        actions.submit(draft, by=applicant)
        with pytest.raises(actions.Refused, match="이미 낸"):
            actions.submit(draft, by=applicant)

    def test_the_same_unit_twice_by_one_person(self):
        applicant = personas.applicant()
        first = submitted(applicant)
        again = complete(applicant, name=first.name, registration_number=first.registration_number)
        with pytest.raises(actions.Refused, match="이미 냈어요"):
            actions.submit(again, by=applicant)
        # Another unit of the same holder may.
        again.unit = "branch"
        again.save()
        assert actions.submit(again, by=applicant).number == f"{timezone.localdate().year}-0002"

    def test_a_unit_that_is_a_member_already(self):
        company = personas.company()
        draft = complete(
            personas.applicant(),
            name="㈜가나다",
            registration_number=company.registration_number,
        )
        with pytest.raises(actions.Refused, match="이미 참여하고"):
            actions.submit(draft, by=draft.applicant)

    def test_a_draft_is_discarded_without_a_trace(self, django_capture_on_commit_callbacks):
        applicant = personas.applicant()
        draft = complete(applicant)
        file = draft.papers.get().file
        assert file.storage.exists(file.name)
        with django_capture_on_commit_callbacks(execute=True):
            actions.discard(draft, by=applicant)
        assert not Application.objects.exists()
        assert not ModelLogEntry.objects.filter(action__startswith="network.application").exists()
        assert not file.storage.exists(file.name)

    def test_what_was_handed_in_is_not_discarded(self):
        applicant = personas.applicant()
        with pytest.raises(actions.Refused):
            actions.discard(submitted(applicant), by=applicant)


class TestReview:
    def test_whoever_takes_it_holds_the_duty(self):
        reviewer = personas.reviewer()
        application = actions.take(submitted(personas.applicant()), by=reviewer)
        assert (application.state, application.reviewer) == (State.IN_REVIEW, reviewer)
        assert _review().owner == reviewer

    def test_the_second_is_told_who_was_first(self):
        reviewer, operator = personas.reviewer(), personas.operator()
        application = submitted(personas.applicant())
        actions.take(application, by=reviewer)
        with pytest.raises(actions.Refused, match=f"{reviewer.get_full_name()} 님이 검토를"):
            actions.take(application, by=operator)
        actions.approve(application, by=operator)
        for move in (
            lambda: actions.reject(application, by=reviewer, reason=REASON),
            lambda: actions.request_changes(
                application, by=reviewer, parts=["reach"], reason=REASON
            ),
            lambda: actions.take(application, by=reviewer),
        ):
            with pytest.raises(actions.Refused, match=f"{operator.get_full_name()} 님이 승인"):
                move()
        with pytest.raises(actions.Refused, match="이미 승인한"):
            actions.approve(application, by=operator)

    def test_applicants_are_told_no_names_of_staff(self):
        reviewer = personas.reviewer()
        application = submitted(personas.applicant())
        actions.approve(application, by=reviewer)
        with pytest.raises(actions.Refused) as refusal:
            actions.withdraw(application, by=application.applicant)
        assert refusal.value.messages == ["그 사이 승인된 신청이에요."]

    def test_staff_are_told_that_the_applicant_withdrew(self):
        application = submitted(personas.applicant())
        actions.withdraw(application, by=application.applicant)
        with pytest.raises(actions.Refused, match="신청한 쪽에서 취하"):
            actions.approve(application, by=personas.reviewer())

    def test_it_is_given_to_somebody_else_and_comes_back_to_them(self):
        reviewer, operator = personas.reviewer(), personas.operator()
        application = submitted(personas.applicant())
        actions.assign(application, by=operator, reviewer=reviewer)
        assert (_fresh(application).reviewer, _review().owner) == (reviewer, reviewer)
        actions.request_changes(application, by=operator, parts=["reach"], reason=REASON)
        assert _review() is None
        actions.resubmit(application, by=application.applicant)
        assert _review().owner == reviewer

    def test_nobody_gets_it_who_may_not_decide(self):
        application = submitted(personas.applicant())
        with pytest.raises(actions.Refused, match="권한이 없어요"):
            actions.assign(
                application, by=personas.operator(), reviewer=personas.department_editor()
            )


class TestChanges:
    def test_only_the_named_parts_open(self):
        application = submitted(personas.applicant())
        actions.request_changes(
            application, by=personas.reviewer(), parts=["reach", "identity"], reason=REASON
        )
        now = _fresh(application)
        assert now.writable_parts == ("identity", "reach")
        move = now.moves.last()
        assert (move.reason, move.parts) == (REASON, ["identity", "reach"])
        actions.resubmit(now, by=now.applicant)
        assert _fresh(application).writable_parts == ()

    @pytest.mark.parametrize(
        ("parts", "reason"),
        [
            ([], REASON),
            (["nonsense"], REASON),
            (["reach", "state"], REASON),
            (["reach"], "  \n"),
            (["reach"], "\x00"),
            (["reach"], "가" * 2001),
        ],
    )
    def test_without_parts_or_reason_nothing_happens(self, parts, reason):
        application = submitted(personas.applicant())
        with pytest.raises(actions.Refused):
            actions.request_changes(application, by=personas.reviewer(), parts=parts, reason=reason)
        assert _fresh(application).state == State.SUBMITTED

    def test_while_it_is_mended_it_may_be_rejected_or_withdrawn_but_not_approved(self):
        reviewer = personas.reviewer()
        application = submitted(personas.applicant())
        actions.request_changes(application, by=reviewer, parts=["reach"], reason=REASON)
        with pytest.raises(actions.Refused):
            actions.approve(application, by=reviewer)
        actions.reject(application, by=reviewer, reason=REASON)
        assert _fresh(application).open_parts == []

    def test_it_comes_back_complete_only(self):
        application = submitted(personas.applicant())
        actions.request_changes(application, by=personas.reviewer(), parts=["reach"], reason=REASON)
        Application.objects.update(telephone="")
        with pytest.raises(actions.Refused):
            actions.resubmit(application, by=application.applicant)


class TestApproval:
    def test_it_becomes_a_member_with_a_manager(self):
        applicant, reviewer = personas.applicant(), personas.reviewer()
        assert not is_member(applicant)
        application = submitted(applicant)
        organisation = actions.approve(application, by=reviewer, reason="환영합니다.")
        assert is_member(applicant)
        assert (organisation.managers, organisation.unmanaged_since) == (1, None)
        assert Officer.objects.get(organisation=organisation).is_manager
        for name, value in factories.FACTS.items():
            assert getattr(organisation, name) == value
        assert [row.pillar for row in organisation.pillar_rows.all()] == ["s"]
        assert [row.goal for row in organisation.goal_rows.all()] == [11, 17]
        now = _fresh(application)
        assert (now.organisation, now.membership.organisation) == (organisation, organisation)
        assert (now.state, now.decided_by) == (State.APPROVED, reviewer)
        assert not Duty.objects.open().exists()
        assert Duty.objects.get(kind="network.application").how == Ending.DONE

    def test_the_logo_becomes_a_picture_without_its_metadata(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        application = submitted(personas.applicant())
        content = BytesIO()
        exif = Image.Exif()
        exif[0x010F] = "Camera of somebody"
        Image.new("RGB", (40, 30), "red").save(content, "JPEG", exif=exif)
        logo = paper(application, "logo", "jpg")
        logo.file.save("x.jpg", ContentFile(content.getvalue()))
        organisation = actions.approve(application, by=personas.reviewer())
        assert organisation.logo.description == "새로온 주식회사 로고"
        assert (organisation.logo.width, organisation.logo.height) == (40, 30)
        with organisation.logo.file.open() as file:
            assert b"Camera of somebody" not in file.read()

    def test_a_logo_that_cannot_be_read_keeps_nobody_out(self):
        application = submitted(personas.applicant())
        paper(application, "logo", "png")
        organisation = actions.approve(application, by=personas.reviewer())
        assert organisation.logo is None
        assert not SiteImage.objects.exists()

    def test_two_units_of_one_holder_are_two_members(self):
        applicant, reviewer = personas.applicant(), personas.reviewer()
        first = submitted(applicant)
        branch = submitted(
            applicant,
            name=first.name,
            unit="branch",
            registration_number=first.registration_number,
        )
        actions.approve(first, by=reviewer)
        actions.approve(branch, by=reviewer)
        assert Organisation.objects.members().count() == 2

    def test_of_two_applications_for_one_unit_one_is_approved(self):
        reviewer = personas.reviewer()
        first = submitted(personas.applicant())
        second = submitted(
            personas._user("second"),
            name="㈜새로온",
            registration_number=first.registration_number,
        )
        actions.approve(first, by=reviewer)
        delivered().clear()
        with pytest.raises(actions.Refused, match="이미 참여하고"):
            actions.approve(second, by=reviewer)
        assert _fresh(second).state == State.SUBMITTED
        assert delivered() == []
        assert not Officer.objects.filter(user=second.applicant).exists()

    def test_a_former_member_comes_back_under_its_record(self):
        company = personas.company()
        old_manager = personas.manager()
        company.memberships.update(ended_at="2026-01-01T00:00Z", ending="left")
        applicant = personas.applicant()
        application = submitted(
            applicant,
            name=company.name,
            registration_number=company.registration_number,
            summary="다시 왔습니다.",
        )
        organisation = actions.approve(application, by=personas.reviewer())
        assert organisation == company
        assert organisation.summary == "다시 왔습니다."
        assert organisation.memberships.count() == 2
        assert is_member(applicant)
        assert is_member(old_manager)


class TestClosing:
    @pytest.mark.parametrize("reason", ["", "   "])
    def test_no_rejection_without_a_reason(self, reason):
        with pytest.raises(actions.Refused):
            actions.reject(submitted(personas.applicant()), by=personas.reviewer(), reason=reason)

    def test_a_withdrawn_ones_papers_go_at_once(self):
        application = submitted(personas.applicant())
        actions.withdraw(application, by=application.applicant)
        row = application.papers.get()
        assert not row.is_here
        assert row.destroyed_at
        assert _fresh(application).decided_at is None
        assert Duty.objects.get(kind="network.application").how == Ending.CANCELLED

    def test_a_rejected_ones_papers_stay_for_now(self):
        application = submitted(personas.applicant())
        actions.reject(application, by=personas.reviewer(), reason=REASON)
        assert application.papers.get().is_here


# Every act, as (name, whose it is).
ACTS = {
    "take": lambda a, by: actions.take(a, by=by),
    "assign": lambda a, by: actions.assign(a, by=by, reviewer=None),
    "request_changes": lambda a, by: actions.request_changes(
        a, by=by, parts=["reach"], reason=REASON
    ),
    "approve": lambda a, by: actions.approve(a, by=by),
    "reject": lambda a, by: actions.reject(a, by=by, reason=REASON),
}
THEIRS = {
    "submit": (State.DRAFT, lambda a, by: actions.submit(a, by=by)),
    "discard": (State.DRAFT, lambda a, by: actions.discard(a, by=by)),
    "withdraw": (State.SUBMITTED, lambda a, by: actions.withdraw(a, by=by)),
    "resubmit": (State.CHANGES_REQUESTED, lambda a, by: actions.resubmit(a, by=by)),
}
MAY_DECIDE = ("reviewer", "operator", "administrator")


@pytest.mark.parametrize("act", ACTS)
def test_only_who_may_decide_decides(act):
    application = submitted(personas.applicant())
    before = _fresh(application)
    for name in personas.ALL:
        if name in MAY_DECIDE:
            continue
        person = application.applicant if name == "applicant" else personas.ALL[name]()
        if name == "visitor":
            continue
        with pytest.raises(PermissionDenied):
            ACTS[act](application, person)
    assert (_fresh(application).state, application.moves.count()) == (before.state, 1)
    # No draft is theirs either.
    draft = complete(application.applicant, name="작성 중")
    with pytest.raises(PermissionDenied):
        ACTS[act](draft, personas.reviewer())


@pytest.mark.parametrize("act", THEIRS)
def test_only_the_applicant_does_what_is_the_applicants(act):
    state, make = THEIRS[act]
    application, asking = complete(personas.applicant()), personas.operator()
    if state != State.DRAFT:
        actions.submit(application, by=application.applicant)
    if state == State.CHANGES_REQUESTED:
        actions.request_changes(application, by=asking, parts=["reach"], reason=REASON)
    for name in personas.ALL:
        if name in ("applicant", "visitor"):
            continue
        person = asking if name == "operator" else personas.ALL[name]()
        with pytest.raises(PermissionDenied):
            make(application, person)
    assert _fresh(application).state == state


def test_every_act_is_in_the_log_without_names():
    applicant, reviewer = personas.applicant(), personas.reviewer()
    application = submitted(applicant)
    actions.take(application, by=reviewer)
    actions.request_changes(application, by=reviewer, parts=["reach"], reason=REASON)
    actions.resubmit(application, by=applicant)
    organisation = actions.approve(application, by=reviewer)
    entries = ModelLogEntry.objects.filter(action__startswith="network.application.")
    assert [
        (entry.action.rpartition(".")[2], entry.user)
        for entry in entries.order_by("timestamp", "pk")
    ] == [
        ("submit", applicant),
        ("take", reviewer),
        ("request_changes", reviewer),
        ("resubmit", applicant),
        ("approve", reviewer),
    ]
    for entry in ModelLogEntry.objects.filter(action__startswith="network."):
        for person in (applicant, reviewer):
            assert person.get_full_name() not in repr(entry.data)
            assert person.email not in repr(entry.data)
    assert entries.get(action="network.application.approve").data["organisation"] == str(
        organisation.key
    )
    for entry in entries:
        assert entry.formatter.label


def test_the_duty_leads_to_the_application():
    application = submitted(personas.applicant())
    duty = _review()
    assert str(application.key) in duty.url
    assert duty.title == f"{application.name} ({application.number})"


class TestOnesOwn:
    def test_nobody_decides_their_own_case(self):
        reviewer = personas.reviewer()
        application = submitted(reviewer)
        for decide in (
            lambda: actions.approve(application, by=reviewer),
            lambda: actions.reject(application, by=reviewer, reason=REASON),
            lambda: actions.request_changes(
                application, by=reviewer, parts=["reach"], reason=REASON
            ),
        ):
            with pytest.raises(actions.Refused, match="내가 낸 신청"):
                decide()
        (result,) = actions.decide_many([application], "approve", by=reviewer)
        assert (result.done, "내가 낸 신청" in result.message) == (False, True)
        assert _fresh(application).state == State.SUBMITTED
        assert actions.approve(application, by=personas.operator())

    def test_only_so_many_wait_at_once(self):
        applicant = personas.applicant()
        waiting = [submitted(applicant, name=f"예시 {number}") for number in range(MOST_PENDING)]
        draft = complete(applicant, name="하나 더")
        with pytest.raises(actions.Refused, match=f"이미 {MOST_PENDING}건"):
            actions.submit(draft, by=applicant)
        assert _fresh(draft).state == State.DRAFT
        actions.reject(waiting[0], by=personas.reviewer(), reason=REASON)
        assert actions.submit(draft, by=applicant).state == State.SUBMITTED

    def test_who_acts_for_the_member_no_longer_sees_its_application_no_longer(self, client):
        applicant, other = personas.applicant(), personas.operator()
        application = submitted(applicant)
        organisation = actions.approve(application, by=personas.reviewer())
        application = _fresh(application)
        client.force_login(applicant)
        pages = [
            reverse(name, args=[application.key])
            for name in ("application_status", "application_print", "application_pdf")
        ]
        pages.append(application.papers.get().file.url)
        assert client.get(pages[0]).status_code == 200
        assert may_see_application(applicant, application)
        people.add_officer(organisation, other, Role.MANAGER, by=other)
        people.remove(organisation.officers.get(user=applicant), by=other)
        for page in pages:
            assert client.get(page).status_code == 404, page
        listed = client.get(reverse("application_list")).content.decode()
        assert str(application.key) not in listed
        # What was refused or waits stays its applicant's.
        assert may_see_application(applicant, submitted(applicant, name="또 하나"))


class TestForgotten:
    def test_a_draft_that_nobody_touches_goes_with_its_papers(
        self, django_capture_on_commit_callbacks
    ):
        applicant = personas.applicant()
        start = timezone.now()
        old, added = complete(applicant), factories.application(applicant)
        handed_in = submitted(applicant, name="낸 것")
        with time_machine.travel(start + timedelta(days=1), tick=False):
            kept = factories.application(applicant)
            paper(added)
        file = old.papers.get().file
        end = start + timedelta(days=KEPT_DAYS, minutes=5)
        with (
            time_machine.travel(end, tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            look_after_applications.call()
        assert set(Application.objects.all()) == {added, handed_in, kept}
        assert not file.storage.exists(file.name)

    def test_what_its_applicant_does_not_mend_waits_with_us_again_once(self):
        reviewer = personas.reviewer()
        start = timezone.now()
        application = actions.take(submitted(personas.applicant()), by=reviewer)
        actions.request_changes(application, by=reviewer, parts=["reach"], reason=REASON)
        with time_machine.travel(start + timedelta(days=UNANSWERED_DAYS - 1), tick=False):
            assert remember_unanswered(timezone.now()) == 0
            assert _review() is None
        with time_machine.travel(start + timedelta(days=UNANSWERED_DAYS + 1), tick=False):
            assert remember_unanswered(timezone.now()) == 1
            assert remember_unanswered(timezone.now()) == 0
            waiting = _review()
            assert waiting.owner == reviewer
            assert "30일이 지나도록" in rows([waiting], reviewer)[0].detail.note
            # Answered after all: it waits until its new day, and only once.
            now = actions.resubmit(application, by=application.applicant)
            assert (_review().due_on, _review().owner) == (now.answer_by, reviewer)
            actions.request_changes(now, by=reviewer, parts=["reach"], reason=REASON)
            assert remember_unanswered(timezone.now()) == 0
        with time_machine.travel(start + timedelta(days=3 * UNANSWERED_DAYS), tick=False):
            assert remember_unanswered(timezone.now()) == 1
            actions.reject(application, by=reviewer, reason=REASON)
            assert _review() is None


class TestHandover:
    @pytest.mark.parametrize("may_decide", [True, False])
    def test_reviews_go_to_the_successor(self, django_capture_on_commit_callbacks, may_decide):
        leaver, boss = personas.reviewer(), personas.administrator()
        successor = personas.operator() if may_decide else personas.department_editor()
        applicant = personas.applicant()
        waits = actions.take(submitted(applicant), by=leaver)
        actions.request_changes(waits, by=leaver, parts=["reach"], reason=REASON)
        ended = actions.take(submitted(applicant, name="끝난 것"), by=leaver)
        actions.reject(ended, by=leaver, reason=REASON)
        assert [waits.name in line for line, _url in _lines(leaver)] == [True]
        with django_capture_on_commit_callbacks(execute=True):
            row = handover.plan(leaver, successor, timezone.localdate(), by=boss)
        assert row.moved["applications"] == 1
        assert _fresh(waits).reviewer == (successor if may_decide else None)
        assert _fresh(ended).reviewer == leaver
        assert ModelLogEntry.objects.get(action=ASSIGN).user == boss
