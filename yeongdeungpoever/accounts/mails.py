"""The mail part of allauth's adapter: whatever the package wants to tell goes into the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language

from .notices import send_account_mail


class MailAdapter(DefaultAccountAdapter):
    """allauth's adapter that speaks no SMTP."""

    def send_mail(self, template_prefix, email, context):
        """Write the row of this mail. Raises KeyError for a prefix that no kind answers to."""
        send_account_mail(template_prefix, email, context, self.request, get_language())

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell of a change to the account; the row then hangs on the account."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email
        )
