"""계정 만들기: the form, by e-mail and password or after another house's sign-in.

Whoever asks learns nothing about an address: a known one gets the same answer, hashes a password
too, and its owner is told by mail.
"""

from datetime import timedelta

from allauth.account import app_settings
from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import SignupView
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from . import passwords, widgets
from .models import Consent, User

# What the pending sign-up of this session holds, whether or not an account came of it.
SESSION_KEY = "sign_up"


class SignUpForm(SignupForm):
    """Address, one password, name, age and consents."""

    field_order = ["email", "password1", "name", "age"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = widgets.email_field(
            help_text=_("로그인할 때 쓰는 주소예요. 이 주소로 인증 코드를 보내 드려요.")
        )
        self.fields["password1"] = widgets.password_field("new-password", help_text=passwords.HELP)
        self.order_fields(self.field_order)

    def clean(self):
        # allauth's own clean() would judge the password without the name.
        cleaned = super(SignupForm, self).clean()
        password = self.cleaned_data.get("password1")
        if password:
            person = User(
                email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", "")
            )
            try:
                password_validation.validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request):
        """Save the person, or, for a known address, do the same work and write to its owner.

        Returns the user or None, and a response or None.
        """
        email = self.cleaned_data["email"]
        if self.account_already_exists and (forget_own(request, email) or forget_abandoned(email)):
            self.account_already_exists = False
        user = response = None
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    user = self.save(request)
            except IntegrityError:
                # The same address came in at the same moment.
                self.account_already_exists = True
        if user is None:
            make_password(self.cleaned_data["password1"])
            user, response = super().try_save(request)
        request.session[SESSION_KEY] = {
            "email": email,
            "name": self.cleaned_data["name"],
            "user": user.pk if user else None,
            # Where the person was going, whether or not an account came of it.
            "next": get_next_redirect_url(request) or "",
        }
        return user, response


class SocialSignUpForm(SocialSignupForm):
    """Name, age and consents after another house's sign-in; the address may be changed."""

    field_order = ["email", "name", "age"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = widgets.email_field(
            help_text=_("이 주소로 인증 코드를 보내 드려요. 다른 주소로 바꿔도 돼요.")
        )
        self.order_fields(self.field_order)

    def try_save(self, request):
        """Save the person, or, for a known address, write to its owner."""
        if self.account_already_exists and forget_abandoned(self.cleaned_data["email"]):
            self.account_already_exists = False
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class SignUpView(SignupView):
    """allauth's page, which remembers what was typed when somebody starts over."""

    def get_initial(self):
        typed = self.request.session.get(f"{SESSION_KEY}_typed", {})
        return super().get_initial() | typed


def forget_abandoned(email: str) -> bool:
    """Remove a sign-up whose code was never entered and is no longer good; whether there was one.

    The address is nobody's yet, so its owner must be able to make an account with it.
    """
    opened = timezone.now() - timedelta(seconds=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
    return _forget(User.objects.filter(email__iexact=email, date_joined__lt=opened))


def forget_own(request, email: str) -> bool:
    """Remove the sign-up with this address that this very browser began and did not finish;
    whether there was one. So whoever mistyped the code too often starts again at once."""
    pending = request.session.get(SESSION_KEY) or {}
    if not pending.get("user") or pending["email"].lower() != email.lower():
        return False
    return _forget(User.objects.filter(pk=pending["user"]))


def forget_unproven(email: str) -> bool:
    """Remove a sign-up with this address whose code was never entered, however fresh; whether
    there was one. For whoever has shown by other means that the address is theirs."""
    return _forget(User.objects.filter(email__iexact=email))


def _forget(people) -> bool:
    user = people.filter(
        last_login=None, is_superuser=False, groups=None, age_declared_at__isnull=False
    ).first()
    if user is None or EmailAddress.objects.filter(user=user, verified=True).exists():
        return False
    with transaction.atomic():
        # Never entered, so nothing was agreed to under this address.
        Consent.objects.of(user).delete()
        user.delete()
    return True


@require_POST
@never_cache
def start_over(request):
    """Back to the sign-up form with a mistyped address: what this session began is undone."""
    pending = request.session.get(SESSION_KEY) or {}
    if not request.user.is_authenticated:
        if pending.get("user"):
            _forget(User.objects.filter(pk=pending["user"]))
        request.session.flush()
        if pending:
            request.session[f"{SESSION_KEY}_typed"] = {
                "email": pending["email"],
                "name": pending["name"],
            }
    way = urlencode({"next": pending["next"]}) if pending.get("next") else ""
    return redirect(f"{reverse('account_signup')}?{way}".rstrip("?"))
