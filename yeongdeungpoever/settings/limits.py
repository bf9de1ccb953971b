"""How often who may try what: ``amount/window/whose``, all of a line must hold.

``ip`` is the sender (an IPv6 network of 64 bits counts as one), ``user`` the account signed in,
``key`` the address typed. What is counted by the address typed is so high that one sender meets
the limit by ``ip`` first: nobody can shut another out from one place. Whole offices share one
sender, so these are no smaller than a busy Monday needs.
"""

ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Here the key is address and sender together, or the account at the second step
    # (accounts/limits.py): five failures, as the table of checks asks.
    "login_failed": "30/5m/ip,5/5m/key,20/h/key",
    # And this the address alone, whoever sends: against many senders guessing one password.
    "login_failed_address": "100/h/key",
    "signup": "10/m/ip,60/h/ip",
    "request_login_code": "5/m/ip,20/h/ip,30/h/key",
    "reset_password": "5/m/ip,20/h/ip,30/h/key",
    # Mails that anybody can have sent to an address, repeats of a code included.
    "mail_asked_for": "10/h/key",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/10s/key",
    "reauthenticate": "10/m/user,40/h/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}
