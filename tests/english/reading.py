"""What a page says, and in which language each piece of it claims to be."""

import re
from html.parser import HTMLParser

HANGUL = re.compile(r"[가-힣ㄱ-ㅎ]")
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_SILENT = {"script", "style", "svg", "template"}
# Attributes that people read or hear.
_SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "data-label", "label")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open: list[tuple[str, str, bool]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = given.get("lang") or self.language
        silent = tag in _SILENT or bool(self.open and self.open[-1][2])
        names = [name for name in _SPOKEN if given.get(name)]
        if tag == "meta" and "description" in (given.get("name") or given.get("property") or ""):
            names.append("content")
        if tag in ("input", "button") and given.get("type") in ("submit", "button"):
            names.append("value")
        self.found += [(language, given[name] or "") for name in names if given.get(name)]
        if tag not in _VOID:
            self.open.append((tag, language, silent))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not (self.open and self.open[-1][2]):
            self.found.append((self.language, " ".join(data.split())))


def texts(html: str) -> list[tuple[str, str]]:
    """(language, text) of everything that a reader meets, attributes included."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def korean_in_english(html: str) -> list[str]:
    """Korean texts that a page does not mark as Korean."""
    return [text for language, text in texts(html) if language != "ko" and HANGUL.search(text)]


def english_in_korean(html: str) -> list[str]:
    """Runs of three Latin words or more that a Korean page does not mark as another language."""
    run = re.compile(r"(?:\b[A-Za-z][a-z]+ ){2,}[A-Za-z]+")
    return [text for language, text in texts(html) if language in ("", "ko") and run.search(text)]
