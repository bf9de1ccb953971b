"""Compile and check the catalogues in ``locale/``: ``python scripts/messages.py COMMAND``.

``compile``  write the ``.mo`` beside every ``.po`` (no msgfmt needed; commit both)
``check``    fail on a stale ``.mo``, a lost placeholder or tag, an entry nobody asks for,
             a Korean entry that is still Latin, a Korean text of our sources without its
             English, and English that holds Korean
``update``   add what our sources say to ``locale/en`` without a translation, take out what they
             no longer say (no xgettext needed), and compile
``missing``  fail on strings of the packages in ``locale/packages.toml`` that have no Korean

Ends with 0 when all is well, 1 when it has printed something to mend.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Self

import polib

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import extraction  # noqa: E402

LOCALE = ROOT / "locale"
DOMAINS = ("django", "djangojs")
WIDTH = 100  # columns of a catalogue's lines

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile(r"[A-Za-z]")

# What tells one string from another: domain, context, text.
type Key = tuple[str, str | None, str]


@dataclass
class Rules:
    """What ``locale/packages.toml`` says."""

    packages: list[str]
    latin: set[str]
    # Catalogues nobody sees.
    excluded: set[str]
    # Catalogues that Django does not load: which of their strings are used all the same.
    unloaded: dict[str, set[str]]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the rules in ``path``; a KeyError names what it lacks."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        excluded = {rule["catalogue"] for rule in data["excluded"]}
        unloaded = {rule["catalogue"]: set(rule["messages"]) for rule in data["unloaded"]}
        return cls(data["packages"], set(data["latin"]), excluded, unloaded)


def own_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Return this project's ``.po`` files, in order."""
    return sorted(locale.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> polib.POFile:
    """Return the catalogue in ``path``; a string that stands in it twice raises ValueError."""
    return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True, wrapwidth=WIDTH)


def forms(entry: polib.POEntry) -> list[str]:
    """Return the translations of an entry: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def entry_problems(entry: polib.POEntry) -> Iterator[str]:
    """Yield what a translation has lost of its original: placeholders, tags, space at the ends.

    Where singular and plural differ in what they hold, the translation may follow either.
    """
    originals = [text for text in (entry.msgid, entry.msgid_plural) if text]
    for text in forms(entry):
        if not text:
            continue
        for name, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG)):
            found = sorted(pattern.findall(text))
            wanted = [sorted(pattern.findall(original)) for original in originals]
            if found not in wanted:
                yield f"{name}: {' '.join(found) or 'none'} instead of {' '.join(wanted[-1])}"
        for name, pattern in (("start", r"^\s*"), ("end", r"\s*$")):
            if re.search(pattern, text)[0] != re.search(pattern, entry.msgid)[0]:
                yield f"space at the {name} differs"


def is_latin(entry: polib.POEntry, allowed: set[str]) -> bool:
    """Return whether a Korean entry holds Latin words and no Korean one: English passed on."""
    for text in forms(entry):
        words = TAG.sub("", PLACEHOLDER.sub("", text))
        if LATIN.search(words) and not HANGUL.search(words) and text not in allowed:
            return True
    return False


def locale_folders(packages: list[str]) -> Iterator[tuple[str, Path]]:
    """Yield ("wagtail/admin", its locale folder) for every catalogue that packages bring.

    Raises ModuleNotFoundError for a package that is not installed.
    """
    for package in packages:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(package)
        root = Path(spec.submodule_search_locations[0])
        for folder in sorted(root.rglob("locale")):
            if any(folder.glob("*/LC_MESSAGES/*.po")):
                yield folder.parent.relative_to(root.parent).as_posix(), folder


def package_strings(folder: Path) -> dict[Key, bool]:
    """Return the strings of one package's catalogue, and whether it ships each in Korean.

    The English catalogue lists them all; where there is none, the others together do.
    """
    found: dict[Key, bool] = {}
    for domain in DOMAINS:
        english = folder / f"en/LC_MESSAGES/{domain}.po"
        korean = folder / f"ko/LC_MESSAGES/{domain}.po"
        sources = [english] if english.exists() else sorted(folder.glob(f"*/*/{domain}.po"))
        for entry in (entry for source in sources for entry in polib.pofile(str(source))):
            if not entry.obsolete:
                found.setdefault((domain, entry.msgctxt, entry.msgid), False)
        if korean.exists():
            for entry in polib.pofile(str(korean)).translated_entries():
                found[domain, entry.msgctxt, entry.msgid] = True
    return found


def own_korean(locale: Path = LOCALE) -> dict[Key, polib.POEntry]:
    """Return the translated entries of this project's Korean catalogues."""
    return {
        (path.stem, entry.msgctxt, entry.msgid): entry
        for path in sorted(locale.glob("ko/LC_MESSAGES/*.po"))
        for entry in read(path).translated_entries()
    }


def strings_to_cover(rules: Rules) -> Iterator[tuple[str, Key, bool]]:
    """Yield (catalogue, string, whether people get the package's own Korean) for all listed."""
    seen = set()
    for name, folder in locale_folders(rules.packages):
        seen.add(name)
        if name in rules.excluded:
            continue
        used = rules.unloaded.get(name)
        for key, shipped in package_strings(folder).items():
            if used is None:
                yield name, key, shipped
            elif key[2] in used:
                yield name, key, False
    if unknown := (rules.excluded | set(rules.unloaded)) - seen:
        raise ValueError(f"packages.toml names no catalogue: {', '.join(sorted(unknown))}")


def missing(locale: Path = LOCALE) -> list[str]:
    """Return a line for each string of the listed packages that people would see in English."""
    own = own_korean(locale)
    lines = []
    for name, key, shipped in strings_to_cover(Rules.read(locale / "packages.toml")):
        if not shipped and key not in own:
            context = f"[{key[1]}] " if key[1] else ""
            lines.append(f"{name} {key[0]}: no Korean for {context}{key[2]!r}")
    return lines


def check(locale: Path = LOCALE) -> list[str]:
    """Return a line for each thing to mend in this project's own catalogues."""
    rules = Rules.read(locale / "packages.toml")
    lines = []
    for path in own_catalogues(locale):
        name = path.relative_to(locale).as_posix()
        catalogue = read(path)
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
            lines.append(f"{name}: its .mo is stale; run scripts/messages.py compile")
        for entry in catalogue:
            lines += [f"{name}:{entry.linenum}: {problem}" for problem in entry_problems(entry)]

    wanted = {key for _, key, _ in strings_to_cover(rules)}
    for key, entry in own_korean(locale).items():
        if is_latin(entry, rules.latin):
            lines.append(f"ko {key[0]}: not Korean: {entry.msgid!r}")
        if key not in wanted:
            # Dropped or reworded by a newer release: a translation nobody will ever read.
            lines.append(f"ko {key[0]}: no package has {entry.msgid!r}")
    return lines + english_problems(locale)


def sources() -> dict[Key, extraction.Message]:
    """Return the Korean texts of this project's own sources, each with its first place."""
    found: dict[Key, extraction.Message] = {}
    for message in extraction.messages():
        found.setdefault(message.key, message)
    return found


def english_problems(locale: Path = LOCALE) -> list[str]:
    """Return a line for each text that has no English, or English that nobody should see."""
    wanted = sources()
    catalogues = {path.stem: read(path) for path in sorted(locale.glob("en/LC_MESSAGES/*.po"))}
    own = {
        (domain, entry.msgctxt, entry.msgid): entry
        for domain, catalogue in catalogues.items()
        for entry in catalogue
        if not entry.obsolete
    }
    lines = []
    for key, message in wanted.items():
        entry = own.get(key)
        if entry is None or not entry.translated() or "fuzzy" in entry.flags:
            lines.append(f"en {key[0]}: no English for {message.text!r} ({message.place})")
        elif bool(message.plural) != bool(entry.msgid_plural):
            lines.append(f"en {key[0]}: plural forms differ: {message.text!r} ({message.place})")
        elif any(HANGUL.search(text) for text in forms(entry)):
            lines.append(f"en {key[0]}: Korean in the English of {message.text!r}")
    lines += [f"en {key[0]}: no source says {key[2]!r}" for key in own.keys() - wanted.keys()]
    return lines


def update_english(locale: Path = LOCALE) -> int:
    """Bring ``locale/en`` to what the sources say; return how many entries still lack English."""
    wanted = sources()
    lacking = 0
    for domain in DOMAINS:
        path = locale / f"en/LC_MESSAGES/{domain}.po"
        messages = {key: item for key, item in wanted.items() if key[0] == domain}
        if not messages and not path.exists():
            continue
        catalogue = read(path) if path.exists() else polib.POFile(wrapwidth=WIDTH)
        known = {(domain, entry.msgctxt, entry.msgid): entry for entry in catalogue}
        for key in known.keys() - messages.keys():
            catalogue.remove(known[key])
        for key in messages.keys() - known.keys():
            item = messages[key]
            entry = polib.POEntry(msgctxt=item.context, msgid=item.text, msgstr="")
            if item.plural:
                entry.msgid_plural, entry.msgstr_plural = item.plural, {0: "", 1: ""}
            catalogue.append(entry)
        catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        lacking += len(catalogue.untranslated_entries())
        catalogue.save(str(path))
    compile_all(locale)
    return lacking


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write every ``.mo`` and return them."""
    written = []
    for path in own_catalogues(locale):
        target = path.with_suffix(".mo")
        target.write_bytes(read(path).to_binary())
        written.append(target)
    return written


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    match arguments:
        case ["compile"]:
            for path in compile_all():
                print(path.relative_to(LOCALE.parent))
            return 0
        case ["update"]:
            print(f"{update_english()} texts without English in locale/en")
            return 0
        case ["check"]:
            lines = check()
        case ["missing"]:
            lines = missing()
        case _:
            print(__doc__)
            return 2
    for line in lines:
        print(line)
    print(f"{len(lines)} to mend" if lines else "all well")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
