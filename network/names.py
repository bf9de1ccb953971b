"""When two names of organisations are one."""

import re

from yeongdeungpoever.korean.normal import normal_form

# What the columns of keys hold. A key may grow beyond its name: ﬃ is three letters in lower case.
KEY_LENGTH = 160
# Legal forms as they are written before or after a name (상업등기규칙; 법인 아닌 단체 have none).
_FORMS = re.compile(
    r"㈜|㈔|㈐|\((?:주|유|사|재|합|복|학|의)\)|주식회사|유한책임회사|유한회사|합자회사|합명회사|"
    r"사단법인|재단법인|사회복지법인|학교법인|의료법인|사회적협동조합|협동조합|"
    r"co\.?,? ?ltd\.?|inc\.?|corp\.?"
)
_BETWEEN = re.compile(r"[\s·.,'’\"“”()\[\]/&_-]+")


def name_key(name: str) -> str:
    """The name without its legal form, spaces and punctuation, in lower case, as far as the column
    holds it; empty for a name of which nobody sees a letter, and for no other.

    >>> name_key("㈜ 가나다") == name_key("가나다 주식회사")
    True
    """
    plain = normal_form(name).casefold()
    bare = _BETWEEN.sub("", _FORMS.sub("", plain))
    return (bare or _BETWEEN.sub("", plain))[:KEY_LENGTH]
