"""Organisations and applications for tests, saved as they would be; nobody is told."""

from itertools import count

from django.utils import timezone

from network.choices import OrganisationKind, Role
from network.models import Application, JoiningRules, Membership, Officer, Organisation
from network.states import CLOSED, RUNNING, State
from yeongdeungpoever.duties.due import due_date
from yeongdeungpoever.duties.kinds import WORKING
from yeongdeungpoever.korean.registration_number import is_registration_number

_sequence = count(1)

FACTS = {
    "kind": OrganisationKind.COMPANY,
    "industry": "K",
    "size": "small",
    "founded_year": 1999,
    "postcode": "00000",
    "road_address": "예시로 1",
    "address_detail": "2층",
    "dong": "yeoui",
    "website": "https://ganada.example",
    "telephone": "02-000-0000",
    "email": "office@ganada.example",
    "summary": "시험에 쓰는 예시 기관입니다.",
    "story": "예시 기관이 하는 일을 적은 글입니다.",
}


def registration_number(prefix: str = "100") -> str:
    """A number that passes the check; its middle digits 00 are never issued."""
    while True:
        head = f"{prefix}00{next(_sequence) % 10000:04d}"
        for check in range(10):
            if is_registration_number(f"{head}{check}"):
                return f"{head}{check}"


def organisation(name: str = "가나다 주식회사", *, managers=(), officers=(), **fields):
    """A member with its people; without managers it says since when it has none."""
    fields = FACTS | {"registration_number": registration_number()} | fields
    made = Organisation.objects.create(
        name=name,
        managers=len(managers),
        unmanaged_since=None if managers else timezone.now(),
        **fields,
    )
    Membership.objects.create(organisation=made)
    for role, people in ((Role.MANAGER, managers), (Role.OFFICER, officers)):
        for user in people:
            Officer.objects.create(organisation=made, user=user, person=user.key, role=role)
    return made


def application(applicant=None, state: str = State.DRAFT, **fields):
    """An application in this state, with its clock where it has one, without papers and moves."""
    now = timezone.now()
    rest: dict = {}
    if state != State.DRAFT:
        number = next(_sequence)
        rest |= {"number": f"2026-{9000 + number}", "submitted_at": now}
    if state in RUNNING:
        days = JoiningRules.current().answer_days
        today = timezone.localdate()
        rest |= {
            "clock_from": today,
            "clock_days": days,
            "answer_by": due_date(today, days, WORKING, frozenset()),
        }
    if state == State.CHANGES_REQUESTED:
        rest |= {"days_left": 5, "open_parts": ["reach"]}
    if state in CLOSED and state != State.WITHDRAWN:
        rest |= {"decided_at": now}
    facts = FACTS | {
        "name": "새로온 주식회사",
        "registration_number": registration_number("101"),
        "pillars": ["s"],
        "sdgs": [11, 17],
        "contact_title": "대리",
        "contact_department": "사회공헌팀",
        "contact_telephone": "02-000-0001",
    }
    return Application.objects.create(
        applicant=applicant,
        applicant_key=applicant.key if applicant else None,
        state=state,
        **(facts | rest | fields),
    )
