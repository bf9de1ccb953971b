"""Kakao, whose word for an address needs two flags."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.kakao.provider import KakaoProvider as AllauthKakaoProvider
from django.utils.translation import gettext_lazy as _


class KakaoProvider(AllauthKakaoProvider):
    """allauth's provider, which trusts ``is_email_verified`` alone and keeps the whole profile."""

    name = _("카카오")
    package = "yeongdeungpoever.accounts.providers.kakao"

    def __str__(self):
        return str(self.name)

    def extract_uid(self, data):
        """What names the account there. Raises ProviderException where the answer holds none."""
        if not isinstance(data, dict) or not data.get("id"):
            raise ProviderException("no id")
        return str(data["id"])

    def extract_email_addresses(self, data):
        """The address, if there is one: it is an optional item that people may refuse.

        ``is_email_valid`` is false once another Kakao account holds the address
        (developers.kakao.com, 카카오 로그인 REST API, 사용자 정보).
        """
        account = data.get("kakao_account") or {}
        email = account.get("email")
        if not email:
            return []
        verified = (
            account.get("is_email_valid") is True and account.get("is_email_verified") is True
        )
        return [EmailAddress(email=email, verified=verified, primary=True)]

    def extract_common_fields(self, data):
        email = (data.get("kakao_account") or {}).get("email")
        return {"email": email} if email else {}

    def extract_extra_data(self, data):
        """Nothing: the number that names the account is all we need."""
        return {}


provider_classes = [KakaoProvider]
