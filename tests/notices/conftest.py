"""A kind of the tests' own, so that they do not hang on the words of a real mail."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.notices.sink import Sink
from yeongdeungpoever.notices import kinds
from yeongdeungpoever.notices.kinds import Kind

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
