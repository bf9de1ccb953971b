"""사업자등록번호 and 고유번호: ten digits of one form, the last of which checks the others.

Source: 국세청, 사업자등록번호 구성 체계 (three digits of the tax office, two of the kind of holder,
four in sequence, one check digit). A 고유번호 differs by its middle digits only.
"""

from .normal import normal_form

LENGTH = 10
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
# How people write one; anything else in the text is a mistake that they should hear of.
_SEPARATORS = str.maketrans("", "", " -‐‑‒–—―.")


def digits_of(text: str) -> str:
    """The number as it is stored: usual digits, without hyphens and spaces. Other characters stay.

    >>> digits_of("２２０-81 62517")
    '2208162517'
    """
    return normal_form(text).translate(_SEPARATORS).strip()


def is_registration_number(digits: str) -> bool:
    """Whether ten digits are a number whose check digit holds."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    numbers = [int(digit) for digit in digits]
    total = sum(number * weight for number, weight in zip(numbers, _WEIGHTS, strict=False))
    total += numbers[8] * 5 // 10
    return numbers[9] == (10 - total % 10) % 10


def format_registration_number(digits: str) -> str:
    """As it is printed: ``220-81-62517``; what has not ten digits is returned as it is."""
    if len(digits) != LENGTH:
        return digits
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
