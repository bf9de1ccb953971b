"""Remarks of the staff on an application."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from ..models import Application, Note
from ..permissions import may_review
from .queue_logs import NOTED


@transaction.atomic
def add_note(application: Application, *, by, text: str) -> Note:
    """Add a remark; it cannot be changed afterwards. Raises PermissionDenied for whoever may not
    review the application."""
    if not may_review(by, application):
        raise PermissionDenied
    note = Note.objects.create(application=application, text=text, by=by)
    log(instance=application, action=NOTED, user=by, data={"application": str(application.key)})
    return note
