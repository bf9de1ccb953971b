"""Every move sends exactly its own mail, once, to exactly the right person; alone and in bulk."""

from datetime import UTC, datetime

import pytest
import time_machine

from network.joining import actions
from network.joining.notices import NEW_MEMBER
from network.models import JoiningRules
from network.states import State
from tests import personas
from tests.mailbox import delivered
from tests.network.handed_in import complete, entered, submitted
from yeongdeungpoever.accounts.models import User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 5, 3, tzinfo=UTC)
LATER = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
REASON = "등록증의 둘째 쪽이 보이지 않습니다."

RECEIVED = "기관 가입 신청을 접수했습니다"
CHANGES = "기관 가입 신청서를 보완해 주시기 바랍니다"
RESUBMITTED = "보완한 기관 가입 신청서를 받았습니다"
APPROVED = "기관 가입을 승인했습니다"
REJECTED = "기관 가입 신청을 반려했습니다"
WITHDRAWN = "기관 가입 신청을 취하했습니다"
POSTPONED = "기관 가입 신청의 답이 늦어집니다"
SUBJECTS = (RECEIVED, CHANGES, RESUBMITTED, APPROVED, REJECTED, WITHDRAWN, POSTPONED)


def _mended(application, reviewer, by):
    actions.request_changes(application, by=reviewer, parts=["reach"], reason=REASON)
    delivered().clear()
    actions.resubmit(application, by=by)


def _postponed(application, reviewer, by):
    with time_machine.travel(LATER, tick=False):
        assert actions.postpone_overdue(LATER.date()) == 1
        delivered()


# What is done with a submitted application, the subject of its one mail (None: none), and words
# that stand in no other.
SINGLE = {
    "submit": (lambda a, staff, by: None, RECEIVED, "접수한 다음 영업일부터 7영업일"),
    "take": (lambda a, staff, by: actions.take(a, by=staff), None, ""),
    "request_changes": (
        lambda a, staff, by: actions.request_changes(
            a, by=staff, parts=["papers", "reach"], reason=REASON
        ),
        CHANGES,
        "서류와 로고",
    ),
    "resubmit": (_mended, RESUBMITTED, "멈췄던 기한이 이어집니다"),
    "approve": (lambda a, staff, by: actions.approve(a, by=staff), APPROVED, "관리자"),
    "reject": (
        lambda a, staff, by: actions.reject(a, by=staff, reason=REASON),
        REJECTED,
        "30일 뒤에 없앱니다",
    ),
    "withdraw": (lambda a, staff, by: actions.withdraw(a, by=by), WITHDRAWN, "바로 없앴습니다"),
    "postpone": (_postponed, POSTPONED, "2026. 12. 3.(목)까지 드리기로 한"),
}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("move", SINGLE)
@pytest.mark.parametrize("channel", ["online", "telephone"])
def test_one_move_one_mail(move, channel):
    act, subject, words = SINGLE[move]
    staff, _bystander = personas.reviewer(), personas.manager()
    if channel == "online":
        by = personas.applicant()
        application, address = submitted(by), by.email
    else:
        by = staff
        application, address = entered(staff), "contact@saaja.example"
    if move != "submit":
        delivered().clear()
    act(application, staff, by)
    mails = [mail for mail in delivered() if "초대" not in mail.subject]
    assert [_bare(mail) for mail in mails] == ([subject] if subject else [])
    if not subject:
        return
    (mail,) = mails
    text = " ".join(mail.body.split())
    application.refresh_from_db()
    assert mail.to == [address]
    assert application.number in text
    if channel == "online" or move not in ("approve", "reject", "withdraw"):
        # What was taken by telephone has neither a manager yet nor papers.
        assert words in text
    else:
        assert words not in text or move == "approve"
    if move in ("request_changes", "reject"):
        assert REASON in text
    # Nobody without an account is sent to a page that needs one.
    links = f"/my/applications/{application.key}/" in text or "/my/organisations/" in text
    assert links == (channel == "online")
    assert "List-Unsubscribe" not in mail.extra_headers


BULK = {
    "take": (State.IN_REVIEW, None),
    "request_changes": (State.CHANGES_REQUESTED, CHANGES),
    "approve": (State.APPROVED, APPROVED),
    "reject": (State.REJECTED, REJECTED),
}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("move", BULK)
def test_many_at_once_each_gets_its_own(move):
    state, subject = BULK[move]
    staff, _bystander = personas.reviewer(), personas.manager()
    people = [
        personas._user(f"applicant-{number}", language="en" if number == 2 else "ko")
        for number in range(3)
    ]
    found = [submitted(each, name=f"기관 {number}") for number, each in enumerate(people)]
    delivered().clear()
    results = actions.decide_many(found, move, by=staff, reason=REASON, parts=["reach"])
    assert [(result.application, result.done) for result in results] == [
        (each, True) for each in found
    ]
    for each in found:
        each.refresh_from_db()
        assert each.state == state
    mails = delivered()
    if subject is None:
        assert mails == []
        return
    assert sorted(mail.to[0] for mail in mails) == sorted(each.email for each in people)
    for each, application in zip(people, found, strict=True):
        (mail,) = [mail for mail in mails if mail.to == [each.email]]
        assert application.number in mail.body
        if each.language == "ko":
            assert _bare(mail) == subject
        others = [other.number for other in found if other != application]
        assert not any(number in mail.body for number in others)


@time_machine.travel(NOW, tick=False)
def test_what_is_refused_in_bulk_sends_nothing_and_keeps_no_other():
    staff, other = personas.reviewer(), personas.operator()
    first = submitted(personas.applicant())
    second = submitted(personas._user("second"), name="둘째 기관")
    actions.reject(first, by=other, reason=REASON)
    delivered().clear()
    results = actions.decide_many([first, second], "approve", by=staff)
    assert [result.done for result in results] == [False, True]
    assert results[0].message == f"그 사이 {other.get_full_name()} 님이 반려했어요."
    assert [mail.to for mail in delivered()] == [["second@test.example"]]


@time_machine.travel(NOW, tick=False)
def test_in_bulk_a_stranger_changes_nothing():
    application = submitted(personas.applicant())
    for stranger in (personas.manager(), personas.department_editor(), personas.privacy_officer()):
        (result,) = actions.decide_many([application], "approve", by=stranger)
        assert not result.done
    application.refresh_from_db()
    assert application.state == State.SUBMITTED


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("confirmed", [False, True])
def test_the_receipt_says_whether_the_days_are_a_proposal(confirmed):
    JoiningRules.objects.create(confirmed=confirmed, answer_days=5)
    submitted(personas.applicant())
    (mail,) = delivered()
    assert "2026. 12. 1.(화)까지" in mail.body
    assert ("예시안" in mail.body) == (not confirmed)


@time_machine.travel(NOW, tick=False)
def test_the_receipt_names_the_team():
    JoiningRules.objects.create(department=personas.department())
    submitted(personas.applicant())
    (mail,) = delivered()
    assert "시험1팀" in mail.body


@time_machine.travel(NOW, tick=False)
def test_without_an_address_nobody_is_written_to():
    application = entered(personas.reviewer(), contact_email="")
    actions.approve(application, by=personas.operator())
    assert delivered() == []


@time_machine.travel(NOW, tick=False)
def test_a_mail_that_waits_does_not_leave_to_somebody_else_any_more():
    applicant = personas.applicant()
    application = submitted(applicant)
    application.applicant = personas._user("other-person")
    application.save()
    assert delivered() == []


@time_machine.travel(NOW, tick=False)
def test_the_people_of_other_members_hear_of_a_new_one(django_capture_on_commit_callbacks):
    manager, officer, elsewhere = (
        personas.manager(),
        personas.officer(),
        personas.other_officer(),
    )
    applicant = personas.applicant()
    application = submitted(applicant)
    with django_capture_on_commit_callbacks(execute=True):
        organisation = actions.approve(application, by=personas.reviewer())
    told = {manager, officer, elsewhere}
    entries = {
        user: [
            entry.title
            for entry in user.inbox_entries.filter(kind=NEW_MEMBER)
            if organisation.name in entry.title
        ]
        for user in User.objects.all()
    }
    assert {user for user, titles in entries.items() if titles} == told
    # Weekly, as nobody has chosen otherwise: no mail now.
    assert not [mail for mail in delivered() if mail.to[0] in {each.email for each in told}]


def _bare(mail) -> str:
    """The subject without the network's name and the organisation's, both of which it has."""
    subject, colon, organisation = mail.subject.partition("] ")[2].rpartition(": ")
    assert colon
    assert organisation
    return subject


def test_no_two_kinds_share_a_subject():
    assert len(set(SUBJECTS)) == len(SUBJECTS)


def test_drafts_send_nothing():
    complete(personas.applicant())
    assert delivered() == []
