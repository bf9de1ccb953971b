"""From a page of ours to a PDF: WeasyPrint, behind a wall.

Nothing is fetched but our own static files: no network, no file of the machine. One PDF is made at
a time and waited for a while only, so that no reader keeps the web server busy. Where Pango is
missing (WeasyPrint is Python, what it draws with is not) there is none.
"""

import functools
import importlib
import logging
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from pathlib import Path, PurePosixPath
from threading import BoundedSemaphore
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import ImageFile

logger = logging.getLogger(__name__)

SECONDS = 30
# Behind the one that is being made: who comes later is told at once, as a wait of a quarter of a
# minute is none, and every reader who waits holds a thread of the web server.
MOST_WAITING = 2
_HERE = "https://static.invalid"
_TYPES = {".css": "text/css", ".ttf": "font/ttf", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
# Pango's font maps are no place for two threads; a second reader waits in line.
_press = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
_line = BoundedSemaphore(MOST_WAITING + 1)


class NotNow(Exception):
    """No PDF can be made: the library is missing, others wait already, or it took too long."""


class Forbidden(Exception):
    """The page asks for something that is no static file of ours."""


def static_file(url: str) -> Path:
    """The file behind an address of ours below ``STATIC_URL``. Raises Forbidden for all others."""
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path))
    root = PurePosixPath(urlsplit(settings.STATIC_URL).path)
    ours = f"{parts.scheme}://{parts.netloc}" == _HERE and path.is_relative_to(root)
    if not ours or ".." in path.parts or "\0" in url or path.suffix not in _TYPES:
        raise Forbidden(parts.scheme)
    name = str(path.relative_to(root))
    # Collected (with hashed names) in production, where the sources lie otherwise.
    collected = Path(settings.STATIC_ROOT) / name
    found = str(collected) if collected.is_file() else finders.find(name)
    if not found:
        raise Forbidden(name)
    return Path(found)


@functools.cache
def _library():
    """WeasyPrint with our fetcher, or None where it cannot be loaded."""
    try:
        weasyprint = importlib.import_module("weasyprint")
        urls = importlib.import_module("weasyprint.urls")
    except (ImportError, OSError):
        logger.warning("PDFs cannot be made here: WeasyPrint or Pango is missing.")
        return None

    # At its import WeasyPrint lets Pillow take pictures cut short, for the whole process: the
    # checks of uploads would no longer notice them.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    class StaticOnly(urls.URLFetcher):
        def fetch(self, url, headers=None):
            file = static_file(url)
            kind = {"Content-Type": _TYPES[file.suffix]}
            return urls.URLFetcherResponse(url, file.read_bytes(), kind)

    # They tell every step.
    for name in ("fontTools", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return weasyprint, StaticOnly


def pdf_of(html: str) -> bytes:
    """The PDF of a whole HTML page. Raises NotNow where there is none within ``SECONDS``, and at
    once where ``MOST_WAITING`` others wait."""
    if _library() is None:
        raise NotNow
    if not _line.acquire(blocking=False):
        raise NotNow
    waiting = _press.submit(_make, html)
    # A place in the line is free when its work is over or never begun, not when its reader left.
    waiting.add_done_callback(lambda _done: _line.release())
    try:
        return waiting.result(timeout=SECONDS)
    except TooSlow as late:
        waiting.cancel()
        logger.error("A PDF took longer than %s seconds.", SECONDS)
        raise NotNow from late


def _make(html: str) -> bytes:
    weasyprint, fetcher = _library()
    page = weasyprint.HTML(string=html, base_url=f"{_HERE}/", url_fetcher=fetcher())
    return page.write_pdf(pdf_variant="pdf/ua-1")
