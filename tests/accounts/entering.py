"""What the tests of the doors share: a filled sign-up form, and the code of the last mail."""

import re
import time

from django.core import mail

from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.person_form import opened_at

SIGN_UP = "/accounts/signup/"
CODE_PAGE = "/accounts/confirm-email/"
GOOD_PASSWORD = "mokpo-violet-ladder-9"


def sign_up_data(**changes) -> dict:
    """A form that a person filled in half a minute, with the required boxes only."""
    required, _optional = consents.asked_at_sign_up()
    data = {
        "email": "new@person.example",
        "password1": GOOD_PASSWORD,
        "name": "한여름",
        "age": "on",
        "note": "",
        "opened": opened_at(time.time() - 30),
    }
    data |= {f"consent_{version.kind}": "on" for version in required}
    return {name: value for name, value in (data | changes).items() if value is not None}


def code_in_mail(address: str | None = None) -> str:
    """The code of the latest mail, to this address if one is given."""
    for message in reversed(mail.outbox):
        if address and address not in message.to:
            continue
        found = re.search(r"\b\d{4}-\d{4}\b", message.body)
        if found:
            return found[0]
    raise AssertionError(f"no code in {[message.subject for message in mail.outbox]}")
