"""주민등록번호 (and 외국인등록번호): found in texts so that they can be refused.

Collecting one needs a law that says so (개인정보 보호법 24조의2), and none does here. A date alone
is never one, nor is a telephone or registration number.
"""

import re
from calendar import monthrange

from .normal import normal_form

# Six digits of a birth date, a digit of century and sex, six more; hyphen and spaces as people
# write them, the last digits also behind stars. Each space can be matched in one way only.
_CANDIDATE = re.compile(
    r"(?<![\d-])(\d{2})(\d{2})(\d{2})[ \t]{0,3}(?:[-‐‑‒–—―.][ \t]{0,3})?"
    r"([0-9])(?:\d{6}|\d{0,5}[*●xX]{1,6})(?![\d*-])"
)
_LEAP_YEAR = 2000
# More than any text that is kept here may have; what is longer is refused for its length.
_LOOKED_AT = 20_000


def holds_resident_number(text: str) -> bool:
    """Whether the first 20,000 letters hold what reads as a 주민등록번호, whole or with stars after
    the seventh digit."""
    return any(_is_date(int(found[2]), int(found[3])) for found in _candidates(text))


def _candidates(text: str):
    return _CANDIDATE.finditer(normal_form(text[:_LOOKED_AT]))


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]
