"""What the frame says about the page inside it: the way here, and data for search engines."""

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.urls import reverse, translate_url
from django.utils.html import json_script
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yeongdeungpoever.accounts.models import Department
from yeongdeungpoever.vocabulary.district import District, district
from yeongdeungpoever.web.caching import kept
from yeongdeungpoever.web.languages import open_languages

from ..translations import alternates, translations_of

register = template.Library()

# Creative works of schema.org that we write; the others have no language.
_WITH_LANGUAGE = ("Article", "FAQPage", "WebPage")


@register.simple_tag(takes_context=True)
def crumbs(context) -> list[dict]:
    """The way from home to this page: ``label`` and ``url`` each, the page itself last.

    Kept on the page, as breadcrumb and structured data both ask.
    """
    page = context.get("page")
    if page is None or not getattr(page, "path", "") or page.depth <= 2:
        return []
    if not hasattr(page, "_crumbs"):
        request = context.get("request")
        above = list(page.get_ancestors().filter(depth__gt=1).select_related("locale"))
        page._crumbs = [
            {
                "label": _("첫 화면") if ancestor.depth == 2 else ancestor.title,
                "url": ancestor.get_url(request) or "/",
            }
            for ancestor in above
        ] + ([{"label": page.crumb_label, "url": page.get_url(request) or ""}] if above else [])
    return page._crumbs


@register.simple_tag(takes_context=True)
def hreflang_links(context) -> list[dict]:
    """``code`` and ``url`` of this page in every language in which the reader may see it, itself
    among them, and x-default; empty for a page in one language."""
    page, request = context.get("page"), context.get("request")
    if request is None or not getattr(page, "live", False):
        return []
    site = settings.SITE_URL.rstrip("/")
    rest = _rest(request.path, page.get_url(request) or "")
    return [
        {"code": code, "url": f"{site}{url}{rest}"}
        for code, url in alternates(translations_of(page, request.user))
    ]


def _rest(path: str, url: str) -> str:
    """What follows the page's own address: a version of a policy."""
    return path.removeprefix(url) if url and path.startswith(url) else ""


@register.simple_tag(takes_context=True)
def language_links(context) -> list[dict]:
    """For the switcher: ``code``, the language's own ``name``, ``url`` of this page in it, and
    whether it is ``current``. Empty with one language, or where no language has this address.

    A page that lacks a translation has an address there all the same, which says so.
    """
    request = context.get("request")
    languages = open_languages()
    if request is None or len(languages) < 2:
        return []
    active = get_language() or settings.LANGUAGE_CODE
    given = context.get("language_urls") or {}
    page = context.get("page")
    if getattr(page, "translation_key", None) and getattr(page, "live", False):
        rest = _rest(request.path, page.get_url(request) or "")
        given = {
            code: url + rest for code, url in translations_of(page, request.user).items()
        } or given
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    links = []
    for code in languages:
        url = given.get(code) or translate_url(request.path, code)
        if code != active and url == request.path:
            return []
        links.append(
            {
                "code": code,
                "name": dict(settings.LANGUAGES)[code],
                "url": url + query,
                "current": code == active,
            }
        )
    return links


@register.simple_tag
def home_url() -> str:
    """The front page in the active language; needs neither context nor database."""
    return reverse("wagtail_serve", args=("",))


@register.simple_tag
def district_names() -> District:
    """The district, for error pages that are rendered without context processors."""
    return district()


@register.simple_tag
def contact_department() -> Department | None:
    """The team that answers for the whole site, or None while the database is away."""
    try:
        return kept("contact-department", Department.objects.first)
    except DatabaseError:
        return None


@register.simple_tag(takes_context=True)
def structured_data(context) -> str:
    """The page's JSON-LD: its own objects and the breadcrumb. A data block is not a script."""
    page = context.get("page")
    objects = list(getattr(page, "structured_data", []))
    way = crumbs(context)
    if len(way) > 1:
        objects.append(
            {
                "@context": "https://schema.org",
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": position,
                        "name": crumb["label"],
                        "item": settings.SITE_URL.rstrip("/") + crumb["url"],
                    }
                    for position, crumb in enumerate(way, start=1)
                ],
            }
        )
    if not objects:
        return ""
    for item in objects:
        if item["@type"] in _WITH_LANGUAGE:
            item.setdefault("inLanguage", get_language())
    block = json_script(objects, encoder=DjangoJSONEncoder)
    kind = ('type="application/json"', 'type="application/ld+json"')
    return mark_safe(block.replace(*kind, 1))  # noqa: S308 - json_script escapes
