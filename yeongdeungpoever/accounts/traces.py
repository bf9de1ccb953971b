"""Where a person's name and address hide beyond their own rows, and how they are removed.

Called by the withdrawal, inside its transaction.
"""

import json
import re
from collections.abc import Iterable
from functools import partial
from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django_tasks_db.models import DBTaskResult
from wagtail.models import (
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from yeongdeungpoever.jobs.models import Progress

from .kept_typing import KEPT
from .second_factor import CODE, MAILBOX
from .sessions import ENDED

_COMMENTS = "wagtail_admin_comments"


def addresses_of(user) -> list[str]:
    """Every address that the account has or was about to have, in lower case, the main first."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return list(dict.fromkeys([user.email.lower(), *(email.lower() for email in others)]))


def _mentions(value, words: Iterable[str]) -> bool:
    text = json.dumps(value, ensure_ascii=False, default=str).lower()
    return any(word.lower() in text for word in words)


def end_every_session(user) -> None:
    """Delete the person's sessions, ended ones that keep their typing, and half-done ones in
    which their address waits."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in UserSession.objects.filter(user=user).values_list("session_key", flat=True):
        store.delete(key)
    UserSession.objects.filter(user=user).delete()
    words = addresses_of(user)
    for session in Session.objects.iterator(chunk_size=500):
        held = session.get_decoded()
        if _is_of(user, held) or _mentions(held, words):
            session.delete()


def _is_of(user, held: dict) -> bool:
    """Whether a session belongs to the person, or did before it ended."""
    if held.get(SESSION_KEY) == str(user.pk):
        return True
    by = {KEPT: user.pk, ENDED: user.pk, MAILBOX: user.key, CODE: user.key}
    return any(
        isinstance(held.get(name), dict) and str(held[name].get("user")) == str(person)
        for name, person in by.items()
    )


def erase_wagtail(user) -> None:
    """Empty comments, log labels and passing states of the back office that name the person."""
    _erase_comments(user)
    TaskState.objects.filter(finished_by=user).update(comment="")
    files = [upload.file for upload in UploadedFile.objects.filter(uploaded_by_user=user)]
    UploadedFile.objects.filter(uploaded_by_user=user).delete()
    files += [profile.avatar for profile in UserProfile.objects.filter(user=user) if profile.avatar]
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
    about = Q(content_type=ContentType.objects.get_for_model(user), object_id=str(user.pk))
    # A name may be part of any word, so it is replaced only where the entry is about the person.
    for entry in ModelLogEntry.objects.filter(about).iterator(chunk_size=500):
        _rewrite(entry, [*addresses_of(user), user.name], user)
    for model in (ModelLogEntry, PageLogEntry):
        _scrub_log(model, user)


def _scrub_log(model, user) -> None:
    """Entries that the person made, and those in which an address of theirs stands."""
    addresses = addresses_of(user)
    wanted = Q(user_id=user.pk)
    for address in addresses:
        wanted |= Q(label__icontains=address) | Q(data_text__icontains=address)
    entries = model.objects.annotate(data_text=Cast("data", TextField())).filter(wanted)
    for entry in entries.iterator(chunk_size=500):
        _rewrite(entry, addresses, user)


def _rewrite(entry, words: list[str], user) -> None:
    label = _without(entry.label, words, str(user.key))
    data = _without(entry.data, words, str(user.key))
    if entry.user_id == user.pk and isinstance(data, dict):
        # What the person wrote: a reason at a review, a note on a draft.
        data = {key: value for key, value in data.items() if key != "comment"}
    if (label, data) != (entry.label, entry.data):
        type(entry).objects.filter(pk=entry.pk).update(label=label, data=data)


def _without(value, words: Iterable[str], stands_for: str):
    """The same value with each of the words replaced, however deep it lies."""
    if isinstance(value, str):
        for word in filter(None, words):
            value = re.sub(re.escape(word), stands_for, value, flags=re.IGNORECASE)
        return value
    if isinstance(value, list):
        return [_without(each, words, stands_for) for each in value]
    if isinstance(value, dict):
        return {key: _without(each, words, stands_for) for key, each in value.items()}
    return value


def _erase_comments(user) -> None:
    """Comments go with the account by themselves; their copies inside drafts do not."""

    def keeps(entry: dict) -> bool:
        return entry.get("user") != user.pk

    for revision in Revision.objects.filter(content__has_key=_COMMENTS).iterator(chunk_size=100):
        before = revision.content[_COMMENTS]
        after = [
            comment | {"replies": list(filter(keeps, comment.get("replies") or []))}
            for comment in filter(keeps, before)
        ]
        if after != before:
            content = revision.content | {_COMMENTS: after}
            Revision.objects.filter(pk=revision.pk).update(content=content)


def erase_jobs(user) -> None:
    """Finished and waiting work whose arguments, results or errors name the person."""
    words = [*addresses_of(user), str(user.key)]
    named = Q()
    for word in words:
        for column in ("args_text", "result_text", "traceback"):
            named |= Q(**{f"{column}__icontains": word})
    DBTaskResult.objects.annotate(
        args_text=Cast("args_kwargs", TextField()), result_text=Cast("return_value", TextField())
    ).filter(named).delete()
    progress = Q()
    for word in words:
        progress |= Q(key__icontains=word) | Q(message__icontains=word)
    Progress.objects.filter(progress).delete()
