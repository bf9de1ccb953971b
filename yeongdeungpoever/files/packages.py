"""ZIP packages of documents (HWPX): what they may hold and how large they may grow."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .compound import MARK as OLE_MARK
from .faults import Fault
from .package_parts import (
    LARGEST_SCRIPT,
    Definitions,
    begins_well,
    is_known,
    is_markup,
    is_plain_script,
    is_script,
)

MOST_ENTRIES = 2000
LARGEST_WHOLE = 200 * 1024 * 1024  # bytes, unpacked
# A text shrinks to a tenth, a picture hardly; only zeros shrink to a thousandth.
LARGEST_RATIO = 200
_SMALL = 1024 * 1024  # bytes; below that a ratio says nothing
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_HWPX_MIMETYPE = b"application/hwp+zip"
# 한글 packs in no other way, and each further one is a further reader of hostile bytes.
_PACKINGS = (ZIP_STORED, ZIP_DEFLATED)
# What no document holds: packages in the package, programs, objects of other programs.
_STRANGE_HEADS = (
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"%PDF-",
    b"Rar!",
    b"7z\xbc",
    OLE_MARK,
)
_LAST_RECORD = 22  # bytes; the end of the directory, when no comment follows
_UNREADABLE = (BadZipFile, NotImplementedError, UnicodeDecodeError, EOFError, OSError, zlib.error)


def hwpx_fault(content: bytes) -> Fault | None:
    """What is wrong with a file that should be an HWPX document; None when nothing.

    Every entry is unpacked once, in pieces, so that sizes that lie are found out.
    """
    # Before the first entry nothing, after the last nothing: no second file in one.
    if not content.startswith(b"PK\x03\x04"):
        return Fault.CONTENT
    if not content[-_LAST_RECORD:].startswith(b"PK\x05\x06"):
        return Fault.CUT
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if package.comment or min(entry.header_offset for entry in entries) != 0:
                return Fault.CONTENT
            return _fault_of_names(package, entries) or _fault_inside(package, entries)
    except ValueError:
        # No entry at all, or a name that zipfile cannot take.
        return Fault.CONTENT
    except _UNREADABLE:
        return Fault.CUT


def _fault_of_names(package: ZipFile, entries: list[ZipInfo]) -> Fault | None:
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > LARGEST_WHOLE:
        return Fault.BOMB
    names = [entry.filename for entry in entries]
    if "mimetype" not in names or not any(name.startswith("Contents/") for name in names):
        return Fault.CONTENT
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return Fault.LOCKED
    # Of two entries of one name each reader takes the one it likes.
    twice = len(set(names)) != len(names)
    if twice or any(entry.compress_type not in _PACKINGS for entry in entries):
        return Fault.CONTENT
    if package.getinfo("mimetype").file_size > len(_HWPX_MIMETYPE) + 2:
        return Fault.CONTENT
    if package.read("mimetype").strip() != _HWPX_MIMETYPE:
        return Fault.CONTENT
    manifest = "META-INF/manifest.xml"
    # The document's own password stands there (OCF, as in ODF).
    if manifest in names and b"encryption-data" in package.open(manifest).read(_SMALL):
        return Fault.LOCKED
    for name in names:
        climbs = name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")
        if climbs or ":" in name:
            return Fault.CONTENT
    for entry in entries:
        folder = entry.is_dir() and not entry.file_size
        if not folder and not is_known(entry.filename):
            return Fault.ACTIVE
    return None


def _fault_inside(package: ZipFile, entries: list[ZipInfo]) -> Fault | None:
    whole = 0
    for entry in entries:
        name = entry.filename
        size, head, definitions = 0, b"", Definitions()
        with package.open(entry) as file:
            while piece := file.read(_CHUNK):
                head = head or piece
                size += len(piece)
                whole += len(piece)
                grows = size > _SMALL and size > entry.compress_size * LARGEST_RATIO
                if whole > LARGEST_WHOLE or grows:
                    return Fault.BOMB
                if is_markup(name) and definitions.stand_in(piece):
                    return Fault.ACTIVE
        if head.startswith(_STRANGE_HEADS) or not begins_well(name, head):
            return Fault.ACTIVE
        if is_script(name) and (size > LARGEST_SCRIPT or not is_plain_script(head)):
            return Fault.ACTIVE
    return None
