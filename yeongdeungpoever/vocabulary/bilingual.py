"""A name in both languages of the site."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Korean and English of one name; ``str()`` gives the one of the active language.

    For names that are data (a district, a goal of the UN); sentences go through gettext.
    """

    ko: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.ko
