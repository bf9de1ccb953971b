"""Hidden pages, documents and pictures: refused like what does not exist, by every road."""

import statistics
import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Locale

from search.questions import find
from tests import personas
from tests.client import Client
from tests.house.access_world import paper, picture
from tests.site import home_page, standard_page
from yeongdeungpoever.access.visibility import Level
from yeongdeungpoever.accounts.models import User

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary files of new renditions to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*FileIO.*:pytest.PytestUnraisableExceptionWarning"),
]

WORD = "청둥오리"
# Who may not see what, all of whom must get the answer of nothing.
OUTSIDERS = {
    Level.MEMBERS: ("visitor", "applicant", "unproven"),
    Level.STAFF: ("visitor", "applicant", "officer", "manager", "other_officer", "unproven"),
}
CASES = [(level, who) for level, people in OUTSIDERS.items() for who in people]


class Hidden:
    """One page of the level with all that a page can hold, made for one test."""

    def __init__(self, level):
        self.image, self.document = picture("hidden"), paper("hidden")
        self.page = standard_page(
            f"{WORD} 이야기",
            "hidden",
            visibility=level,
            summary=f"{WORD} 소개",
            listing_image=self.image,
            body=[
                ("picture", {"image": self.image, "caption": WORD}),
                ("documents", {"heading": WORD, "documents": [self.document]}),
            ],
        )
        self.child = standard_page(f"{WORD} 아래", "below", parent=self.page)
        self.rendition = self.image.get_rendition("width-32")
        home_page()

    def doors(self):
        """Address of the hidden thing, and of the same kind of thing that does not exist."""
        document = self.document
        missing = reverse("wagtaildocs_serve", args=[9999, document.filename])
        return [
            ("/hidden/", "/nothng/"),
            ("/hidden/below/", "/nothng/below/"),
            ("/hidden/versions/1-0/", "/nothng/versions/1-0/"),
            ("/hidden", "/nothng"),
            (self.rendition.url, self.rendition.url.replace("width-32", "width-33")),
            (f"/media/{self.image.file.name}", "/media/original_images/hiddem.png"),
            (f"/media/{document.file.name}", "/media/documents/hiddem.pdf"),
            (document.url, missing),
            (document.url.replace(".pdf", ".txt"), missing),
        ]


def browser(who: str) -> Client:
    client = Client()
    if who == "visitor":
        return client
    if who == "unproven":
        client.force_login(personas.operator(), second_factor=False)
    else:
        client.force_login(getattr(personas, who)())
    return client


def answer(client, path: str, **headers):
    """Everything that the answer says, without what is the request's own."""
    response = client.get(path, headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace").replace(path, "PATH")
    kept = {
        name: value.replace(path, "PATH")
        for name, value in response.headers.items()
        if name not in ("Content-Length", "X-Request-ID")
    }
    return response.status_code, kept, sorted(response.cookies), text


@pytest.mark.parametrize("level, who", CASES)
def test_every_door_answers_as_for_nothing(level, who):
    hidden, client = Hidden(level), browser(who)
    for path, missing in hidden.doors():
        for headers in ({}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}):
            found = answer(client, path, **headers)
            assert found == answer(client, missing, **headers), (path, headers)
            assert found[0] in (404, 301), path
    for prefix in ("/en/hidden/", "/en/hidden/below/"):
        Locale.objects.get_or_create(language_code="en")
        cache.clear()
        found = answer(client, prefix)
        assert found[0] == 404
        missing = answer(client, prefix.replace("hidden", "nothng"))[3]
        assert found[3].replace("/hidden/", "/nothng/") == missing


@pytest.mark.parametrize("level, who", CASES)
def test_no_list_tells(level, who):
    hidden, client = Hidden(level), browser(who)
    person = None if who == "visitor" else User.objects.order_by("pk").last()
    roads = ("/", "/sitemap.xml", "/sitemap/", "/feed/", "/about/", f"/search/?q={WORD}",
             f"/search/?q={WORD[:2]}", "/search/?q=ㅊㄷㅇㄹ", "/en/sitemap.xml")  # fmt: skip
    for road in roads:
        body = client.get(road).content.decode().replace(f'value="{WORD}"', "")
        for trace in (f"{WORD} ", "/hidden/", hidden.rendition.url, hidden.document.url):
            assert trace not in body, (road, trace)
    if who not in ("visitor", "unproven"):
        assert find(WORD, person).count == 0


@pytest.mark.parametrize("level", [Level.MEMBERS, Level.STAFF])
def test_what_somebody_else_has_read_is_kept_for_nobody(level):
    hidden, reader, stranger = Hidden(level), browser("reviewer"), Client()
    before = answer(stranger, "/hidden/")
    for path in ("/hidden/", hidden.rendition.url, hidden.document.url):
        response = reader.get(path)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]
        if response.streaming:
            b"".join(response.streaming_content)
        etag = response.get("ETag", '"x"')
        assert stranger.get(path, headers={"If-None-Match": etag}).status_code == 404
        assert (
            stranger.get(path, headers={"Referer": "http://testserver/hidden/"}).status_code == 404
        )
    assert answer(stranger, "/hidden/") == before


def test_a_stranger_s_answer_is_not_given_to_who_may_see():
    Hidden(Level.MEMBERS)
    assert Client().get("/hidden/").status_code == 404
    assert browser("officer").get("/hidden/").status_code == 200


def test_other_departments_drafts_stay_theirs():
    """An editor of another team has no road to a draft: preview, history, compare, API."""
    draft = standard_page(f"{WORD} 초안", "draft", publish=False)
    revision = draft.save_revision()
    client = browser("department_editor")
    roads = [
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk]),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
        reverse("wagtailadmin_pages:usage", args=[draft.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[draft.pk, revision.pk]),
        reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, revision.pk]),
        reverse("wagtailadmin_pages:copy", args=[draft.pk]),
        reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, draft.get_parent().pk]),
        f"/admin/api/main/pages/{draft.pk}/",
        f"/admin/pages/{draft.pk}/revisions/compare/earliest...latest/",
    ]
    for road in roads:
        response = client.get(road)
        assert response.status_code in (302, 403, 404), road
        assert WORD not in response.content.decode(), road


def test_hidden_and_missing_take_the_same_time():
    hidden, client = Hidden(Level.STAFF), Client()
    for path, missing in hidden.doors()[:1] + hidden.doors()[4:5]:
        times = {path: [], missing: []}
        for turn in range(30):
            for each in (path, missing) if turn % 2 else (missing, path):
                started = time.perf_counter()
                client.get(each)
                times[each].append(time.perf_counter() - started)
        known, unknown = (statistics.median(each) for each in times.values())
        # A hidden thing costs the few questions more that find it, not a page.
        assert abs(known - unknown) < 0.02, path
