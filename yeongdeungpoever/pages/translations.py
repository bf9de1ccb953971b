"""One page in several languages: where each stands, and who may see it there."""

from django.conf import settings

from yeongdeungpoever.access.visibility import levels_for
from yeongdeungpoever.web.caching import kept

from .models import BasePage


def translations_of(page, user) -> dict[str, str]:
    """Language → address of every published translation that the user may see, the page itself
    among them. Empty for a page that has none. Asks nothing while the answer is kept.
    """
    found = kept("translations", _read).get(str(page.translation_key), [])
    if not found:
        return {}
    levels = levels_for(user)
    seen = {language: url for language, url, level in found if level in levels}
    return seen if len(seen) > 1 else {}


def _read() -> dict[str, list[tuple[str, str, str]]]:
    """Translation key → (language, address, level) of published pages in several languages."""
    live = BasePage.objects.live().filter(depth__gt=1)
    others = live.exclude(locale__language_code=settings.LANGUAGE_CODE)
    found: dict[str, list[tuple[str, str, str]]] = {}
    pages = live.filter(translation_key__in=others.values("translation_key"))
    for page in pages.select_related("locale").order_by("path"):
        found.setdefault(str(page.translation_key), []).append(
            (page.locale.language_code, page.get_url() or "/", page.effective_visibility)
        )
    return {key: pages for key, pages in found.items() if len(pages) > 1}


def public_translations(page) -> dict[str, str]:
    """Language → address of the translations that everybody may see (``translations_of``)."""
    return translations_of(page, None)


def alternates(translations: dict[str, str]) -> list[tuple[str, str]]:
    """``hreflang`` and address of each translation; the source language is also x-default."""
    pairs = list(translations.items())
    source = translations.get(settings.LANGUAGE_CODE)
    return [*pairs, ("x-default", source)] if source else pairs
