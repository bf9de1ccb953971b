"""Finds the msgids of this project's own sources, without the gettext tools: Python by its syntax
tree, templates by Django's own translation of them, scripts by their calls."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ("home", "programmes", "search", "yeongdeungpoever", "network", "community")
TEMPLATES = "templates"
SCRIPTS = "static"
HANGUL = re.compile(r"[가-힣ㄱ-ㅎ]")

# Name of the function → how many texts it takes, and whether a context comes first.
_CALLS = {
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
_STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*((?:{_STRING}\s*,?\s*)+)")


@dataclass(frozen=True)
class Message:
    """One text of the sources: its context, its plural form (empty without one), and where."""

    domain: str
    context: str | None
    text: str
    plural: str
    place: str

    @property
    def key(self) -> tuple[str, str | None, str]:
        return self.domain, self.context, self.text


def messages(root: Path = ROOT) -> Iterator[Message]:
    """Every Korean text that the sources hand to gettext, once a place."""
    for folder in PYTHON:
        for file in sorted((root / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield from _python(file, file.relative_to(root).as_posix())
    for file in sorted((root / TEMPLATES).rglob("*")):
        if file.is_file() and file.suffix in (".html", ".txt", ".xml"):
            yield from _template(file, file.relative_to(root).as_posix())
    for file in sorted((root / SCRIPTS).rglob("*.js")):
        yield from _calls(file.read_text(encoding="utf-8"), "djangojs", str(file.relative_to(root)))


def _python(file: Path, place: str) -> Iterator[Message]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in _CALLS
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = (
            names.get(called.id, "")
            if isinstance(called, ast.Name)
            else called.attr
            if isinstance(called, ast.Attribute)
            else ""
        )
        if name in _CALLS:
            texts = [
                item.value
                for item in node.args
                if isinstance(item, ast.Constant) and isinstance(item.value, str)
            ]
            yield from _message(name, texts, "django", f"{place}:{node.lineno}")


def _template(file: Path, place: str) -> Iterator[Message]:
    source = file.read_text(encoding="utf-8")
    if HANGUL.search(source):
        yield from _calls(templatize(source, origin=place), "django", place)


def _calls(source: str, domain: str, place: str) -> Iterator[Message]:
    for found in _CALL.finditer(source):
        name = "gettext" if found[1] == "_" else found[1]
        texts = [ast.literal_eval(text) for text in re.findall(_STRING, found[2])]
        yield from _message(name, texts, domain, place)


def _message(name: str, texts: list[str], domain: str, place: str) -> Iterator[Message]:
    count, in_context = _CALLS[name]
    context = texts[0] if in_context and texts else None
    texts = texts[1:] if in_context else texts
    if len(texts) >= count and HANGUL.search(texts[0]):
        yield Message(domain, context, texts[0], texts[1] if count == 2 else "", place)
