"""Two kinds of the tests', and duties of them."""

from django.urls import reverse

from tests.site import standard_page
from yeongdeungpoever.duties import actions, kinds

KIND = "duties.test"
LAW = "duties.test_law"


def _url(subject) -> str:
    if isinstance(subject, str):
        return f"/admin/#{subject}"
    return reverse("wagtailadmin_pages:edit", args=[subject.pk])


for _kind in (
    kinds.Kind(key=KIND, label="시험 일", verb="보러 가기", days=3, url=_url),
    kinds.Kind(key=LAW, label="법정 일", days=8, calendar=kinds.CALENDAR, url=_url),
):
    if kinds.find(_kind.key) is None:
        kinds.register(_kind)


def duty(kind: str = KIND, key: str = "key", title: str = "시험", **fields):
    """An open duty about a key."""
    return actions.open_duty(kind, key, title=title, **fields)


def page(slug: str):
    """A page to hang a duty on."""
    return standard_page(slug, slug)
