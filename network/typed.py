"""What people type about an organisation, checked and brought into the form in which it is kept.

Telephones: ``joining/telephone.py``. Each function returns what is stored, or raises
ValidationError with a sentence for the field. An empty text is returned empty.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yeongdeungpoever.korean.registration_number import digits_of, is_registration_number
from yeongdeungpoever.korean.resident_number import holds_resident_number


def registration_number(text: str) -> str:
    """Ten digits whose check digit holds."""
    digits = digits_of(text)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 10):
        raise ValidationError(_("숫자 10자리로 적어 주세요. 예: 000-00-00000"))
    if not is_registration_number(digits):
        raise ValidationError(
            _("맞지 않는 번호예요. 사업자등록증이나 고유번호증의 번호를 다시 확인해 주세요.")
        )
    return digits


def no_resident_number(text: str) -> str:
    """The text as it is. Raises ValidationError where it holds a 주민등록번호."""
    if holds_resident_number(text):
        raise ValidationError(_("주민등록번호로 보이는 번호가 있어요. 지우고 다시 저장해 주세요."))
    return text

