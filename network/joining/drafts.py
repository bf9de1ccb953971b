"""Drafts: the first word of one, and its end where it is never handed in."""

import logging
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..acts import Refused
from ..models import Application
from ..papers.actions import destroy
from ..states import State
from .recording import locked
from .steps import is_untouched

# Drafts that one person may have at once.
MOST = 5
# Days after which one that nobody has touched is deleted; the form and the list say so.
KEPT_DAYS = 180

logger = logging.getLogger("network.joining")


@transaction.atomic
def begin(user) -> Application:
    """A new draft of this person, or their draft that holds nothing yet.

    Raises PermissionDenied for somebody without an account, Refused for too many drafts.
    """
    if not user.is_authenticated:
        raise PermissionDenied
    get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
    drafts = list(Application.objects.of(user).filter(state=State.DRAFT))
    for draft in drafts:
        if is_untouched(draft) and not draft.papers.exists():
            return draft
    if len(drafts) >= MOST:
        raise Refused(_("쓰고 있는 신청서가 너무 많아요. 쓰지 않을 것을 지우고 다시 해 주세요."))
    return Application.objects.create(applicant=user, applicant_key=user.key)


def erase(draft: Application) -> None:
    """Delete a draft with its papers. Call under its lock."""
    destroy(list(draft.papers.here()))
    draft.delete()


def erase_forgotten(now: datetime) -> int:
    """Delete drafts in which nobody has written and to which nobody has added a paper for
    ``KEPT_DAYS``. Returns how many; each is a transaction of its own."""
    before = now - timedelta(days=KEPT_DAYS)
    erased = 0
    for draft in list(_forgotten(before).order_by("pk")):
        try:
            erased += _erase_if_forgotten(draft, before)
        except Exception:
            # One that fails keeps no other.
            logger.exception("Draft %d cannot be deleted", draft.pk)
    return erased


def _forgotten(before: datetime):
    drafts = Application.objects.filter(state=State.DRAFT, saved_at__lt=before)
    return drafts.exclude(papers__uploaded_at__gte=before)


@transaction.atomic
def _erase_if_forgotten(draft: Application, before: datetime) -> bool:
    now = locked(draft)
    if not _forgotten(before).filter(pk=now.pk).exists():
        return False
    erase(now)
    return True
