"""Reads the district's own texts (TOML beside its file) into page fields."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from yeongdeungpoever.vocabulary.district import district

FindPage = Callable[[str], int | None]


def page_files() -> list[dict]:
    """Every standard page of the district as read from ``content/pages/*.toml``, home first."""
    pages = list(_read(district().content / "pages").values())
    return sorted(pages, key=lambda page: page["type"] != "home")


def translated_files(language: str) -> list[dict]:
    """The same pages in another language (``content/pages/<language>/*.toml``), home first.

    A translation holds ``title``, ``summary`` and text; all else is that of the file with the
    same name in the source language. A page that has none there (the index of programmes, which
    comes with the report) is found by its slug, the file's name.
    """
    sources = _read(district().content / "pages")
    pages = [
        {"slug": name, "type": "other"} | sources.get(name, {}) | data
        for name, data in _read(district().content / "pages" / language).items()
    ]
    return sorted(pages, key=lambda page: page["type"] != "home")


def _read(folder: Path) -> dict[str, dict]:
    return {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.toml"))
    }


def policy_files() -> list[dict]:
    """Every policy version: the front matter of ``content/policies/*.toml`` and its text.

    Beside the front matter stands the Korean text (``.html``), and the English one where there
    is one (``.en.html``). Raises FileNotFoundError where the Korean one is missing.
    """
    versions = []
    for file in sorted((district().content / "policies").glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        effective = data["effective_on"]
        data["effective_on"] = (
            effective if isinstance(effective, date) else date.fromisoformat(effective)
        )
        data["text_ko"] = file.with_suffix(".html").read_text(encoding="utf-8")
        english = file.with_suffix(".en.html")
        data["text_en"] = english.read_text(encoding="utf-8") if english.is_file() else ""
        versions.append(data)
    return versions


def body_of(blocks: list[dict], find_page: FindPage) -> list[dict]:
    """Blocks of a file → raw StreamField data.

    ``find_page`` answers the id of a page by slug. A block whose page does not exist (yet) is
    left out, as it would lead nowhere.
    """
    raw = []
    for block in blocks:
        value = {name: content for name, content in block.items() if name != "type"}
        for name, content in list(value.items()):
            if name == "page" or name.endswith("_page"):
                value[name] = find_page(content) if content else None
        if "slugs" in value:
            found = [find_page(slug) for slug in value.pop("slugs")]
            value["pages"] = [pk for pk in found if pk]
        missing = ("page" in value and value["page"] is None) or value.get(
            "primary_page", 0
        ) is None
        if missing or value.get("pages", True) == []:
            continue
        if value.get("secondary_page", 0) is None:
            value["secondary_label"] = ""
        raw.append({"type": block["type"], "value": value})
    return raw
