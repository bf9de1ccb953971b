"""The mails of a test: deliver what the outbox holds, and read it."""

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from yeongdeungpoever.notices.delivery import deliver_due


def delivered() -> list[EmailMultiAlternatives]:
    """Deliver every notice that is due and return all mails that have left so far."""
    deliver_due(timezone.now())
    return mail.outbox
