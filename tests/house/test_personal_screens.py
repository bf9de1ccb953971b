"""No screen of the back office shows a person without a row in the access log.

A person without any role is planted in everything that holds people; then an administrator opens
every address of the admin. Whatever shows their name, address or telephone must have written one
row that names them (``accounts/personal_screens.py``), and no file may leave without a reason.
"""

import pytest

from tests import personas
from tests.client import Client
from yeongdeungpoever.access.models import AccessEntry, Act
from yeongdeungpoever.accounts.models import (
    Consent,
    ConsentMethod,
    PolicyVersion,
    RightsChange,
    User,
)
from yeongdeungpoever.notices.outbox import send

from .access_table import addresses, path_of
from .access_world import World

NAME, EMAIL, PHONE = "강나루터", "canary.person@test.example", "010-7777-1234"
# A search finds them by this, and its box repeats no more than this.
ASKED = "강나루"
# Ends the session or answers with an error on purpose.
_APART = ("wagtailadmin_logout", "wagtailadmin_error_test")


def planted() -> User:
    """The person, in every table that holds people."""
    person = User.objects.create_user(EMAIL, None, name=NAME, phone=PHONE)
    Consent.objects.create(
        user=person,
        person=person.key,
        policy=PolicyVersion.objects.first(),
        method=ConsentMethod.SIGN_UP,
    )
    RightsChange.objects.create(person=person.key, change="granted", right="역할", cause="edit")
    send("accounts.login_code", person, {"code": "123456"})
    return person


def shows(response) -> bool:
    text = b"".join(response).decode(errors="replace")
    return any(word in text for word in (NAME, EMAIL, PHONE))


@pytest.mark.django_db
def test_every_look_at_a_person_leaves_one_row():
    world, person, admin = World(), planted(), personas.administrator()
    world.person = person.pk
    browser = Client(raise_request_exception=False)
    browser.force_login(admin)
    # Wagtail's log names people too.
    browser.post(f"/admin/users/edit/{person.pk}/", {"name": NAME, "language": "ko"})
    asked, showing, wrong = 0, 0, []
    for address in addresses():
        if not address.route.startswith("admin/") or address.name in _APART:
            continue
        path = path_of(address, world)
        joint = "&" if "?" in path else "?"
        urls = [path]
        # Lists have no number in their address; they can be searched, and some leave as a file.
        if "<" not in address.route:
            urls += [f"{path}{joint}q={ASKED}", f"{path}{joint}export=csv"]
        for url in urls:
            before = AccessEntry.objects.count()
            seen = shows(browser.get(url))
            rows = list(AccessEntry.objects.order_by("pk")[before:])
            asked, showing = asked + 1, showing + seen
            if seen and "export=" in url and AccessEntry.objects.filter(act=Act.EXPORT).exists():
                wrong.append(f"{url}: a file without a reason")
            elif seen and [str(person.key) in row.people for row in rows] != [True]:
                wrong.append(f"{address.name} {url}: shows the person, rows: {rows}")
            elif len(rows) > 1:
                wrong.append(f"{address.name} {url}: {len(rows)} rows for one look")
    print(f"{asked} questions, {showing} show the person")
    assert wrong == []
    assert showing > 10
