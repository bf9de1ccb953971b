"""The application as PDF, blank or filled, in both languages."""

import hashlib

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import override

from ..models import Application
from .press import NotNow, pdf_of
from .sheet import sheet

__all__ = ["NotNow", "application_pdf"]

_DAY = 24 * 3600  # seconds


def application_pdf(application: Application | None, language: str) -> bytes:
    """The form, filled with this application or blank, in the language (``ko``, ``en``).

    Whoever may read it was asked before. The blank one is kept in the cache, as anybody may ask
    for it; a filled one never. Raises NotNow where no PDF can be made.
    """
    with override(language):
        html = render_to_string("network/print/page.html", {"sheet": sheet(application)})
    if application is not None:
        return pdf_of(html)
    digest = hashlib.blake2b(html.encode(), digest_size=16).hexdigest()
    key = f"network:blank-pdf:{digest}"
    if (kept := cache.get(key)) is None:
        kept = pdf_of(html)
        cache.set(key, kept, _DAY)
    return kept
