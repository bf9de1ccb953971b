"""승계 신청: asked, shown by a 공문 or a mailbox at the organisation's site, decided by staff.

Whoever manages the organisation now is told when a succession is complete, so that a manager who
is there after all can say so before it is decided.
"""

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yeongdeungpoever.notices.outbox import send

from ...acts import Refused
from ...choices import PaperSlot, Role
from ...models import Officer, Organisation, Paper, Succession
from ...models.officers import Asked
from ...papers import actions as papers
from ...permissions import may_decide_succession, may_manage
from .. import duties, logs, notices
from ..domains import is_of_site
from ..notices import tell
from . import limits
from .locks import Answered, lock, pending_row, write_log
from .officers import add_officer, end_office
from .requests import answer_day

MOST_OPEN = 3
CODE_VALID = timedelta(minutes=15)
CODE_TRIES = 5
AGAIN_AFTER = timedelta(minutes=1)
_WAY = Succession.Way
_ANSWERED = Answered(
    by="decided_by",
    withdrawn=_lazy("그 사이 신청한 분이 신청을 거뒀어요."),
    by_somebody=_lazy("그 사이 %(name)s 님이 정한 신청이에요."),
    anyhow=_lazy("그 사이 정한 신청이에요."),
)


@transaction.atomic
def ask_succession(
    user, organisation: Organisation, way: str, reason: str, *, email: str = ""
) -> Succession:
    """Begin to take over a member whose managers do not answer. Returns the succession, which
    waits for a 공문 (:func:`hand_in_letter`) or for the code that this mails to ``email``.

    Raises Refused where the organisation is no member, where the person is its manager already or
    has asked already, for an address that is not at the very host of the organisation's site, and
    for too many successions or codes in a short time.
    """
    now = lock(organisation, user)
    if not Organisation.objects.members().filter(pk=now.pk).exists():
        raise Refused(_("지금은 참여기관이 아니어서 승계를 신청할 수 없어요."))
    if may_manage(user, now):
        raise Refused(_("이미 이 기관의 관리자예요."))
    pending = Succession.objects.filter(user=user, state=Asked.PENDING)
    if pending.filter(organisation=now).exists():
        raise Refused(_("이미 이 기관의 승계를 신청했어요. 신청 내용을 먼저 확인해 주세요."))
    if pending.count() >= MOST_OPEN:
        raise Refused(_("답을 기다리는 승계 신청이 너무 많아요. 먼저 한 신청을 거둬 주세요."))
    address = email.strip().lower() if way == _WAY.SITE_MAIL else ""
    if way == _WAY.SITE_MAIL and not is_of_site(address, now.website):
        raise Refused(
            _("기관 누리집 주소와 같은 이메일만 쓸 수 있어요. 없으면 공문으로 신청해 주세요.")
        )
    limits.may_ask_succession(user, now)
    succession = Succession.objects.create(
        organisation=now,
        user=user,
        way=way,
        reason=reason.strip()[:300],
        email=address,
        due_on=answer_day(),
    )
    write_log(
        logs.SUCCESSION_ASKED, now, by=user, person=str(user.key), succession=str(succession.key)
    )
    if address:
        _mail_code(succession)
    return succession


@transaction.atomic
def send_succession_code(succession: Succession, *, by) -> Succession:
    """Mail another code; the one before is worth nothing any more. Raises Refused within a minute
    of the last one, for too many of them a day, and where it is confirmed already."""
    lock(succession.organisation, by)
    row = _pending_row(succession)
    _must_own(row, by)
    if row.way != _WAY.SITE_MAIL or row.confirmed_at:
        raise Refused(_("이미 확인한 이메일이에요."))
    if row.code_sent_at and timezone.now() - row.code_sent_at < AGAIN_AFTER:
        raise Refused(_("인증 코드를 조금 전에 보냈어요. 1분 뒤에 다시 받을 수 있어요."))
    _mail_code(row)
    return row


def confirm_succession_mail(succession: Succession, code: str, *, by) -> Succession:
    """Enter the mailed code. Raises Refused for a wrong one, after five wrong ones, and when its
    time is over; wrong ones are counted whatever happens afterwards."""
    row, refusal = _try_code(succession, code, by)
    if refusal:
        raise Refused(refusal)
    return row


@transaction.atomic
def _try_code(succession: Succession, code: str, by) -> tuple[Succession, str]:
    lock(succession.organisation, by, managers=True)
    row = _pending_row(succession)
    _must_own(row, by)
    if row.confirmed_at:
        return row, ""
    too_old = row.code_sent_at is None or timezone.now() - row.code_sent_at > CODE_VALID
    if too_old or not row.code_hash or row.code_tries >= CODE_TRIES:
        return row, _("쓸 수 없는 인증 코드예요. 코드를 다시 받아 주세요.")
    digits = "".join(letter for letter in code if letter.isdigit())
    if not constant_time_compare(_hash(row, digits), row.code_hash):
        row.code_tries += 1
        row.save(update_fields=["code_tries"])
        return row, _("인증 코드가 맞지 않아요. 가장 최근에 받은 코드인지 확인해 주세요.")
    row.confirmed_at, row.code_hash = timezone.now(), ""
    row.save(update_fields=["confirmed_at", "code_hash"])
    write_log(logs.SUCCESSION_CONFIRMED, row.organisation, by=by, succession=str(row.key))
    _is_complete(row)
    return row, ""


def hand_in_letter(succession: Succession, file: UploadedFile, *, by) -> Paper:
    """Put up the 공문; with the first one the succession is complete. Raises ValidationError for
    everything that is wrong with the file, and where the succession was decided meanwhile."""
    _must_own(succession, by)
    # Looked through and scanned before anything is locked.
    paper = papers.upload(succession, PaperSlot.LETTER, file, by=by)
    _complete(succession)
    return paper


@transaction.atomic
def _complete(succession: Succession) -> None:
    lock(succession.organisation, succession.user, managers=True)
    _is_complete(_pending_row(succession))


def complete_stragglers() -> int:
    """Let those wait for the staff that are complete and whose last step was cut short. Returns
    how many were looked at."""
    pending = Succession.objects.filter(state=Asked.PENDING).prefetch_related("papers")
    complete = [each for each in pending if is_complete(each) and not duties.is_waiting(each)]
    for each in complete:
        _complete(each)
    return len(complete)


def is_complete(succession: Succession) -> bool:
    """Whether it holds what staff need to decide."""
    if succession.way == _WAY.SITE_MAIL:
        return succession.confirmed_at is not None
    return any(paper.is_here for paper in succession.papers.all())


@transaction.atomic
def decide_succession(
    succession: Succession, *, by, accept: bool, answer: str = "", keep_managers: bool = False
) -> Succession:
    """Make the person a manager, or not, and tell them why. By the staff.

    The managers of before end as succeeded and are told, unless ``keep_managers``. Raises Refused
    for one's own, when it was decided or taken back meanwhile, where nothing shows yet that the
    person belongs to the organisation, and for a refusal without a word.
    """
    if not may_decide_succession(by):
        raise PermissionDenied
    organisation = lock(succession.organisation, by, succession.user, managers=True)
    row = _pending_row(succession)
    if row.user_id == by.pk:
        raise Refused(_("본인이 낸 승계 신청은 정할 수 없어요. 다른 담당자가 정해야 해요."))
    answer = answer.strip()[:500]
    if accept and not is_complete(row):
        raise Refused(_("아직 확인되지 않은 신청이에요. 공문이나 이메일 확인을 기다려 주세요."))
    if not accept and not answer:
        raise Refused(_("신청한 사람에게 알릴 까닭을 적어 주세요."))
    row.state = Asked.ACCEPTED if accept else Asked.DECLINED
    row.decided_at, row.decided_by, row.answer = timezone.now(), by, answer
    row.save(update_fields=["state", "decided_at", "decided_by", "answer"])
    if accept:
        add_officer(organisation, row.user, Role.MANAGER, by=by)
        organisation.refresh_from_db(fields=["managers", "unmanaged_since"])
        if not keep_managers:
            _succeed(organisation, row.user)
    duties.succession_is_over(row, by=by)
    write_log(
        logs.SUCCESSION_ACCEPTED if accept else logs.SUCCESSION_DECLINED,
        organisation,
        by=by,
        person=str(row.user.key),
        succession=str(row.key),
    )
    if accept:
        tell(notices.SUCCESSION_ACCEPTED, row.user, organisation, answer=answer)
    else:
        state = {"view": "organisation_succession_state", "args": [row.key]}
        tell(notices.SUCCESSION_DECLINED, row.user, organisation, answer=answer, **state)
    return row


@transaction.atomic
def withdraw_succession(succession: Succession, *, by) -> Succession:
    """Take one's own succession back; its papers are destroyed at once."""
    organisation = lock(succession.organisation, by)
    row = _pending_row(succession)
    _must_own(row, by)
    row.state, row.decided_at, row.code_hash = Asked.WITHDRAWN, timezone.now(), ""
    row.save(update_fields=["state", "decided_at", "code_hash"])
    papers.destroy(row.papers.all())
    duties.succession_is_over(row, by=by, withdrawn=True)
    write_log(logs.SUCCESSION_WITHDRAWN, organisation, by=by, succession=str(row.key))
    return row


def _succeed(organisation: Organisation, successor) -> None:
    """End the managers of before; those who came in the meantime too, as the row is locked."""
    former = Officer.objects.managers().filter(organisation=organisation).exclude(user=successor)
    for office in former.select_related("user"):
        end_office(organisation, office, Officer.Ending.SUCCEEDED)
        if office.user:
            tell(notices.SUCCEEDED, office.user, organisation, view="organisation_list", args=[])


def _is_complete(row: Succession) -> None:
    """It can be decided now: a duty until the day told, and word to whoever manages."""
    if not is_complete(row):
        return
    row.due_on = answer_day()
    row.save(update_fields=["due_on"])
    if not duties.succession_waits(row):
        return
    managers = Officer.objects.managers().filter(organisation=row.organisation)
    for office in managers.select_related("user"):
        tell(
            notices.SUCCESSION_ASKED,
            office.user,
            row.organisation,
            succession=str(row.key),
            name=row.user.get_full_name(),
            due_on=row.due_on,
        )


def _mail_code(row: Succession) -> None:
    limits.may_mail_code(row.email)
    code = f"{secrets.randbelow(10**8):08d}"
    row.code_hash, row.code_sent_at, row.code_tries = _hash(row, code), timezone.now(), 0
    row.save(update_fields=["code_hash", "code_sent_at", "code_tries"])
    write_log(logs.SUCCESSION_CODE_SENT, row.organisation, by=row.user, succession=str(row.key))
    send(
        notices.SUCCESSION_CODE,
        row.email,
        {
            "succession": str(row.key),
            "organisation": row.organisation.name,
            "name": row.user.get_full_name(),
            "code": f"{code[:4]}-{code[4:]}",
            "minutes": int(CODE_VALID.total_seconds() // 60),
        },
        row.user.language,
        user=row.user,
    )


def _hash(row: Succession, digits: str) -> str:
    # Keyed: eight digits alone would be found by trying.
    return salted_hmac("network.succession", f"{row.key}:{digits}", algorithm="sha256").hexdigest()


def _must_own(row: Succession, by) -> None:
    if row.user_id != by.pk:
        raise PermissionDenied


def _pending_row(succession: Succession) -> Succession:
    return pending_row(succession, _ANSWERED)
