"""Django's test client, whose ``force_login`` means a complete sign-in: second factor included."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client as DjangoClient


class Client(DjangoClient):
    """A browser for tests."""

    def force_login(self, user, backend=None, *, second_factor=True):
        """Sign in. Without ``second_factor`` the session is one that a password alone opened."""
        super().force_login(user, backend)
        session = self.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa" if second_factor else "password", "at": time.time()}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
