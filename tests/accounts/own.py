"""What the tests of the account's own pages share: a session that has just proved itself."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY


def enter(client, user, *, fresh=True):
    """Sign in; ``fresh`` means that the person has re-authenticated a moment ago."""
    client.force_login(user)
    session = client.session
    method = {"method": "mfa", "at": time.time()} | ({"reauthenticated": True} if fresh else {})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [method]
    session.save()
