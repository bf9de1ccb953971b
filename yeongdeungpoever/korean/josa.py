"""조사: particles whose form hangs on the last sound of the word before them."""

import re
import unicodedata

from .jamo import split

# pair: (after a final consonant, after a vowel, when the sound is unknown)
PAIRS = {
    "을를": ("을", "를", "을(를)"),
    "이가": ("이", "가", "이(가)"),
    "은는": ("은", "는", "은(는)"),
    "과와": ("과", "와", "과(와)"),
    "아야": ("아", "야", "아(야)"),
    "으로로": ("으로", "로", "(으)로"),
    "이라라": ("이라", "라", "(이)라"),
    "이나나": ("이나", "나", "(이)나"),
}
# Final consonants of 영 일 이 삼 사 오 육 칠 팔 구; a number that ends in 0 is read 십, 백, 천, 만,
# which all close with a consonant other than ㄹ, as 영 does.
DIGITS = dict(zip("0123456789", ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""), strict=True))
# Names of letters: 엘, 엠, 엔, 알 close with a consonant, all others with a vowel.
LETTERS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
COMPANY = re.compile(r"(?:㈜|\(주\)|\(유\)|\(재\)|\(사\))$")
BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
CLOSING = "\"'”’」』〉》>)].,!? "


def last_sound(word: str) -> str | None:
    """Return the final consonant with which ``word`` is read, "" for a vowel, None if unknown.

    A remark in brackets and closing quotes are not read; digits and acronyms are, one by one;
    how a foreign word in small letters is read cannot be told.
    """
    text = unicodedata.normalize("NFC", word).rstrip()
    if COMPANY.search(text):
        return ""  # read 주식회사, 유한회사 and so on: a vowel
    text = BRACKETED.sub("", text).rstrip(CLOSING)
    if not text:
        return None
    last = text[-1]
    if letters := split(last):
        return letters[2]
    if last in DIGITS:
        return DIGITS[last]
    if last == "%":
        return ""  # 퍼센트
    acronym = re.search(r"[A-Za-z]+$", text)
    if acronym and acronym[0].isupper():
        return LETTERS.get(last, "")
    return None


def particle(word: str, pair: str) -> str:
    """Return the form of the particle that follows ``word``.

    ``pair`` is a key of PAIRS, with or without a slash. Raises ValueError for any other.
    """
    try:
        closed, open_, unknown = PAIRS[pair.replace("/", "")]
    except KeyError:
        raise ValueError(f"Unknown particle {pair!r}; known: {', '.join(PAIRS)}") from None
    sound = last_sound(word)
    if sound is None:
        return unknown
    # 로 follows ㄹ as it follows a vowel: 서울로.
    if sound == "" or (sound == "ㄹ" and closed == "으로"):
        return open_
    return closed


def with_josa(word: str, pair: str) -> str:
    """Return ``word`` with the fitting particle. Raises ValueError for an unknown pair.

    >>> with_josa("구청", "을를"), with_josa("서울", "으로로")
    ('구청을', '서울로')
    """
    return f"{word}{particle(word, pair)}"
