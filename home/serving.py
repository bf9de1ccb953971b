"""Serves pages, and in another language says of a page without a translation where it stands."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Site
from wagtail.views import serve as serve_page


def serve(request, path):
    """A page of the active language; where only the source language has one that the reader may
    see, a page that says so and leads there. Raises Http404 as if neither existed otherwise."""
    try:
        return serve_page(request, path)
    except Http404:
        source = _source_page(request, path)
        if source is None:
            raise
    url = source.get_url(request)
    with translation.override(settings.LANGUAGE_CODE):
        title = str(source.listing_title)
    context = {
        "source_url": url,
        "source_title": title,
        "source_language": settings.LANGUAGE_CODE,
        "language_urls": {settings.LANGUAGE_CODE: url},
    }
    return render(request, "home/untranslated.html", context)


def _source_page(request, path: str):
    """The published page at this path of the source language, if the reader may see it."""
    site = Site.find_for_request(request)
    if (
        site is None
        or get_language() == settings.LANGUAGE_CODE
        or request.method not in ("GET", "HEAD")
    ):
        return None
    parts = [part for part in path.split("/") if part]
    try:
        page = site.root_page.specific.route(request, parts).page
    except Http404:
        return None
    return page if page.live and page.visible_to(request.user) else None
