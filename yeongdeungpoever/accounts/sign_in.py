"""로그인: forms in our words, and pages that say when a code is no longer good."""

import time

from allauth.account import app_settings
from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
)
from allauth.account.internal.flows.password_reset_by_code import (
    PASSWORD_RESET_VERIFICATION_SESSION_KEY,
)
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LogoutView,
)
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from . import passwords, widgets
from .credentials import SturdyPasskey, TypedCode
from .proof import is_unproven


class SignInForm(LoginForm):
    """Address and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = widgets.email_field()
        self.fields["password"] = widgets.password_field("current-password")


class RequestCodeForm(RequestLoginCodeForm):
    """The address to which a code goes."""

    email = widgets.email_field()

    def clean_email(self):
        email = super().clean_email()
        if self._user and is_unproven(self._user):
            self._user = None
        return email


class ResetForm(ResetPasswordForm):
    """The address of the account whose password is to be set anew."""

    email = widgets.email_field()

    def clean_email(self):
        email = super().clean_email()
        self.users = [user for user in self.users if not is_unproven(user)]
        return email


class NewPasswordForm(ResetPasswordKeyForm):
    """The new password, once: it can be shown while one types."""

    password2 = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["password1"]
        field.label = _("새 비밀번호")
        field.help_text = passwords.HELP
        field.widget = widgets.PasswordBox("new-password")
        field.widget.is_required = True
        field.error_messages["required"] = _("새 비밀번호를 입력해 주세요.")


class _CodeForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = widgets.code_field(help_text=self.help_text)

    help_text = _("메일에 적힌 숫자 8자리를 입력하거나 붙여 넣어 주세요.")


class SignInCodeForm(_CodeForm, ConfirmLoginCodeForm):
    """The code that signs in."""


class AddressCodeForm(_CodeForm, ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ResetCodeForm(_CodeForm, ConfirmPasswordResetCodeForm):
    """The code that lets one set a password anew."""


class SecondStepForm(_CodeForm, TypedCode, AuthenticateForm):
    """A code of the authenticator app, or one of the recovery codes."""

    help_text = _("인증 앱에 보이는 숫자 6자리예요. 앱을 쓸 수 없으면 복구 코드를 입력해 주세요.")

    def clean_code(self):
        try:
            return super().clean_code()
        except forms.ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise forms.ValidationError(
                _("숫자가 맞지 않아요. 앱에 지금 보이는 숫자나 안 쓴 복구 코드를 입력해 주세요."),
                code=error.code,
            ) from error


_WRONG_PASSKEY = _("패스키를 확인하지 못했어요. 다시 하거나 다른 방법으로 로그인해 주세요.")


class PasskeySignInForm(SturdyPasskey, LoginWebAuthnForm):
    """A passkey instead of a password."""

    wrong = _WRONG_PASSKEY


class SecondStepPasskeyForm(SturdyPasskey, AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    wrong = _WRONG_PASSKEY


def _is_over(state, seconds: int) -> bool:
    return bool(state) and time.time() - state.get("at", 0) > seconds


class _SaysWhenOver:
    """A code page that, once its code is no longer good, says so and leads on."""

    way_on: str

    def state(self, request):
        raise NotImplementedError

    def seconds(self) -> int:
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        over = _is_over(self.state(request), self.seconds())
        response = super().dispatch(request, *args, **kwargs)
        if over:
            messages.error(request, _("인증 코드의 유효 시간이 지났어요. 다시 받아 주세요."))
            return HttpResponseRedirect(reverse(self.way_on))
        return response


@method_decorator(never_cache, name="dispatch")
class AddressCodePage(_SaysWhenOver, ConfirmEmailVerificationCodeView):
    """이메일 인증"""

    @property
    def way_on(self):
        return "account_email" if self.request.user.is_authenticated else "account_signup"

    def state(self, request):
        return request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)

    def seconds(self):
        return app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT

    def _verify_form_invalid(self, form):
        """Back to the form of the sign-up after too many wrong codes; allauth would lead to a
        sign-in that cannot work yet."""
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        messages.error(
            self.request, _("코드를 여러 번 잘못 입력했어요. 다시 보내면 새 코드를 받을 수 있어요.")
        )
        return HttpResponseRedirect(reverse(self.way_on))

    def _resend_form_valid(self, form):
        try:
            return super()._resend_form_valid(form)
        except ImmediateHttpResponse:
            # allauth's bare 429: the last code is seconds old and still good.
            messages.error(self.request, _("방금 보냈어요. 조금 뒤에 다시 눌러 주세요."))
            return HttpResponseRedirect(self.request.get_full_path())


class SignInCodePage(_SaysWhenOver, ConfirmLoginCodeView):
    """인증 코드로 로그인"""

    way_on = "account_request_login_code"

    def state(self, request):
        login = request.session.get(LOGIN_SESSION_KEY) or {}
        stages = login.get("state", {}).get("stages", {})
        return stages.get(LoginByCodeStage.key, {}).get("data")

    def seconds(self):
        return app_settings.LOGIN_BY_CODE_TIMEOUT


@method_decorator(never_cache, name="dispatch")
class ResetCodePage(_SaysWhenOver, ConfirmPasswordResetCodeView):
    """비밀번호 다시 정하기"""

    way_on = "account_reset_password"

    def state(self, request):
        return request.session.get(PASSWORD_RESET_VERIFICATION_SESSION_KEY)

    def seconds(self):
        return app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT


@method_decorator(never_cache, name="dispatch")
class SignOutPage(LogoutView):
    """로그아웃: asks who is signed in, tells who is not."""

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())
