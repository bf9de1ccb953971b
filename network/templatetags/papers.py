"""{% load papers %}: the upload part of the form."""

from django import template

from ..papers.board import board

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_board(context, application):
    """{% paper_board application as board %}: slots with their papers, limits, what was refused."""
    return board(context["request"], application)
