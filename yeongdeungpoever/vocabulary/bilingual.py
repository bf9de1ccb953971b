"""A name in both languages of the site."""

from dataclasses import dataclass

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the active language is English."""
    return (get_language() or "").startswith("en")


def pick(korean: str, english: str) -> str:
    """The words of the active language; Korean where English has none."""
    return english if english and is_english() else korean


def pick_only(korean: str, english: str) -> str:
    """The words of the active language; nothing where English has none, as a remark in another
    language helps nobody."""
    return english if is_english() else korean


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Korean and English of one name; ``str()`` gives the one of the active language.

    For names that are data (a district, a goal of the UN); sentences go through gettext.
    """

    ko: str
    en: str

    def __str__(self) -> str:
        return self.en if is_english() else self.ko
