"""The mail part of allauth's adapter: whatever the package wants to tell goes into the outbox."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.utils.translation import get_language

from .notices import send_account_mail

logger = logging.getLogger("yeongdeungpoever.accounts")

# What a stranger can have sent to somebody else's mailbox by typing its address.
_ASKED_BY_ANYBODY = {
    f"account/email/{name}"
    for name in (
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "login_code",
        "password_reset_code",
        "unknown_account",
    )
}


class MailAdapter(DefaultAccountAdapter):
    """allauth's adapter that speaks no SMTP."""

    def send_mail(self, template_prefix, email, context):
        """Write the row of this mail, unless its address was written to too often already.

        The page says the same either way: whether a mail left is told in the mailbox alone.
        Raises KeyError for a prefix that no kind answers to.
        """
        if template_prefix in _ASKED_BY_ANYBODY and not ratelimit.consume(
            self.request,
            app="allauth.account",
            action="mail_asked_for",
            key=email.lower(),
            limit_get=True,
        ):
            logger.warning("too many mails asked for one address; one was not written")
            return
        send_account_mail(template_prefix, email, context, self.request, get_language())

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell of a change to the account; the row then hangs on the account."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email
        )
