"""One form for text that looks the same.

macOS uploads file names as separate letters (NFD), copied addresses carry invisible marks, and
some keyboards give full-width digits.
"""

import re
import unicodedata

INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"  # control characters; PostgreSQL refuses NUL in a text
    "\u00ad"  # soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they can hide a file's ending
    "\u200b-\u200d\u2060\ufeff"  # zero width
    "\u115f\u1160\u3164"  # Hangul fillers: empty to the eye
    "]"
)


def _usual_width(character: str) -> str:
    if character == "\u00a0":
        return " "
    tag, _, codes = unicodedata.decomposition(character).partition(" ")
    if tag in ("<wide>", "<narrow>"):
        return "".join(chr(int(code, 16)) for code in codes.split())
    return character


def normal_form(text: str) -> str:
    """Return ``text`` composed (NFC), in usual widths, without invisible characters.

    Line breaks, spaces and compatibility signs such as ㈜ stay. Idempotent.

    >>> normal_form("１２３\u200b　가")
    '123 가'
    """
    widths = "".join(map(_usual_width, text))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", widths))
