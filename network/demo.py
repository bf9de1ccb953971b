"""The network of the demo site: made-up organisations and applications in every state.

Everything is made by the same actions as in life, so that numbers, clocks, duties, log and inbox
are right, and moved back in time afterwards. The mails that they write are the caller's to drop.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import JOINING_CONSENTS, ConsentMethod
from yeongdeungpoever.duties.models import ClosedDay, Duty
from yeongdeungpoever.korean.working_days import is_working_day
from yeongdeungpoever.pages.models import DemoRecord

from . import demo_data as data
from . import organisations
from .choices import Role
from .demo_papers import paper
from .joining import actions as joining
from .joining import clock
from .joining.numbers import next_number
from .models import (
    Application,
    Channel,
    FormerName,
    Membership,
    Note,
    NumberCounter,
    Officer,
    OfficerInvitation,
    Organisation,
    Paper,
    ReadyText,
    Succession,
)
from .names import name_key
from .papers import actions as papers
from .people import actions as people
from .people.actions.successions import hand_in_letter

_CONTACT = {
    "contact_title": "대리",
    "contact_department": "사회공헌팀",
    "contact_telephone": "080-000-0000",
}


def load(persons: Mapping[str, str]) -> None:
    """Make the samples for the demo's accounts, once; ``persons`` gives the address of each role:
    manager, officer, other, applicant, reviewer, operator."""
    if DemoRecord.objects.filter(content_type__in=_types()).exists():
        return
    found = get_user_model().objects.filter(email__in=persons.values())
    by_address = {user.email: user for user in found}
    who = {role: by_address[address] for role, address in persons.items()}
    _ready_texts()
    _members(who)
    _applications(who)


def clear() -> None:
    """Take everything away that hangs on the samples: what :func:`load` made, and what the demo's
    accounts have made since, files included."""
    accounts = _marked(get_user_model())
    # Lists, as what follows deletes what the conditions ask for.
    applications = list(
        Application.objects.filter(Q(pk__in=_marked(Application)) | Q(applicant__in=accounts))
    )
    gone = list(
        Organisation.objects.filter(
            Q(pk__in=_marked(Organisation)) | Q(applications__in=applications)
        ).distinct()
    )
    successions = list(Succession.objects.filter(Q(organisation__in=gone) | Q(user__in=accounts)))
    rows = Paper.objects.here().filter(
        Q(application__in=applications) | Q(succession__in=successions)
    )
    papers.destroy(list(rows))
    for thing in chain(successions, applications, gone):
        _forget(thing)
    for organisation in gone:
        logo = organisation.logo
        organisation.delete()
        if logo:
            logo.delete()
    for thing in chain(applications, successions):
        thing.delete()
    ReadyText.objects.filter(pk__in=_marked(ReadyText)).delete()
    if not Application.objects.handed_in().exists():
        NumberCounter.objects.all().delete()


def _types() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(Organisation, Application).values())


def _marked(model) -> list[str]:
    """Primary keys of the rows of this model that the demo has made."""
    kind = ContentType.objects.get_for_model(model)
    return list(DemoRecord.objects.filter(content_type=kind).values_list("object_id", flat=True))


def _forget(thing) -> None:
    """Its lines of the log, and what waits because of it or of its requests."""
    ModelLogEntry.objects.for_instance(thing).delete()
    for each in (thing, *(thing.join_requests.all() if isinstance(thing, Organisation) else ())):
        Duty.objects.about(each).delete()


def _ready_texts() -> None:
    for order, values in enumerate(data.READY_TEXTS):
        text, made = ReadyText.objects.get_or_create(
            use=values["use"],
            title=values["title"],
            defaults={
                "text": values["text"],
                "text_en": values["text_en"],
                "sort_order": order,
            },
        )
        if made:
            DemoRecord.objects.mark(text)


def _members(who: Mapping) -> None:
    reviewer = who["reviewer"]
    company = _approved(_submitted(data.COMPANY, who["manager"]), reviewer, days=200)
    people.add_officer(company, who["officer"], Role.OFFICER, by=who["manager"])
    _moved_back(Officer.objects.filter(user=who["officer"]), "since", 180)
    FormerName.objects.create(
        organisation=company,
        name="가나다상사",
        name_en="",
        name_key=name_key("가나다상사"),
        until=timezone.localdate() - timedelta(days=90),
    )
    organisations.trust(company, by=who["operator"])
    people.invite(company, "newcomer@ganada.example", Role.OFFICER, by=who["manager"])

    foundation = _approved(_submitted(data.FOUNDATION, who["other"]), reviewer, days=120)
    people.ask_to_join(who["applicant"], foundation, "이 재단에서 사회공헌을 맡게 된 담당자입니다.")

    # Taken on paper: without a manager until somebody accepts the invitation.
    centre = _approved(_entered(data.WELFARE_CENTRE, Channel.PAPER, reviewer), reviewer, days=40)
    people.ask_to_join(who["officer"], centre, "복지관과 함께 일하는 담당자입니다.")
    succession = people.ask_succession(
        who["other"],
        centre,
        Succession.Way.LETTER,
        "앞선 담당자가 떠나 재단이 복지관의 일을 이어받습니다.",
    )
    hand_in_letter(succession, paper("letter"), by=who["other"])

    suspended = _record(data.SUSPENDED)
    Membership.objects.create(
        organisation=suspended,
        joined_on=timezone.localdate() - timedelta(days=400),
        suspended_at=timezone.now() - timedelta(days=30),
    )
    former = _record(data.FORMER)
    Membership.objects.create(
        organisation=former,
        joined_on=timezone.localdate() - timedelta(days=700),
        ended_at=timezone.now() - timedelta(days=300),
        ending=Membership.Ending.LAPSED,
    )


def _applications(who: Mapping) -> None:
    applicant, reviewer = who["applicant"], who["reviewer"]
    _draft(data.DRAFT, applicant)
    _back(_submitted(data.SUBMITTED, applicant), 1)

    in_review = _submitted(data.IN_REVIEW, applicant)
    joining.take(in_review, by=reviewer)
    first = in_review.papers.here().first()
    papers.check(first, by=reviewer, note="이름과 번호가 신청서와 같음")
    Note.objects.create(
        application=in_review, by=reviewer, text="전화로 확인함. 위임장은 내일 다시 살펴봅니다."
    )
    _back(in_review, 3)

    changes = _submitted(data.CHANGES, applicant)
    joining.take(changes, by=reviewer)
    joining.request_changes(
        changes,
        by=reviewer,
        parts=["reach", "papers"],
        reason=f"{data.READY_TEXTS[0]['text']}\n\n{data.READY_TEXTS[1]['text']}",
    )
    _back(changes, 4)

    # Turned down once; the same organisation has come again.
    rejected = _submitted(data.REJECTED, applicant)
    joining.take(rejected, by=reviewer)
    joining.reject(rejected, by=reviewer, reason=data.READY_TEXTS[3]["text"])
    papers.destroy(list(rejected.papers.here()))
    _back(rejected, 60)
    _back(_submitted(data.REJECTED, applicant), 2)

    withdrawn = _submitted(data.WITHDRAWN, applicant)
    joining.withdraw(withdrawn, by=applicant)
    _back(withdrawn, 15)

    # Of somebody else: one person has so many waiting and no more.
    other = who["other"]
    postponed = _submitted(data.POSTPONED, other)
    joining.take(postponed, by=reviewer)
    _back(postponed, 20)
    joining.postpone_overdue(_last_working_day())

    overdue = _submitted(data.OVERDUE, other)
    joining.take(overdue, by=reviewer)
    _back(overdue, 21)

    _back(_entered(data.BRANCH, Channel.TELEPHONE, reviewer), 2)


def _record(sample: data.Sample) -> Organisation:
    """An organisation of which nobody acts any more."""
    organisation = Organisation.objects.create(**sample.columns(), unmanaged_since=timezone.now())
    DemoRecord.objects.mark(organisation)
    return organisation


def _draft(sample: data.Sample, applicant) -> Application:
    application = Application.objects.create(
        applicant=applicant,
        applicant_key=applicant.key,
        pillars=list(sample.pillars),
        sdgs=list(sample.sdgs),
        **sample.columns(),
        **_CONTACT,
    )
    DemoRecord.objects.mark(application)
    for slot in sample.papers:
        papers.upload(application, slot, paper(slot), by=applicant)
    return application


def _submitted(sample: data.Sample, applicant) -> Application:
    application = _draft(sample, applicant)
    asked = consents.current_versions(JOINING_CONSENTS)
    given = consents.give(applicant, asked, method=ConsentMethod.APPLICATION)
    application.consents.add(*given)
    return joining.submit(application, by=applicant)


def _entered(sample: data.Sample, channel: str, by) -> Application:
    application = joining.enter_for(
        by=by,
        channel=channel,
        facts=sample.columns(),
        contact_name="예시 담당자",
        contact_email=f"contact@{sample.host}.example",
        pillars=sample.pillars,
        sdgs=sample.sdgs,
        consent_noted=True,
        **_CONTACT,
    )
    DemoRecord.objects.mark(application)
    return application


def _approved(application: Application, by, *, days: int) -> Organisation:
    """A member since so many days."""
    joining.take(application, by=by)
    organisation = joining.approve(application, by=by)
    DemoRecord.objects.mark(organisation)
    _back(application, days)
    then = timezone.now() - timedelta(days=days)
    Organisation.objects.filter(pk=organisation.pk).update(created_at=then)
    unmanaged = Organisation.objects.filter(pk=organisation.pk).exclude(unmanaged_since=None)
    unmanaged.update(unmanaged_since=then)
    organisation.memberships.update(joined_on=timezone.localdate(then))
    _moved_back(organisation.officers.all(), "since", days)
    _moved_back(ModelLogEntry.objects.for_instance(organisation), "timestamp", days)
    invitations = OfficerInvitation.objects.filter(organisation=organisation)
    _moved_back(invitations, "created_at", min(days, 3))
    organisation.refresh_from_db()
    return organisation


def _back(application: Application, days: int) -> None:
    """As if all that happened to it had happened so many days ago."""
    application.refresh_from_db()
    same = Application.objects.filter(pk=application.pk)
    for column in ("created_at", "saved_at", "submitted_at", "decided_at"):
        _moved_back(same.exclude(**{column: None}), column, days)
    application.refresh_from_db()
    if application.clock_from and application.clock_days:
        running = clock.start(
            application.clock_from - timedelta(days=days),
            application.clock_days,
            ClosedDay.objects.days(),
        )
        same.update(**running.columns())
        application.moves.update(answer_by=running.answer_by)
        Duty.objects.open().about(application).update(due_on=running.answer_by)
    year = timezone.localdate(application.submitted_at).year if application.submitted_at else 0
    if application.number and not application.number.startswith(f"{year}-"):
        same.update(number=next_number(year))
    for rows, column in (
        (application.moves.all(), "at"),
        (application.notes.all(), "at"),
        (application.papers.all(), "uploaded_at"),
        (application.papers.exclude(checked_at=None), "checked_at"),
        (application.papers.exclude(destroyed_at=None), "destroyed_at"),
        (Duty.objects.about(application), "opened_at"),
        (Duty.objects.about(application).exclude(closed_at=None), "closed_at"),
        (ModelLogEntry.objects.for_instance(application), "timestamp"),
    ):
        _moved_back(rows, column, days)
    application.refresh_from_db()


def _last_working_day() -> date:
    """Today, or the day before it on which the office was open: late answers are put off on such
    days only, and the demo is loaded on any."""
    day, closed = timezone.localdate(), ClosedDay.objects.days()
    while not is_working_day(day, closed):
        day -= timedelta(days=1)
    return day


def _moved_back(rows, column: str, days: int) -> None:
    rows.update(**{column: F(column) - timedelta(days=days)})
