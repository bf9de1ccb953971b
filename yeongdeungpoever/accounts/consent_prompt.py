"""Leads a signed-in person to what a new version of a required text asks."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from yeongdeungpoever.web.paths import is_admin, is_personal

from . import consents

# Ways that stay open to whoever has not agreed: signing in and out, proving who one is, reading
# and answering what is asked, taking one's data along, and leaving.
_OPEN = {
    "account_consents_needed",
    "account_data",
    "account_data_file",
    "account_withdraw",
    "account_withdrawn",
    "account_logout",
    "account_login",
    "account_inactive",
    "account_session",
    "kept_typing",
    "staff_invitation",
    "staff_accept",
    "staff_enrol",
    "staff_enrol_by_link",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_email_verification_sent",
    # The way out of a mail asks nothing else of anybody.
    "inbox_stop",
    "inbox_choices_by_link",
}


class ConsentPromptMiddleware:
    """Asks at the next personal page, never on public ones, and never in the place of an answer
    to a form: what somebody typed must not be lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """A redirect to the page that asks, or None."""
        if request.method not in ("GET", "HEAD") or not is_personal(request.path):
            return None
        if is_admin(request.path) or request.resolver_match.url_name in _OPEN:
            return None
        if not request.user.is_authenticated or not consents.needed(request.user):
            return None
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_consents_needed')}?{query}")
