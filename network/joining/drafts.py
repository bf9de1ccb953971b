"""The first word of an application."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ..acts import Refused
from ..models import Application
from ..states import State
from .steps import is_untouched

# Drafts that one person may have at once.
MOST = 10


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
