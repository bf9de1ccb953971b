"""Who may keep a page: cache headers for everybody, and a minute's memory for strangers.

A request without session cookie gets the same bytes as any other stranger: it may be kept for a
minute by any cache, and is kept by ours. With a session cookie public pages are ``no-cache`` and
personal ones ``no-store``.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers

from .paths import is_personal

SECONDS = 60
_GENERATION = "web:generation"
_KEPT_HEADERS = ("Content-Type", "Content-Language", "Link", "X-Robots-Tag")


def invalidate(**kwargs) -> None:
    """Forget every kept page of this cache; called when anything public changes.

    Processes that share no cache (``CACHE_URL`` unset) follow within a minute.
    """
    try:
        cache.incr(_GENERATION)
    except ValueError:
        cache.set(_GENERATION, 1, None)


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` returns, remembered for a minute or until something public changes."""
    return cache.get_or_set(f"web:kept:{_generation()}:{name}", make, SECONDS)


def invalidate_on_change(*models) -> None:
    """Forget kept pages whenever a row of one of these models is saved or deleted.

    Called from the ``AppConfig.ready()`` of the app whose rows stand on public pages.
    """
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(
                invalidate, sender=model, dispatch_uid=f"web.invalidate.{model._meta.label}"
            )


def _generation() -> int:
    return cache.get(_GENERATION, 0)


def _has_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_dummy(request) -> bool:
    return getattr(request, "is_dummy", False) or getattr(request, "is_preview", False)


def _key(request) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    digest = hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
    return f"web:page:{_generation()}:{digest}"


def _may_be_kept(request) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not _has_session(request)
        and not _is_dummy(request)
        and not is_personal(request.path)
    )


class CachePolicyMiddleware:
    """Sets Cache-Control, Vary and ETag, and answers strangers from memory."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        kept = _may_be_kept(request)
        if kept:
            key = _key(request)
            if (stored := cache.get(key)) is not None:
                return self._answer(request, *stored)
        response = self.get_response(request)
        if response.has_header("Cache-Control") or response.streaming:
            return response
        if _is_dummy(request) or is_personal(request.path):
            response["Cache-Control"] = "private, no-store"
        elif not kept or response.cookies:
            response["Cache-Control"] = "private, no-cache"
        elif response.status_code == 200:
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
            stored = (response.content, headers)
            if request.method == "GET":
                cache.set(key, stored, SECONDS)
                return self._answer(request, *stored, response=response)
            response["Cache-Control"] = f"public, max-age={SECONDS}"
        else:
            response["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Cookie"])
        return response

    def _answer(self, request, content, headers, response=None):
        from_memory = response is None
        response = response or HttpResponse(content)
        for name, value in headers.items():
            response[name] = value
        response["Cache-Control"] = f"public, max-age={SECONDS}"
        etag = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
        response["ETag"] = etag
        patch_vary_headers(response, ["Cookie"])
        if from_memory:
            response["X-Cache"] = "hit"
        return get_conditional_response(request, etag=etag, response=response)


class AnonymousGzipMiddleware(GZipMiddleware):
    """Compresses answers to strangers only: a compressed personal page could leak a secret
    through its length (BREACH)."""

    def process_response(self, request, response):
        if _has_session(request) or is_personal(request.path):
            return response
        return super().process_response(request, response)
