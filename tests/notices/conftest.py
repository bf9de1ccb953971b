"""A kind of the tests' own, so that they do not hang on the words of a real mail."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.notices.sink import Sink
from yeongdeungpoever.notices import kinds, topics
from yeongdeungpoever.notices.kinds import FromMail, Kind
from yeongdeungpoever.notices.outbox import send

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def kind(settings, monkeypatch):
    """Register kinds for one test: ``kind(may_send=…)`` makes ``test.word`` with these fields."""
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}
    ]
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def make(key="test.word", **fields):
        made = Kind(
            key=key,
            title="시험",
            template="word",
            sample=lambda: {"word": "다리"},
            **fields,
        )
        kinds.register(made)
        return made

    return make


@pytest.fixture
def short_lived(kind):
    return kind(useful_for=timedelta(minutes=15))


@pytest.fixture
def sink(settings):
    """A mail server of this test's own, to which the outbox speaks real SMTP."""
    with Sink() as server:
        settings.MAILERS = server.mailers
        yield server


@pytest.fixture
def news(kind, monkeypatch):
    """A topic of the tests' own, ``test.news``, and a way to send something of it: ``news(person,
    "다리")``. ``news.hidden`` names what nobody may see any more; ``news.other`` sends of
    ``test.other``, which comes at once."""
    monkeypatch.setattr(topics, "_topics", {})
    hidden = set()

    def may(user, context):
        return context["name"] not in hidden

    for key, default in (
        ("test.news", topics.Delivery.WEEKLY),
        ("test.other", topics.Delivery.AT_ONCE),
    ):
        topics.register(topics.Topic(key=key, label=f"새 {key}", help="시험", default=default))
        kinds.register(
            Kind(
                key=key,
                title=f"시험 {key}",
                template="news",
                sample=lambda: {"name": "예시", "link": "/", "secret": ""},
                may_send=may,
                may_read=may,
                inbox=FromMail(about=("name",)),
                topic=key,
            )
        )

    kind()

    def tell(person, name, key="test.news", **more):
        context = {"name": name, "link": f"/{name}/", "secret": "회원에게만 보이는 글"}
        return send(key, person, context, **more)

    tell.hidden = hidden
    tell.other = partial(tell, key="test.other")
    return tell
