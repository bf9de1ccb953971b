"""Looks through a PDF in a process of its own: bytes in, one word out.

Run as a script by ``pdfs.py`` and imported by nobody, so it knows nothing of the site: qpdf is a
reader of hostile bytes in C++, and what it unpacks it keeps in memory. Here it has bounds, and what
ends it ends nothing else.

What a reader may run stands in three places: in the objects that the file's own table names, in
object streams (ISO 32000-2, 7.5.7) whatever the table says, and in what a reader finds that makes
the table anew.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf

try:
    import resource
except ImportError:  # Windows has none, and is no place for the site.
    resource = None  # type: ignore[assignment]

_MEMORY = 512 * 1024 * 1024  # bytes, with the library itself
_SECONDS = 10  # of work
FINE, ACTIVE, LOCKED, CUT = "FINE", "ACTIVE", "LOCKED", "CUT"

_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_LONG = rb"JavaScript|Launch|EmbeddedFiles?|RichMedia\w*|FileAttachment|SubmitForm|ImportData"
# Two or three letters stand in a picture by chance, so these are asked of objects only.
_SHORT = rb"JS|XFA|AA|EF|GoToE"
_END = rb"(?![A-Za-z0-9_])"
_ACTIVE_ANYWHERE = re.compile(rb"/(?:" + _LONG + rb")" + _END)
_ACTIVE = re.compile(rb"/(?:" + _LONG + rb"|" + _SHORT + rb")" + _END)
_LOCKED = re.compile(rb"/Encrypt" + _END)
# What a document may do when it is opened: show a place of its own.
_HARMLESS = ("/GoTo",)


def looked_through(content: bytes) -> str:
    """Its word: FINE, or the name of a fault. Raises what the library raises at what it cannot
    open."""
    plain = _plain(content)
    if _LOCKED.search(plain):
        return LOCKED
    if _ACTIVE_ANYWHERE.search(plain):
        return ACTIVE
    with pikepdf.open(BytesIO(content)) as document:
        if document.is_encrypted:
            return LOCKED
        if not len(document.pages):
            return CUT
        if any(_ACTIVE.search(_plain(part)) for part in _parts(document)):
            return ACTIVE
        first = document.Root.get("/OpenAction")
        if isinstance(first, pikepdf.Dictionary) and first.get("/S") not in _HARMLESS:
            return ACTIVE
    return FINE


def _parts(document: pikepdf.Pdf) -> Iterator[bytes]:
    """Every object as it would be written, and what object streams hold."""
    yield document.trailer.unparse()
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            yield thing.stream_dict.unparse()
            if thing.stream_dict.get("/Type") == "/ObjStm":
                yield thing.read_bytes()
        elif isinstance(thing, pikepdf.Object):
            yield thing.unparse(resolved=True)


def _plain(text: bytes) -> bytes:
    return _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), text)


def _bound() -> None:
    if resource is None:
        return
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        # A system that bounds no memory (macOS) still bounds the time.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Read standard input, write the word."""
    content = sys.stdin.buffer.read()
    _bound()
    try:
        word = looked_through(content)
    except Exception:  # noqa: BLE001 - whatever the library says, nobody can read the file
        word = CUT
    sys.stdout.write(word)


if __name__ == "__main__":
    main()
