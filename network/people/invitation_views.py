"""Accepting an invitation: the mailed link, then a page without the secret in its address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yeongdeungpoever.accounts.models import User

from ..models import OfficerInvitation
from . import actions
from .acting import forget_offices, switch
from .actions.invitations import for_token, owns_address

TOKEN = "officer_invitation"  # noqa: S105 - the session's key, not a secret


@require_safe
def follow(request, token):
    """Take the secret out of the address (it would stand in the history) and go on."""
    request.session[TOKEN] = token[:200]
    return redirect("officer_accept")


def _state(invitation: OfficerInvitation | None) -> str:
    """Why it cannot be accepted; "" when it can."""
    if invitation is None:
        return "unknown"
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "" if invitation.is_open else "expired"


def _gone(request, invitation):
    context = {"state": _state(invitation), "invitation": invitation}
    return render(request, "network/people/invitation_gone.html", context, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request):
    """Who has no account makes one, who has one signs in, and both come back here to accept."""
    token = request.session.get(TOKEN, "")
    invitation = for_token(token) if token else None
    if _state(invitation):
        return _gone(request, invitation)
    context = {"invitation": invitation, "organisation": invitation.organisation}
    if not request.user.is_authenticated:
        context["has_account"] = User.objects.filter(email__iexact=invitation.email).exists()
        return render(request, "network/people/invitation.html", context)
    if not owns_address(request.user, invitation.email):
        return render(request, "network/people/invitation_other.html", context, status=409)
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation, request.user)
        except PermissionDenied:
            return render(request, "network/people/invitation_other.html", context, status=409)
        except ValidationError as refusal:
            invitation.refresh_from_db()
            if _state(invitation):
                return _gone(request, invitation)
            messages.error(request, " ".join(refusal.messages))
            return redirect("organisation_home", invitation.organisation.key)
        request.session.pop(TOKEN, None)
        forget_offices(request)
        switch(request, invitation.organisation.key)
        name = invitation.organisation.local_name
        messages.success(request, _("이제 ‘%(name)s’의 실무자입니다.") % {"name": name})
        return redirect("organisation_home", invitation.organisation.key)
    return render(request, "network/people/invitation.html", context)
