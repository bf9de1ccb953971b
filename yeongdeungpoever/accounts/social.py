"""Accounts of other houses: they sign in, they never vouch for an address.

Nobody is connected to an account by an address: an address is proven by our own mail, and an
account that has it already is told by mail (docs/decisions/0011-accounts.md).
"""

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.account.models import EmailAddress
from allauth.account.utils import user_email
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.utils.translation import gettext_lazy as _


class SocialAdapter(DefaultSocialAccountAdapter):
    """What becomes of another house's answer."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _(
            "이 이메일로 만든 계정이 이미 있어요. 먼저 로그인한 뒤 %s 계정을 연결해 주세요."
        ),
        "invalid_token": _("로그인 정보가 맞지 않아요. 처음부터 다시 해 주세요."),
        "no_password": _("비밀번호를 먼저 정해야 연결을 끊을 수 있어요."),
        "no_verified_email": _("이메일 인증을 마쳐야 연결을 끊을 수 있어요."),
        "disconnect_last": _("로그인할 방법이 하나도 남지 않아요. 비밀번호를 먼저 정해 주세요."),
        "connected_other": _("이미 다른 사람의 계정에 연결된 계정이에요."),
    }

    def is_auto_signup_allowed(self, request, sociallogin) -> bool:
        """Never: name, age and consents are asked of everybody."""
        return False

    def populate_user(self, request, sociallogin, data):
        """Take the address alone; a nickname is no name."""
        user = sociallogin.user
        user_email(user, valid_email_or_none(data.get("email")) or "")
        return user

    def save_user(self, request, sociallogin, form=None):
        """Save the person with the address of the form, which our mail will prove."""
        email = form.cleaned_data["email"]
        sociallogin.email_addresses = [EmailAddress(email=email, verified=False, primary=True)]
        user_email(sociallogin.user, email)
        return super().save_user(request, sociallogin, form)

    def get_signup_form_initial_data(self, sociallogin) -> dict:
        """The address that the other house gave, to be kept or changed; the name is asked."""
        addresses = sociallogin.email_addresses
        return {"email": user_email(sociallogin.user) or (addresses[0].email if addresses else "")}
