"""JSON-LD of programmes and their years (schema.org)."""

from django.conf import settings

from yeongdeungpoever.vocabulary.district import district

_CONTEXT = "https://schema.org"


def _office() -> dict:
    return {"@type": "GovernmentOrganization", "name": str(district().office)}


def _address(page) -> str:
    return settings.SITE_URL.rstrip("/") + (page.url or "/")


def government_service(page) -> dict:
    """A programme: what the district does, for whom it is responsible."""
    return {
        "@context": _CONTEXT,
        "@type": "GovernmentService",
        "name": page.title,
        "description": page.summary,
        "url": _address(page),
        "provider": _office(),
        "areaServed": {"@type": "AdministrativeArea", "name": str(district().name)},
    }


def article(page, headline: str) -> dict:
    """One year of a programme: a text of the office, with its dates."""
    published, changed = page.first_published_at, page.last_published_at
    return {
        "@context": _CONTEXT,
        "@type": "Article",
        "headline": headline,
        "description": page.summary,
        "url": _address(page),
        "inLanguage": settings.LANGUAGE_CODE,
        "author": _office(),
        "publisher": _office(),
    } | {
        name: moment.isoformat()
        for name, moment in (("datePublished", published), ("dateModified", changed))
        if moment
    }
