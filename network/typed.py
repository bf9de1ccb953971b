"""What people type about an organisation, checked and brought into the form in which it is kept.

Used by the applicant's form and by the staff's. Each function returns what is stored, or raises
ValidationError with a sentence for the field. An empty text is returned empty.
"""

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.korean.registration_number import digits_of, is_registration_number
from yeongdeungpoever.korean.resident_number import holds_resident_number

_REGION = "KR"
# What the columns hold.
_LONGEST = 20


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


def telephone(text: str) -> str:
    """A Korean number in its national form (02-2670-0000), or a foreign one with its country."""
    plain = normal_form(text).strip()
    if not plain:
        return ""
    try:
        number = phonenumbers.parse(plain, _REGION)
    except phonenumbers.NumberParseException as error:
        raise _no_telephone() from error
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise _no_telephone()
    is_ours = phonenumbers.region_code_for_number(number) == _REGION
    style = phonenumbers.PhoneNumberFormat
    form = style.NATIONAL if is_ours else style.INTERNATIONAL
    written = phonenumbers.format_number(number, form)
    if len(written) > _LONGEST:
        raise _no_telephone()
    return written


def no_resident_number(text: str) -> str:
    """The text as it is. Raises ValidationError where it holds a 주민등록번호."""
    if holds_resident_number(text):
        raise ValidationError(_("주민등록번호로 보이는 번호가 있어요. 지우고 다시 저장해 주세요."))
    return text


class SafeText(forms.CharField):
    """Words that people write: no 주민등록번호 gets into them."""

    def validate(self, value):
        super().validate(value)
        no_resident_number(value or "")


def _no_telephone() -> ValidationError:
    return ValidationError(
        _("전화번호를 지역번호까지 적어 주세요. 예: 02-000-0000, 070-0000-0000, 1588-0000")
    )
