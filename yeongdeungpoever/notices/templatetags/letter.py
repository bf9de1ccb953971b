"""{% load letter %}: the tags in which a mail is written. They say what, text and HTML say how.

A template of a mail prints nothing; each tag adds its part to the mail (``notices/parts.py``).
"""

from datetime import date, datetime
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_moment
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language

from yeongdeungpoever.korean import dates

from ..parts import Part, Words, one_line

register = template.Library()

WORDS = "words"


def _words(context) -> Words:
    return context[WORDS]


def _add(context, kind: str, text: str, **rest: str) -> str:
    _words(context).parts.append(Part(kind, text, **rest))
    return ""


@register.simple_block_tag(takes_context=True)
def subject(context, content):
    """The subject; the network's name is put before it."""
    _words(context).subject = one_line(content)
    return ""


@register.simple_block_tag(takes_context=True)
def heading(context, content):
    """The one heading; the subject serves where there is none."""
    _words(context).heading = one_line(content)
    return ""


@register.simple_block_tag(takes_context=True)
def paragraph(context, content):
    """Running text. Line breaks of the template do not count."""
    return _add(context, "paragraph", one_line(content))


@register.simple_block_tag(takes_context=True)
def note(context, content):
    """Small print under the rest."""
    return _add(context, "note", one_line(content))


@register.simple_block_tag(takes_context=True)
def section(context, content):
    """A heading over what follows, in mails of several parts."""
    return _add(context, "section", one_line(content))


@register.simple_block_tag(takes_context=True)
def item(context, content, url=""):
    """One line of a list; neighbours make one list. With ``url`` it leads there."""
    address = urljoin(settings.SITE_URL, str(url)) if url else ""
    return _add(context, "item", one_line(content), url=address)


@register.simple_block_tag(takes_context=True)
def quote(context, content):
    """What a person wrote, its line breaks kept."""
    lines = [one_line(line) for line in content.strip().splitlines()]
    return _add(context, "quote", "\n".join(lines))


@register.simple_block_tag(takes_context=True)
def fact(context, content, label):
    """A label with its value; neighbours make one table. Empty values are left out."""
    text = one_line(content)
    return _add(context, "fact", text, label=one_line(str(label))) if text else ""


@register.simple_tag(takes_context=True)
def code(context, value):
    """A code to be typed or copied."""
    return _add(context, "code", one_line(str(value)))


@register.simple_block_tag(takes_context=True)
def button(context, content, url):
    """The one thing to do. ``url`` is absolute, or begins with / and then means our site."""
    return _add(context, "button", one_line(content), url=urljoin(settings.SITE_URL, str(url)))


@register.simple_block_tag(takes_context=True)
def link(context, content, url):
    """Something else that one may do; as ``button``, but quieter."""
    return _add(context, "link", one_line(content), url=urljoin(settings.SITE_URL, str(url)))


@register.filter
def moment(value: datetime | str | None) -> str:
    """A datetime, or its ISO text in a context, on Seoul's clock: 2026. 11. 24.(화) 14:00"""
    when = parse_datetime(value) if isinstance(value, str) else value
    if not when:
        return ""
    if timezone.is_naive(when):
        when = when.replace(tzinfo=dates.SEOUL)
    if get_language() == "en":
        return format_moment(dates.in_seoul(when), "j F Y, H:i") + " (KST)"
    return dates.format_datetime(when)


@register.filter
def day(value: date | str | None) -> str:
    """A date, or its ISO text in a context: 2026. 11. 24.(화)"""
    when = parse_date(value[:10]) if isinstance(value, str) else value
    if not when:
        return ""
    return format_moment(when, "j F Y") if get_language() == "en" else dates.format_date(when)
