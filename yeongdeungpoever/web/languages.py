"""In which languages this installation speaks, and which of them an address is in."""

from django.conf import settings
from django.utils import translation
from wagtail.models import Locale

from .caching import kept


def open_languages() -> list[str]:
    """Codes of the languages that have a site, the source language first."""
    codes = kept("languages", lambda: list(Locale.objects.values_list("language_code", flat=True)))
    return sorted({*codes, settings.LANGUAGE_CODE}, key=_place)


def _place(code: str) -> int:
    known = [code for code, _name in settings.LANGUAGES]
    return known.index(code) if code in known else len(known)


def language_of_path(path: str) -> str:
    """The language that an address asks for, whether it has a site or not. Asks no database."""
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE
