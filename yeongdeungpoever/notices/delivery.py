"""From row to mail server: claim, ask again, write, speak, conclude.

The claim is committed before the first word of SMTP, so two workers never send the same row at
once. A worker that dies in between leaves a claim that runs out: the mail is sent again under the
same Message-ID. At least once, and at most the one in flight twice.
"""

import logging
import smtplib
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import translation

from . import kinds, undeliverable
from .addresses import normal_address, sender
from .letters import compose
from .models import Notice, State
from .preferences import delivery_of
from .stopping import key_of, way_out
from .topics import Delivery

logger = logging.getLogger("yeongdeungpoever.notices")

# Rests after each failed attempt, in minutes: a mail server may be away for most of a day.
_RESTS = (1, 5, 15, 60, 180, 360, 720)
# What one sweep takes on; the next one, a minute later, goes on.
_SWEEP = 500


class NotSent(Exception):
    """There is no use in trying again; the message says why, without personal data."""

    state = State.FAILED


class NotToBeSent(NotSent):
    """The recipient is not to have this mail (any more)."""

    state = State.DROPPED


class RecipientRefused(NotSent):
    """The receiving server does not want this recipient, for good; ``code`` is its number, 0 where
    the refusal was about us."""

    def __init__(self, text: str, code: int):
        super().__init__(text)
        self.code = code


def attempt_limit() -> int:
    """Attempts that a notice has in all: ``NOTICES_MAX_ATTEMPTS`` (8)."""
    return getattr(settings, "NOTICES_MAX_ATTEMPTS", 8)


def rest_after(attempt: int) -> timedelta:
    """How long a notice rests after the failed attempt of this number (from 1)."""
    return timedelta(minutes=_RESTS[min(attempt, len(_RESTS)) - 1])


def claim(pk: int, now: datetime) -> Notice | None:
    """Take a due notice for this worker alone, in a committed transaction; None if it is not due.

    Raises RuntimeError inside of a transaction: there the claim would not be committed yet.
    """
    token = uuid.uuid4()
    with transaction.atomic(durable=True):
        taken = (
            Notice.objects.due(now)
            .filter(pk=pk)
            .update(state=State.SENDING, claim=token, claimed_at=now, attempts=F("attempts") + 1)
        )
    if not taken:
        return None
    return Notice.objects.select_related("user").filter(pk=pk, claim=token).first()


def deliver(pk: int, now: datetime) -> State | None:
    """Send one notice if it is due; returns its state afterwards, None when it was not ours."""
    notice = claim(pk, now)
    if notice is None:
        return None
    try:
        if notice.attempts > attempt_limit():
            raise NotSent("the worker died at every attempt")
        message = _message(notice, now)
        _speak(message)
    except RecipientRefused as refusal:
        # Before the row is closed: a worker that dies in between is refused once more.
        if refusal.code and notice.user is not None:
            undeliverable.mark(notice.user, message.to[0], refusal.code)
        return _conclude(notice, refusal.state, str(refusal), now)
    except NotSent as refusal:
        return _conclude(notice, refusal.state, str(refusal), now)
    except (smtplib.SMTPException, OSError) as problem:
        # Its text quotes the recipient: class and number alone are kept.
        return _postpone(notice, _named(problem), now)
    except Exception as problem:
        logger.exception("Notice %d of kind %s cannot be written", pk, notice.kind)
        return _postpone(notice, _named(problem), now)
    state = _conclude(notice, State.SENT, "", now)
    if notice.user is not None:
        undeliverable.clear(notice.user, message.to[0])
    return state


def deliver_due(now: datetime) -> int:
    """Deliver what is due, the longest waiting first; returns how many were sent."""
    due = Notice.objects.due(now).order_by("next_try_at").values_list("pk", flat=True)
    return sum(deliver(pk, now) == State.SENT for pk in list(due[:_SWEEP]))


def purge(now: datetime) -> int:
    """Delete what is over: sent and dropped after ``NOTICES_KEEP_DAYS`` (90), failed ones, which
    still hold their words, after ``NOTICES_KEEP_FAILED_DAYS`` (14). Returns how many rows."""
    over = now - timedelta(days=getattr(settings, "NOTICES_KEEP_DAYS", 90))
    failed = now - timedelta(days=getattr(settings, "NOTICES_KEEP_FAILED_DAYS", 14))
    closed = Notice.objects.filter(state__in=[State.SENT, State.DROPPED], closed_at__lt=over)
    gave_up = Notice.objects.filter(state=State.FAILED, closed_at__lt=failed)
    return closed.delete()[0] + gave_up.delete()[0]


def _message(notice: Notice, now: datetime) -> EmailMultiAlternatives:
    """The mail as it leaves. Raises NotSent when it must not."""
    kind = kinds.get(notice.kind)
    user = notice.user
    if kind.useful_for and now > notice.created_at + kind.useful_for:
        raise NotToBeSent("too late to be of use")
    if user is not None and not user.is_active and not kind.reaches_disabled:
        raise NotToBeSent("the account is switched off")
    if kind.may_send is not None and not kind.may_send(user, notice.context):
        raise NotToBeSent("the recipient may not have it any more")
    if kind.topic and user is not None and delivery_of(user, kind.topic) != Delivery.AT_ONCE:
        raise NotToBeSent("the recipient wants no such mail any more")
    try:
        address = normal_address(notice.address or getattr(user, "email", ""))
    except ValueError:
        raise NotSent("no usable address") from None
    with translation.override(notice.language):
        context = notice.context
        if kind.written_on_leaving is not None:
            written = kind.written_on_leaving(user, context)
            if written is None:
                raise NotToBeSent("nothing to tell any more")
            context = written
        stops = key_of(kind)
        out = way_out(user, stops) if stops and user is not None else None
        letter = compose(kind, context, out)
        message = EmailMultiAlternatives(
            letter.subject,
            letter.text,
            sender(),
            [address],
            headers={
                "Message-ID": notice.message_id,
                "Auto-Submitted": "auto-generated",
                **(out.headers if out else {}),
            },
        )
        message.attach_alternative(letter.html, "text/html")
    return message


def _speak(message: EmailMultiAlternatives) -> None:
    """Hand the mail to the server. Raises NotSent on a refusal that a repeat would not change."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _reply in refusal.recipients.values()]
        if all(500 <= code < 600 for code in codes):
            raise RecipientRefused(
                _named(refusal), undeliverable.code_of(refusal.recipients)
            ) from None
        raise
    except smtplib.SMTPDataError as refusal:
        if 500 <= refusal.smtp_code < 600:
            raise NotSent(_named(refusal)) from None
        raise


def _named(problem: BaseException) -> str:
    codes = [getattr(problem, "smtp_code", None)]
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _reply in problem.recipients.values()]
    return " ".join([type(problem).__name__, *(str(code) for code in codes if code)])


def _postpone(notice: Notice, error: str, now: datetime) -> State:
    if notice.attempts >= attempt_limit():
        return _conclude(notice, State.FAILED, error, now)
    _record(
        notice,
        state=State.WAITING,
        next_try_at=now + rest_after(notice.attempts),
        claim=None,
        claimed_at=None,
        error=error,
    )
    return State.WAITING


def _conclude(notice: Notice, state: State, error: str, now: datetime) -> State:
    values = {"state": state, "closed_at": now, "claim": None, "claimed_at": None, "error": error}
    if state != State.FAILED or notice.is_short_lived:
        # Nothing of it is needed any more: neither codes and links nor where it went.
        values |= {"context": {}, "address": ""}
    if state == State.FAILED:
        logger.error("Notice %d of kind %s failed for good: %s", notice.pk, notice.kind, error)
    _record(notice, **values)
    return state


def _record(notice: Notice, **values) -> None:
    """Write the end of an attempt, if the claim is still ours and the row still there."""
    if not Notice.objects.filter(pk=notice.pk, claim=notice.claim).update(**values):
        logger.warning("Notice %d is no longer this worker's; its end is ignored", notice.pk)
