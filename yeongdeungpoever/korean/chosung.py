"""초성: the first consonants, by which people look names up."""

import unicodedata

from .jamo import split


def initials(text: str) -> str:
    """Replace every syllable by its first consonant, leave other characters.

    >>> initials("당산 1동")
    'ㄷㅅ 1ㄷ'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join((split(character) or character)[0] for character in composed)
