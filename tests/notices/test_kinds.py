"""Every mail of the house, in both languages: complete, without leftovers, safe to open."""

import re

import pytest
from django.utils import translation

from yeongdeungpoever.notices import kinds
from yeongdeungpoever.notices.colours import stylesheet
from yeongdeungpoever.notices.letters import compose
from yeongdeungpoever.notices.parts import columns, wrap

pytestmark = pytest.mark.django_db

KEYS = [kind.key for kind in kinds.every()]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_a_mail_is_complete(key, language):
    kind = kinds.get(key)
    with translation.override(language):
        letter = compose(kind, kind.sample())
        title = str(kind.title)
    assert title
    assert re.fullmatch(r"\[[^\]]+\] \S.*", letter.subject)
    body = letter.html.partition("<body")[2]
    for part in (letter.subject, letter.text, body):
        for leftover in ("{{", "{%", "}}", "None", "&amp;amp;", "&lt;", "<SafeString", "%("):
            assert leftover not in part, leftover
    for line in letter.text.splitlines():
        assert columns(line) <= 72 or " " not in line.strip(), line
    assert f'lang="{language}"' in letter.html
    assert "<script" not in letter.html
    assert " src=" not in letter.html
    assert "url(" not in letter.html
    assert "prefers-color-scheme: dark" in letter.html
    assert "var(--" not in letter.html


@pytest.mark.parametrize("key", KEYS)
def test_a_sample_is_made_up(key):
    addresses = re.findall(r"[\w.]+@[\w.]+", repr(kinds.get(key).sample()))
    assert all(address.endswith(".example") for address in addresses)


def test_text_and_html_say_the_same():
    """Whatever the text says stands in the HTML too: both come from one template."""
    for kind in kinds.every():
        with translation.override("ko"):
            letter = compose(kind, kind.sample())
        seen = " ".join(re.sub(r"<[^>]+>", " ", letter.html.partition("<body")[2]).split())
        own = letter.text.partition("\n-- \n")[0]
        for word in own.split():
            plain = word.strip("-|:■")
            if plain and not plain.startswith("http"):
                assert plain in seen.replace("&quot;", '"'), (kind.key, plain)


def test_colours_are_the_sites_in_light_and_dark():
    light, dark = stylesheet().split("@media (prefers-color-scheme: dark)")
    assert "#0b57d0" in light
    assert "#8ab6ff" in dark
    assert "#8ab6ff" not in light


def test_lines_are_wrapped_at_spaces_by_their_width():
    text = "다리는 " * 30 + "https://ever.example/" + "x" * 100
    lines = wrap(text).splitlines()
    assert all(columns(line) <= 72 for line in lines[:-1])
    assert lines[-1].startswith("https://")
    assert " ".join(lines) == text


def test_a_key_is_given_once(kind):
    kind()
    with pytest.raises(ValueError, match="unique"):
        kind()
