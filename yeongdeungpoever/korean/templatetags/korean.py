"""{% load korean %}: dates, numbers, money and particles as people write them.

An absent value gives an empty string: the page shows what is there and invents nothing.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .. import dates, money, numbers
from ..josa import with_josa
from ..languages import is_english

register = template.Library()

# Korean words with what stands between them.
_KOREAN = re.compile(r"[가-힣ㄱ-ㅣ](?:[\w\s.,·()/~-]*[가-힣ㄱ-ㅣ)])?")
# Long chains of dots may break, or a phone could not hold them.
_DOTTED = re.compile(r"(?<![\w·])\w{1,6}·\w{1,6}(?![\w·])")


@register.filter
def kdate(value: date | None) -> str:
    """2026. 11. 24.(화)"""
    return dates.format_date(value) if isinstance(value, date) else ""


@register.filter
def kdatetime(value: datetime | None) -> str:
    """2026. 11. 24.(화) 14:00"""
    return dates.format_datetime(value) if isinstance(value, datetime) else ""


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """1,307 · 45.5 · 100"""
    return numbers.format_number(value) if isinstance(value, int | float | Decimal) else ""


@register.filter
def thousands(value: int | None) -> str:
    """1,070,404천원 (the value is in 천원)"""
    return money.in_thousands(int(value)) if isinstance(value, int | Decimal) else ""


@register.filter
def won_words(value: int | None) -> str:
    """10억 7,040만 4천 원 (the value is in 천원)"""
    return money.in_words(int(value)) if isinstance(value, int | Decimal) else ""


@register.filter(is_safe=True)
@stringfilter
def josa(value: str, pair: str) -> str:
    """{{ name|josa:"을를" }}: the word with its particle; in English the word alone."""
    if is_english():
        return value
    return with_josa(value, pair) if value else ""


@register.filter(needs_autoescape=True)
@stringfilter
def spoken(text: str, autoescape: bool = True) -> SafeString:
    """Say of a Korean name on a page in another language that it is Korean, so that a screen
    reader pronounces it."""
    escaped = conditional_escape(text) if autoescape else text
    if not is_english():
        return mark_safe(escaped)  # noqa: S308 - escaped above
    return mark_safe(_KOREAN.sub(r'<span lang="ko">\g<0></span>', escaped))  # noqa: S308


@register.filter(needs_autoescape=True)
@stringfilter
def together(text: str, autoescape: bool = True) -> SafeString:
    """Keep a word with a middle dot, such as 민·관협력, on one line."""
    escaped = conditional_escape(text) if autoescape else text
    return mark_safe(_DOTTED.sub(r'<span class="together">\g<0></span>', escaped))  # noqa: S308 - escaped above
