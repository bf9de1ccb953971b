"""Naver, which says nothing about whether an address is verified."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.naver.provider import NaverProvider as AllauthNaverProvider
from django.utils.translation import gettext_lazy as _


class NaverProvider(AllauthNaverProvider):
    """allauth's provider, which takes every address for verified and keeps the whole profile."""

    name = _("네이버")
    package = "yeongdeungpoever.accounts.providers.naver"

    def __str__(self):
        return str(self.name)

    def extract_uid(self, data):
        """What names the account there. Raises ProviderException where the answer holds none."""
        if not isinstance(data, dict) or not data.get("id"):
            raise ProviderException("no id")
        return str(data["id"])

    def extract_email_addresses(self, data):
        """The contact address of the profile, which may be anybody's."""
        email = data.get("email")
        return [EmailAddress(email=email, verified=False, primary=True)] if email else []

    def extract_extra_data(self, data):
        """Nothing: the id that names the account is all we need."""
        return {}


provider_classes = [NaverProvider]
