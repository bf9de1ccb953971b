from django import template
from django.utils.safestring import mark_safe

from ..drawings import drawing_markup

register = template.Library()


@register.simple_tag
def drawing(name: str = "") -> str:
    """A drawing of the house, inline, so that the theme's colours reach it."""
    return mark_safe(drawing_markup(name or ""))  # noqa: S308 - our own files
