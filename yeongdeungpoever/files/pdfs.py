"""PDF files as they come in: whole, readable without a password, nothing in them that runs.

Names are looked for in the objects of the file and in its object streams (ISO 32000-2, 7.5.7). It
is no parser: the rest is the scanner's, and no paper is ever opened as a page of ours.
"""

import re
import zlib
from collections.abc import Iterator

from .faults import Fault

_TAIL = 1024  # bytes; readers look that far for the end's mark
_MOST_UNPACKED = 16 * 1024 * 1024  # bytes
_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_SPACE = b"\0\t\n\x0c\r "


def pdf_fault(content: bytes) -> Fault | None:
    """What is wrong with a file that should be a PDF; None when nothing."""
    # Readers forgive a page of HTML before the mark; a browser might show it.
    if not content.startswith(b"%PDF-"):
        return Fault.CONTENT
    ending = content[-_TAIL:]
    at = ending.rfind(b"%%EOF")
    if at < 0:
        return Fault.CUT
    if ending[at + len(b"%%EOF") :].strip(_SPACE):
        return Fault.CONTENT
    active = False
    for part in objects_of(content):
        plain = _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), part)
        if _LOCKED.search(plain):
            return Fault.LOCKED
        active = active or _ACTIVE.search(plain) is not None
    return Fault.ACTIVE if active else None


def objects_of(content: bytes) -> Iterator[bytes]:
    """What stands outside of streams, and what object streams hold; pictures and texts of pages
    would hold any three letters by chance."""
    at, unpacked = 0, 0
    while found := _STREAM.search(content, at):
        outside = content[at : found.start()]
        yield outside
        end = content.find(b"endstream", found.end())
        if end < 0:
            break
        head = outside[outside.rfind(b" obj") :]
        if b"/ObjStm" in head and unpacked < _MOST_UNPACKED:
            inside = _unpacked(content[found.end() : end], _MOST_UNPACKED - unpacked)
            unpacked += len(inside)
            yield inside
        at = end + len(b"endstream")
    yield content[at:]


def _unpacked(data: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, limit)
    except zlib.error:
        return data[:limit]
