"""Main menu and legal links: data of the district and of the page tree."""

from django.utils.translation import get_language
from wagtail.models import Site

from yeongdeungpoever.access.visibility import levels_for
from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district
from yeongdeungpoever.web.caching import kept

from .models.pages import LEGAL_SLUGS


def navigation_for(request) -> dict:
    """Menu and legal links that the reader may see; an entry stands once its page is live.

    Returns ``{"main": [...], "legal": [...], "home": url}``; an entry is ``label``, ``url``, and
    ``current`` where the request lies in it.
    """
    site = Site.find_for_request(request)
    if site is None:
        return {"main": [], "legal": [], "home": "/"}
    levels = levels_for(getattr(request, "user", None))
    language = get_language()
    entries = kept(
        f"navigation:{site.pk}:{language}:{'.'.join(levels)}",
        lambda: _read(request, site, levels),
    )
    path = request.path
    return {
        "home": entries["home"],
        "main": [
            entry | {"current": path.startswith(entry["url"]), "exact": path == entry["url"]}
            for entry in entries["main"]
        ],
        "legal": [entry | {"current": path == entry["url"]} for entry in entries["legal"]],
    }


def _read(request, site, levels) -> dict:
    root = site.root_page.localized
    menu = district().menu
    wanted = [entry.slug for entry in menu] + list(LEGAL_SLUGS)
    pages = {
        page.slug: page
        for page in BasePage.objects.child_of(root)
        .live()
        .filter(slug__in=wanted, effective_visibility__in=levels)
    }
    return {
        "home": root.get_url(request) or "/",
        "main": [
            {"label": str(entry.label), "url": pages[entry.slug].get_url(request)}
            for entry in menu
            if entry.slug in pages
        ],
        "legal": [
            {
                "label": pages[slug].title,
                "url": pages[slug].get_url(request),
                "emphasised": slug == "privacy",
            }
            for slug in LEGAL_SLUGS
            if slug in pages
        ],
    }
