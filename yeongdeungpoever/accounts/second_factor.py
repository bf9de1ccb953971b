"""Whether a person has a second factor, whether this session has passed it, and how staff come to
one: by what was mailed to them, never by a password alone."""

import secrets
import time

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.log_actions import log

from yeongdeungpoever.notices.outbox import send

from .models import User
from .rights import end_sessions

MAILBOX = "mailbox_proved"  # session: {"user": key, "at": seconds}
CODE = "enrolment_code"  # session: {"user": key, "hash": …, "at": seconds, "tries": n}
_PROOF_SECONDS = 60 * 60
_CODE_SECONDS = 15 * 60
_CODE_TRIES = 5
_CODES_AN_HOUR = 5
LINK_HOURS = 72
_LINK_SALT = "accounts.second_factor.link"


def is_enrolled(user) -> bool:
    """Whether the person has TOTP or a passkey; recovery codes alone are no factor."""
    return (
        Authenticator.objects.filter(user_id=user.pk)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .exists()
    )


def has_totp(user) -> bool:
    """Whether the person can type a code, not only touch a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def has_passed(request, user=None) -> bool:
    """Whether this session was opened with the second factor, or enrolled one rightfully.

    A session from before the enrolment has not: whoever knew the password alone may hold it.
    """
    return any(
        record.get("method") == "mfa"
        for record in get_authentication_records(request, user or request.user)
    )


# The mailbox: before the first factor, staff show that they read the mail of their address.


def prove_mailbox(request, user: User) -> None:
    """Note in this session that a mailed secret of this person was shown."""
    request.session[MAILBOX] = {"user": str(user.key), "at": time.time()}
    request.session.pop(CODE, None)


def has_proved_mailbox(request) -> bool:
    """Whether that happened in this session, for this person, within the hour."""
    proof = request.session.get(MAILBOX)
    return (
        bool(proof)
        and proof["user"] == str(request.user.key)
        and time.time() - proof["at"] < _PROOF_SECONDS
    )


def _hash(code: str) -> str:
    return salted_hmac(CODE, normalize_user_code(code), algorithm="sha256").hexdigest()


def send_code(request) -> bool:
    """Mail a code to the person of this session; False when five went out within the hour."""
    user = request.user
    counter = f"accounts:enrolment-codes:{user.pk}"
    cache.add(counter, 0, 60 * 60)
    if cache.incr(counter) > _CODES_AN_HOUR:
        return False
    code = generate_user_code(numeric=True, length=8)
    request.session[CODE] = {
        "user": str(user.key),
        "hash": _hash(code),
        "at": time.time(),
        "tries": 0,
    }
    send("accounts.staff_code", user, {"code": code, "minutes": _CODE_SECONDS // 60})
    return True


def is_code_sent(request) -> bool:
    """Whether a code is out that could still be typed."""
    sent = request.session.get(CODE)
    return (
        bool(sent)
        and sent["user"] == str(request.user.key)
        and sent["tries"] < _CODE_TRIES
        and time.time() - sent["at"] < _CODE_SECONDS
    )


def try_code(request, code: str) -> bool:
    """Whether this is the code; five wrong ones spoil it."""
    if not is_code_sent(request):
        return False
    sent = request.session[CODE] | {"tries": request.session[CODE]["tries"] + 1}
    request.session[CODE] = sent
    if not secrets.compare_digest(sent["hash"], _hash(code)):
        return False
    prove_mailbox(request, request.user)
    return True


def _state(user: User) -> str:
    return user.sessions_ended_at.isoformat() if user.sessions_ended_at else ""


def enrolment_link(user: User) -> str:
    """A path that shows the mailbox, for 72 hours and until the person's sessions end again,
    which they do at the enrolment."""
    token = signing.dumps([str(user.key), _state(user)], salt=_LINK_SALT)
    return reverse("staff_enrol_by_link", args=[token])


def person_of_link(token: str) -> User | None:
    """Whose link this is; None when it is made up, old or used."""
    try:
        key, state = signing.loads(token, salt=_LINK_SALT, max_age=LINK_HOURS * 3600)
    except signing.BadSignature:
        return None
    user = User.objects.filter(key=key, is_active=True).first()
    return user if user and _state(user) == state else None


@transaction.atomic
def reset_factor(person: User, *, by: User) -> None:
    """Take every factor of a colleague away and mail a link for a new one; logged."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    person.refresh_from_db(fields=["sessions_ended_at"])
    log(instance=person, action="accounts.reset_factor", user=by)
    send(
        "accounts.factor_reset",
        person,
        {
            "link": enrolment_link(person),
            "hours": LINK_HOURS,
            "by": by.name,
            "at": timezone.now(),
        },
    )


# What follows from adding and removing one.


def _keep_only_this_session(request, user: User) -> None:
    end_sessions(user)
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def _added(sender, request, user, authenticator, **kwargs) -> None:
    """The first factor of staff, enrolled rightfully, counts as passed in this session and ends
    every other one, which a password alone may have opened."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES or has_passed(request, user):
        return
    others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
    if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        return
    if not user.works_here or not has_proved_mailbox(request):
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    request.session.pop(MAILBOX, None)
    _keep_only_this_session(request, user)


def _removed(sender, request, user, authenticator, **kwargs) -> None:
    """Who takes the last one away stays signed in, without the back office."""
    if is_enrolled(user):
        return
    _forget_passing(request, user)
    if user.works_here:
        _keep_only_this_session(request, user)


def _forget_passing(request, user: User) -> None:
    records = get_authentication_records(request, user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]


def begin_anew(request, user: User) -> None:
    """Keep this session alone, as one that has not passed unless a factor stands."""
    user.refresh_from_db()
    if not is_enrolled(user):
        _forget_passing(request, user)
    _keep_only_this_session(request, user)


# Whoever gets the back office begins it with a factor that a mailbox vouches for: one that was
# enrolled before may be that of a stranger who knew the password of an ordinary account.


def _start_over(people) -> None:
    """Take the factors of people away who have just become staff, and end their sessions."""
    for person in people:
        if not person.works_here:
            continue
        factors = Authenticator.objects.filter(user=person)
        if factors.exists():
            factors.delete()
            end_sessions(person)


def _given_a_role(instance, action, reverse, pk_set, **kwargs) -> None:
    if action != "post_add" or not pk_set:
        return
    if reverse:
        people = User.objects.filter(pk__in=pk_set, is_superuser=False)
        others = Group.objects.exclude(pk=instance.pk)
    else:
        people = User.objects.filter(pk=instance.pk, is_superuser=False)
        others = Group.objects.exclude(pk__in=pk_set)
    entering = others.filter(
        permissions__content_type__app_label="wagtailadmin", permissions__codename="access_admin"
    )
    _start_over(people.exclude(pk__in=User.objects.filter(groups__in=entering)))


def _made_administrator(instance, created, raw=False, **kwargs) -> None:
    before = None if raw or created else getattr(instance, "_rights_before", None)
    if before is None or before.is_superuser or not instance.is_superuser:
        return
    if not instance.groups.exists():
        _start_over([instance])


def _deleted(instance, **kwargs) -> None:
    """By whatever road the last factor goes, sessions that had passed it end."""
    if instance.type == Authenticator.Type.RECOVERY_CODES:
        return
    user = User.objects.staff().filter(pk=instance.user_id).first()
    if user and not is_enrolled(user):
        end_sessions(user)


def connect() -> None:
    """Listen; called once from ``AppConfig.ready()``."""
    authenticator_added.connect(_added, dispatch_uid="second_factor.added")
    authenticator_removed.connect(_removed, dispatch_uid="second_factor.removed")
    m2m_changed.connect(
        _given_a_role, sender=User.groups.through, dispatch_uid="second_factor.given_a_role"
    )
    post_save.connect(
        _made_administrator, sender=User, dispatch_uid="second_factor.made_administrator"
    )
    post_delete.connect(_deleted, sender=Authenticator, dispatch_uid="second_factor.deleted")
