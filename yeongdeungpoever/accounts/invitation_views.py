"""Accepting an invitation: the mailed link, then a page without the secret in its address."""

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from .invitations import InvitationClosed, account_of
from .invitations import accept as accept_invitation
from .models import StaffInvitation, User
from .person_form import clean_person_name
from .second_factor import begin_anew, prove_mailbox
from .widgets import password_field

TOKEN = "staff_invitation"  # noqa: S105 - the session's key, not a secret
_BACKEND = "yeongdeungpoever.accounts.proof.ProvenBackend"


class NewStaffForm(forms.ModelForm):
    """The invited person's name and password."""

    password = password_field(
        "new-password",
        max_length=128,
        help_text=_("10자 이상이면 돼요. 여러 낱말을 이어 쓰면 외우기 쉬워요."),
    )

    class Meta:
        model = User
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def clean_name(self):
        return clean_person_name(self.cleaned_data["name"])

    def clean(self):
        """Raises ValidationError on the password for one that is easy to guess."""
        cleaned = super().clean()
        if password := cleaned.get("password"):
            self.instance.name = cleaned.get("name", "")
            try:
                validate_password(password, self.instance)
            except ValidationError as refused:
                self.add_error("password", refused)
        return cleaned


@require_safe
def follow(request, token):
    """Take the secret out of the address (it would stand in the history) and go on."""
    request.session[TOKEN] = token
    return redirect("staff_accept")


def _gone(request, state: str):
    return render(request, "accounts/staff/invitation_gone.html", {"state": state}, status=410)


def _state(invitation: StaffInvitation | None) -> str:
    """Why the invitation cannot be accepted; "" when it can."""
    return "unknown" if invitation is None else invitation.closed_as


@require_http_methods(["GET", "POST"])
def accept(request):
    """New people say name and password, known ones sign in; then rights, then the factor."""
    token = request.session.get(TOKEN, "")
    invitation = StaffInvitation.objects.for_token(token) if token else None
    if state := _state(invitation):
        return _gone(request, state)
    account = account_of(invitation)
    if request.user.is_authenticated and request.user.pk != getattr(account, "pk", None):
        context = {"invitation": invitation}
        return render(request, "accounts/staff/other_account.html", context, status=409)
    if account is not None:
        return _accept_with_account(request, invitation, account)
    form = NewStaffForm(
        request.POST or None,
        instance=User(email=invitation.email),
        initial={"name": invitation.name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(
                invitation,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
            )
        except InvitationClosed:
            invitation.refresh_from_db()
            return _gone(request, _state(invitation))
        login(request, user, _BACKEND)
        record_authentication(request, user, "password", reauthenticated=True)
        return _on_to_the_factor(request, user)
    return render(request, "accounts/staff/accept.html", {"invitation": invitation, "form": form})


def _accept_with_account(request, invitation, account):
    context = {"invitation": invitation, "account": account}
    if not account.is_active:
        return render(request, "accounts/staff/account_closed.html", context, status=409)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            accept_invitation(invitation, user=account)
        except InvitationClosed:
            invitation.refresh_from_db()
            return _gone(request, _state(invitation))
        # The rights came with the end of every session of the account: keep the one at work.
        begin_anew(request, account)
        return _on_to_the_factor(request, account)
    return render(request, "accounts/staff/accept_with_account.html", context)


def _on_to_the_factor(request, user):
    request.session.pop(TOKEN, None)
    # The link came by mail, and only by mail.
    prove_mailbox(request, user)
    return redirect("wagtailadmin_home")
