"""Hangul syllables and their letters.

Source: The Unicode Standard, chapter 3.12, "Conjoining Jamo Behavior": syllables lie in order of
initial, medial and final from U+AC00.
"""

import unicodedata

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = "가", "힣"


def split(character: str) -> tuple[str, str, str] | None:
    """Return (initial, medial, final) of one composed syllable, final "" if it has none.

    None for any other character.
    """
    if len(character) != 1 or not FIRST <= character <= LAST:
        return None
    rest, final = divmod(ord(character) - ord(FIRST), len(FINALS))
    initial, medial = divmod(rest, len(MEDIALS))
    return INITIALS[initial], MEDIALS[medial], FINALS[final]


def decompose(text: str) -> str:
    """Write every syllable as its letters, other characters as they are.

    >>> decompose("협력 1동")
    'ㅎㅕㅂㄹㅕㄱ 1ㄷㅗㅇ'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join("".join(split(character) or character) for character in composed)
