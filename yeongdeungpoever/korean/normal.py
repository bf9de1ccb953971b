"""One form for text that looks the same.

macOS uploads file names as separate letters (NFD), copied addresses carry invisible marks, and
some keyboards give full-width digits.
"""

import re
import unicodedata

INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; PostgreSQL refuses NUL in a text
    "\u00ad"  # soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they can hide a file's ending
    "\u180e\u200b-\u200d\u2060-\u2064\ufeff"  # zero width
    "\u115f\u1160\u3164\u2800"  # Hangul fillers and the blank of braille: empty to the eye
    "]"
)
# Letters of living languages carry fewer. NFC sorts a run of marks in quadratic time, so that one
# letter with some ten thousand of them would keep a process busy for seconds.
MOST_MARKS = 8


def _usual_width(character: str) -> str:
    if character == "\u00a0":
        return " "
    tag, _, codes = unicodedata.decomposition(character).partition(" ")
    if tag in ("<wide>", "<narrow>"):
        return "".join(chr(int(code, 16)) for code in codes.split())
    return character


def _fewer_marks(text: str) -> str:
    """The text with the first ``MOST_MARKS`` marks of each letter."""
    if text.isascii():
        return text
    kept = []
    marks = 0
    for character in text:
        # All marks: some of class zero (U+0F73) come apart into others.
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def normal_form(text: str) -> str:
    """Return ``text`` composed (NFC), in usual widths, without invisible characters.

    Line breaks, spaces and compatibility signs such as ㈜ stay; of the marks upon one letter the
    first eight. Idempotent, in a time that grows with the length alone.

    >>> normal_form("１２３\u200b　가")
    '123 가'
    """
    widths = "".join(map(_usual_width, text))
    composed = unicodedata.normalize("NFC", _fewer_marks(INVISIBLE.sub("", widths)))
    # Again, as a mark may have come apart into two.
    return _fewer_marks(composed)
