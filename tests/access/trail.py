"""Rows of the access log for tests."""

from uuid import UUID, uuid4

from django.test import RequestFactory

from tests import personas
from yeongdeungpoever.access.log import Act, record
from yeongdeungpoever.access.models import AccessEntry
from yeongdeungpoever.accounts.models import User


def request_of(user, address: str = "127.0.0.1"):
    """A request of the user from the address."""
    request = RequestFactory().get("/admin/", REMOTE_ADDR=address)
    request.user = user
    return request


def write(user: User | None = None, people: list[UUID] | None = None, **words) -> AccessEntry:
    """One row, of the reviewer where nobody is named."""
    user = user or User.objects.filter(email="reviewer@test.example").first() or personas.reviewer()
    entry = record(
        request_of(user, words.pop("address", "127.0.0.1")),
        words.pop("act", Act.VIEW),
        words.pop("screen", "계정 목록"),
        people or [uuid4()],
        **words,
    )
    assert entry
    return entry
