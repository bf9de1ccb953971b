"""The site in its other languages: a home, standard pages and texts beside those of the source.

The district's files say what is written (``content/pages/<language>/``). Made once, then staff's:
a page that exists is left alone, and what staff have deleted does not come back.
"""

from django.conf import settings
from wagtail.models import Locale, Site

from yeongdeungpoever.accounts.models import PolicyVersion
from yeongdeungpoever.pages.models import BasePage

from .content import policy_files, translated_files

# What a translation has of its own; everything else is its source's.
_TEXTS = ("title", "summary", "intro", "seo_title")


def homes() -> list:
    """The front page of every language, the source language first."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return []
    home = site.root_page.specific
    return [home, *(page.specific for page in BasePage.objects.translated_from([home]))]


def ensure_translations(home) -> bool:
    """Make what is missing beside the source language's home: per language a home with its
    standard pages the first time, later only pages whose source came later (the report's index).

    Returns whether a page was made.
    """
    made_any = False
    for language, _name in settings.LANGUAGES:
        files = [] if language == settings.LANGUAGE_CODE else translated_files(language)
        if not files:
            continue
        locale, fresh = Locale.objects.get_or_create(language_code=language)
        translated = home.get_translation_or_none(locale)
        if translated is None and not fresh:
            continue
        made_any |= fresh
        if fresh:
            data = next(data for data in files if data["type"] == "home")
            translated = _make(home, home.get_parent(), locale, data, live=True)
        sources = {page.slug: page for page in home.get_children().specific()}
        for data in files:
            source = sources.get(data["slug"])
            if source is None or not (fresh or data["type"] == "other"):
                continue
            if not source.has_translation(locale):
                _make(source, translated.specific, locale, data, live=False)
                made_any = True
    _fill_policies()
    return made_any


def _make(source, parent, locale: Locale, data: dict, *, live: bool):
    """A translation of the page: its own texts, same slug where it may, never a wider level."""
    names = {field.name for field in type(source)._meta.get_fields()}
    fields = {name: data[name] for name in _TEXTS if name in data and name in names}
    if "kind" in names:
        fields["kind"] = source.kind
    page = type(source)(
        slug=source.slug if source.depth > 2 else f"{source.slug}-{locale.language_code}",
        locale=locale,
        translation_key=source.translation_key,
        provisional=source.provisional,
        drawing=source.drawing,
        visibility=source.visibility,
        department=source.department,
        live=live,
        **fields,
    )
    return parent.add_child(instance=page)


def _fill_policies() -> None:
    """Give versions of before their English text, where their Korean one is still the file's."""
    for version in policy_files():
        if version["text_en"]:
            PolicyVersion.objects.filter(
                kind=version["kind"],
                version=version["version"],
                text_ko=version["text_ko"],
                text_en="",
            ).update(text_en=version["text_en"])
