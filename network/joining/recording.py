"""A move of an application, as every move is made: locked, asked, written down."""

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """The move is not possible (any more); the message is for the person at the screen."""
