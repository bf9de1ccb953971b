"""The door of the back office, by every road into it."""

import ipaddress
from functools import cache, partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from yeongdeungpoever.web.client_address import client_address
from yeongdeungpoever.web.paths import is_admin

from . import second_factor

# allauth's pages that add, show or take away a factor.
_ADDS = {"mfa_activate_totp", "mfa_add_webauthn"}
# And those that change what the person is reached or let in by: who knows the password alone must
# not turn the mailbox, which vouches for the first factor, into their own.
_MANAGES = _ADDS | {
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "socialaccount_connections",
    "account_data",
    "account_data_file",
    "mfa_deactivate_totp",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


@cache
def _networks(texts: tuple[str, ...]):
    return [ipaddress.ip_network(text.strip()) for text in texts]


def _comes_from_the_office(request) -> bool:
    """Whether the back office may be reached from this address (``ADMIN_ALLOWED_NETWORKS``)."""
    networks = _networks(tuple(settings.ADMIN_ALLOWED_NETWORKS))
    if not networks:
        return True
    address = client_address(request)
    return bool(address) and any(ipaddress.ip_address(address) in each for each in networks)


def _marked_person(request):
    user = get_user(request)
    user.session_passed = second_factor.has_passed(request, user)
    return user


def _wants_page(request) -> bool:
    return request.headers.get("X-Requested-With") != "XMLHttpRequest" and (
        request.headers.get("Sec-Fetch-Dest", "document") in ("document", "iframe")
    )


class OfficeNetworkMiddleware:
    """Answers 404 to ``/admin/`` outside the allowed networks: whoever tries doors from elsewhere
    learns of none. Stands before the redirect that adds a slash, which would tell."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        inside = is_admin(request.path) or request.path == "/admin"
        if inside and not _comes_from_the_office(request):
            raise Http404
        return self.get_response(request)


class StaffDoorMiddleware:
    """Opens ``/admin/`` to staff whose session has passed the second factor, and marks the person
    of every request for all other doors (``User.has_perm``)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(partial(_marked_person, request))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Answer instead of the view where the session has not passed.

        Raises PermissionDenied, which gives the 403 page, for people who are no staff (Wagtail
        would send them to sign in, where they are already: round and round) and for requests of
        scripts, which could do nothing with a page.
        """
        name = request.resolver_match.url_name
        if not is_admin(request.path) and name not in _MANAGES:
            return None
        user = request.user
        if not user.is_authenticated:
            return None
        if not user.works_here:
            if is_admin(request.path):
                raise PermissionDenied
            return None
        enrolled = second_factor.is_enrolled(user)
        if enrolled and user.session_passed:
            return None
        if not enrolled and name in _ADDS and second_factor.has_proved_mailbox(request):
            return None
        if not _wants_page(request):
            raise PermissionDenied
        back = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
        return redirect(f"{reverse(_way_in(user, enrolled))}?{urlencode(back)}".rstrip("?"))


def _way_in(user, enrolled: bool) -> str:
    if not enrolled:
        return "staff_enrol"
    if second_factor.has_totp(user):
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn"
