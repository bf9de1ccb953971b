"""What the frame says about the page inside it: the way here, and data for search engines."""

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.utils.html import json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from yeongdeungpoever.accounts.models import Department
from yeongdeungpoever.vocabulary.district import District, district
from yeongdeungpoever.web.caching import kept

register = template.Library()


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
    block = json_script(objects, encoder=DjangoJSONEncoder)
    kind = ('type="application/json"', 'type="application/ld+json"')
    return mark_safe(block.replace(*kind, 1))  # noqa: S308 - json_script escapes
