"""The district that this installation serves: one TOML file, named by ``DISTRICT_FILE``.

Names, menu and dong of a district stand there and nowhere in code, so that a second district
starts by settings and content alone.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .bilingual import Bilingual

NAMES = ("name", "city", "office", "network", "network_full")
SOURCE_KEYS = ("title", "body", "date", "department")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the main menu; it is shown once its page is live."""

    key: str
    slug: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Dong:
    """One 행정동 of the district."""

    slug: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class District:
    """Everything that differs from one district's installation to another's."""

    slug: str
    name: Bilingual
    city: Bilingual
    office: Bilingual
    network: Bilingual
    network_full: Bilingual
    menu: tuple[MenuEntry, ...]
    dongs: tuple[Dong, ...]
    # Folder with the district's own texts, beside its file.
    content: Path
    # The document from which the facts come: title, body, date, department.
    source: dict[str, Bilingual]

    @property
    def office_in_city(self) -> Bilingual:
        """The office with its city, in the order of each language."""
        return Bilingual(
            ko=f"{self.city.ko} {self.office.ko}", en=f"{self.office.en}, {self.city.en}"
        )


def district() -> District:
    """Return the district named by ``settings.DISTRICT_FILE``, read once a path and process.

    Raises ImproperlyConfigured, with what to mend, if the setting, the file or a key is missing.
    """
    path = getattr(settings, "DISTRICT_FILE", None)
    if not path:
        raise ImproperlyConfigured(
            "DISTRICT_FILE is not set. Set it to the path of the district's TOML file, "
            "for example districts/<slug>/district.toml."
        )
    return _read_once(Path(path))


def read_district(path: Path) -> District:
    """Read a district file. Raises ImproperlyConfigured with the mend in its message."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path}: cannot be read ({error.strerror}). "
            "Set DISTRICT_FILE to a district's TOML file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{path}: not TOML in UTF-8 ({error}). Mend that line."
        ) from error
    names = {key: _bilingual(data, key, path) for key in NAMES}
    return District(
        slug=_text(data, "slug", path),
        **names,
        menu=tuple(
            MenuEntry(
                key=_text(entry, "key", path, where),
                slug=_text(entry, "slug", path, where),
                label=_filled(_bilingual(entry, "label", path, where), names, path, where),
            )
            for where, entry in _tables(data, "menu", path)
        ),
        dongs=tuple(
            Dong(
                slug=_text(entry, "slug", path, where), name=_bilingual(entry, "name", path, where)
            )
            for where, entry in _tables(data, "dongs", path)
        ),
        content=path.parent / "content",
        source={
            key: _bilingual(_table(data, "source", path), key, path, "[source] ")
            for key in SOURCE_KEYS
        },
    )


_read_once = lru_cache(maxsize=8)(read_district)


def _text(table: Mapping[str, Any], key: str, path: Path, where: str = "") -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ImproperlyConfigured(f'{path}: {where}{key} is missing. Add the line {key} = "…".')
    return value


def _table(table: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    value = table.get(key)
    if not isinstance(value, Mapping):
        raise ImproperlyConfigured(f"{path}: {key} is missing. Add a table [{key}].")
    return value


def _bilingual(table: Mapping[str, Any], key: str, path: Path, where: str = "") -> Bilingual:
    value = table.get(key)
    if not isinstance(value, Mapping):
        raise ImproperlyConfigured(
            f'{path}: {where}{key} is missing. Add the line {key} = {{ ko = "…", en = "…" }}.'
        )
    inner = f"{where}{key}."
    return Bilingual(ko=_text(value, "ko", path, inner), en=_text(value, "en", path, inner))


def _tables(table: Mapping[str, Any], key: str, path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    value = table.get(key)
    if not isinstance(value, list) or not value:
        raise ImproperlyConfigured(f"{path}: {key} is missing. Add at least one [[{key}]] table.")
    for position, entry in enumerate(value, start=1):
        if not isinstance(entry, Mapping):
            raise ImproperlyConfigured(
                f"{path}: {key} no. {position} is no table. Write it as [[{key}]]."
            )
    return [(f"[[{key}]] no. {position}: ", entry) for position, entry in enumerate(value, start=1)]


def _filled(label: Bilingual, names: dict[str, Bilingual], path: Path, where: str) -> Bilingual:
    """Put the names of the network and the district where a menu label says so."""
    values = {"{network}": names["network"], "{district}": names["name"]}
    for placeholder in PLACEHOLDER.findall(label.ko + label.en):
        if placeholder not in values:
            raise ImproperlyConfigured(
                f"{path}: {where}label holds {placeholder}. Write {' or '.join(values)}."
            )
    return Bilingual(
        ko=PLACEHOLDER.sub(lambda found: values[found[0]].ko, label.ko),
        en=PLACEHOLDER.sub(lambda found: values[found[0]].en, label.en),
    )
