"""Which language the reader has: dates and money are written as that language writes them."""

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the active language is English; with none active it is Korean."""
    return (get_language() or "").startswith("en")
