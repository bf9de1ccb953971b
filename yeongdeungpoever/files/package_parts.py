"""The parts of an HWPX document: which there may be, and what none of them holds."""

import re
from pathlib import PurePosixPath

_MARKUP = (".xml", ".hpf", ".rdf", ".hml")
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif")
_PICTURE_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"GIF87a", b"GIF89a")
_ENDINGS = (*_MARKUP, *_PICTURES, ".txt")
# 한글 writes both into every document; see is_plain_script.
_SCRIPTS = re.compile(r"Scripts/(?:header|source)Scripts(?:\.js)?")
LARGEST_SCRIPT = 64 * 1024  # bytes

# What stands between the tags, in whichever Unicode: the zeros of wider letters are left out.
_DEFINITIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_DEFINITION = 16  # bytes, and more than the mark
_MARKUP_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_ENCODING = re.compile(rb"""\A[^>]{0,200}?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"euc-kr")

_COMMENT = re.compile(r"//[^\r\n\u2028\u2029]*|/\*.*?\*/", re.DOTALL)
_OUR_DOCUMENT = re.compile(
    r"var\s+Documents\s*=\s*XHwpDocuments\s*;|"
    r"var\s+Document\s*=\s*Documents\s*\.\s*Active_XHwpDocument\s*;|"
    r"function\s+\w+\s*\(\s*\)\s*\{\s*\}\s*;?"
)


def is_known(name: str) -> bool:
    """Whether a document has entries of this name: texts, pictures, and the two scripts."""
    return name == "mimetype" or PurePosixPath(name).suffix.lower() in _ENDINGS or is_script(name)


def is_markup(name: str) -> bool:
    """Whether the entry is XML."""
    return name.lower().endswith(_MARKUP)


def is_script(name: str) -> bool:
    """Whether the entry is one of the two that 한글 writes into every document."""
    return _SCRIPTS.fullmatch(name) is not None


def is_plain_script(content: bytes) -> bool:
    """Whether a script does nothing: the names of the document and functions without a body."""
    # 한글 writes UTF-16 without a mark; in English letters the other half is zero.
    text = content.decode("utf-16-le" if b"\0" in content else "utf-8", "replace")
    return not _OUR_DOCUMENT.sub("", _COMMENT.sub("", text)).strip()


def begins_well(name: str, head: bytes) -> bool:
    """Whether an entry begins as its name says: pictures as one of them, XML as XML that is
    written in letters which the search for definitions can read."""
    if not head:
        return True
    if name.lower().endswith(_PICTURES):
        return head.startswith(_PICTURE_HEADS)
    if is_markup(name):
        plain = head.replace(b"\0", b"")
        declared = _ENCODING.match(plain)
        return _MARKUP_START.match(plain) is not None and (
            declared is None or declared[1].lower() in _ENCODINGS
        )
    return True


class Definitions:
    """Looks piece by piece for definitions of a document's own: entities that fetch files or
    multiply."""

    def __init__(self) -> None:
        self._before = b""

    def stand_in(self, piece: bytes) -> bool:
        """Whether one ends in this piece, which follows the pieces before."""
        text = self._before + piece.replace(b"\0", b"")
        self._before = text[-_LONGEST_DEFINITION:]
        return _DEFINITIONS.search(text) is not None
