"""The line that leads through account and application."""

from django import template

from ..joining import steps

register = template.Library()


@register.simple_tag
def way(at: str) -> list[steps.Place]:
    """The stations of the line, the one of this key being the present one."""
    return steps.way(at)
