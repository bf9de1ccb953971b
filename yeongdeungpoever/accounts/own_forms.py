"""Forms of the pages on which a signed-in person looks after their own account."""

import re

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ReauthenticateForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.socialaccount.forms import DisconnectForm
from allauth.socialaccount.models import SocialApp
from django import forms
from django.utils.translation import gettext_lazy as _

from . import passwords, widgets
from .credentials import SturdyPasskey, TypedCode
from .models import User
from .person_form import clean_person_name

_PHONE = re.compile(r"^\+?[\d\s().-]{8,20}$")
_LEAST_DIGITS = 8


class PersonalForm(forms.ModelForm):
    """이름, 전화번호, 언어."""

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        labels = {"language": _("쓰는 언어")}
        help_texts = {
            "phone": _("적지 않아도 돼요. 예: 02-1234-5678"),
            "language": _("알림 메일의 언어예요."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(
                attrs={"autocomplete": "tel", "inputmode": "tel", "maxlength": 20}
            ),
            "language": widgets.LanguageChoice(),
        }
        error_messages = {
            "name": {
                "required": _("성명을 입력해 주세요."),
                "min_length": _("성명은 두 글자 이상이에요."),
                "max_length": _("성명이 너무 길어요. 50자까지 적을 수 있어요."),
            },
            "phone": {"max_length": _("전화번호가 너무 길어요.")},
        }

    def clean_name(self):
        return clean_person_name(self.cleaned_data["name"])

    def clean_phone(self):
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and (not _PHONE.match(phone) or sum(map(str.isdigit, phone)) < _LEAST_DIGITS):
            raise forms.ValidationError(
                _("전화번호의 모양이 아니에요. 02-1234-5678처럼 숫자와 붙임표로 적어 주세요.")
            )
        return phone


class NewAddressForm(AddEmailForm):
    """The address that replaces the present one once a code has proved it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = widgets.email_field(label=_("새 이메일"))


class PasswordForm(ChangePasswordForm):
    """The present password and a new one, once: it can be shown while one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = widgets.password_field(
            "current-password",
            label=_("지금 비밀번호"),
            error_messages={"required": _("지금 쓰는 비밀번호를 입력해 주세요.")},
        )
        _ask_new_password(self)


class FirstPasswordForm(SetPasswordForm):
    """A password for an account that has none yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _ask_new_password(self)


def _ask_new_password(form) -> None:
    form.fields.pop("password2", None)
    field = form.fields["password1"]
    field.label = _("새 비밀번호")
    field.help_text = passwords.HELP
    field.widget = widgets.PasswordBox("new-password")
    field.widget.is_required = True
    field.error_messages["required"] = _("새 비밀번호를 입력해 주세요.")


class ConfirmByPasswordForm(ReauthenticateForm):
    """Once more the password, before something delicate."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = widgets.password_field("current-password")


class ConfirmByCodeForm(TypedCode, ReauthenticateByCodeForm):
    """A code of the authenticator app, or a recovery code, before something delicate."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = widgets.code_field(
            help_text=_(
                "인증 앱에 보이는 숫자 6자리예요. 앱을 쓸 수 없으면 복구 코드를 입력해 주세요."
            )
        )


class AppForm(TypedCode, ActivateTOTPForm):
    """The first code of a newly added authenticator app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = widgets.code_field(
            help_text=_("앱에 보이는 숫자 6자리를 입력해 주세요.")
        )


class PasskeyForm(SturdyPasskey, AddWebAuthnForm):
    """A new passkey and the name by which one knows it again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        number = Authenticator.objects.filter(
            user=self.user, type=Authenticator.Type.WEBAUTHN
        ).count()
        self.fields["name"] = forms.CharField(
            label=_("패스키 이름"),
            required=False,
            max_length=50,
            help_text=_("나중에 알아볼 이름이에요. 예: 사무실 컴퓨터"),
            error_messages={"max_length": _("이름이 너무 길어요. 50자까지 적을 수 있어요.")},
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.initial["name"] = _("패스키 %(number)d") % {"number": number + 1}
        self.fields["passwordless"] = forms.BooleanField(
            label=_("비밀번호 없이 이 패스키만으로 로그인"),
            required=False,
            initial=True,
            help_text=_("지문이나 얼굴, 기기의 잠금 번호로 본인을 확인해요."),
        )

    def clean_name(self):
        return self.cleaned_data["name"].strip() or str(self.initial["name"])

    def clean(self):
        # Here allauth judges a new credential as a whole, with words of its own.
        try:
            with self.refusing_nonsense():
                return super().clean()
        except forms.ValidationError as error:
            raise forms.ValidationError(self.wrong) from error


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("패스키 이름"),
            max_length=50,
            error_messages={
                "required": _("이름을 입력해 주세요."),
                "max_length": _("이름이 너무 길어요. 50자까지 적을 수 있어요."),
            },
        )


class ConfirmByPasskeyForm(SturdyPasskey, ReauthenticateWebAuthnForm):
    """A passkey, before something delicate."""


class ConsentsForm(forms.Form):
    """The texts that one is asked to agree to again, each on a box of its own, none ticked."""

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.versions = versions
        for version in versions:
            self.fields[f"agree_{version.kind}"] = forms.BooleanField(
                label=_("%(policy)s %(version)s판에 동의합니다")
                % {"policy": version.get_kind_display(), "version": version.version},
                error_messages={"required": _("동의하려면 이 칸에 표시해 주세요.")},
            )

    @property
    def asked(self) -> list:
        """Pairs of a version and its box."""
        return [(version, self[f"agree_{version.kind}"]) for version in self.versions]


class WithdrawalForm(forms.Form):
    """One box, so that nobody leaves by a slip of the hand."""

    sure = forms.BooleanField(
        label=_("지워진 정보는 되돌릴 수 없다는 것을 알고 탈퇴합니다"),
        error_messages={"required": _("탈퇴하려면 이 칸에 표시해 주세요.")},
    )


class CutForm(DisconnectForm):
    """Cuts a connection, also one to a house whose keys this installation has no longer."""

    def save(self):
        try:
            super().save()
        except SocialApp.DoesNotExist:
            self.cleaned_data["account"].delete()
