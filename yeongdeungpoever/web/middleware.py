"""Request plumbing: one log line a request, the language of the address, headers, 503."""

import logging
import time
import uuid

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import translation

from . import errors, logs
from .languages import language_of_path, open_languages
from .paths import is_admin

logger = logging.getLogger("yeongdeungpoever.request")


class RequestLogMiddleware:
    """Logs method, path, status and milliseconds; never query, secret link, address or person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if given.isalnum() and len(given) <= 64 else uuid.uuid4().hex
        token = logs.request_id.set(request.id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": logs.without_secret(request.path, request),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000),
                },
            )
        finally:
            logs.request_id.reset(token)
        response["X-Request-ID"] = request.id
        return response


class UrlLocaleMiddleware:
    """The language depends on the address alone, so that one address has one cached page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of_path(request.path_info)
        if language != settings.LANGUAGE_CODE and language not in open_languages():
            # No page is in that language yet, so its addresses lead nowhere.
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class AdminPolicyMiddleware:
    """Gives the admin its own content security policy, and every answer its resource policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_admin(request.path):
            # A preview went through the middleware as the page's own request and brings the
            # public policy with it: Django leaves a policy that stands already.
            response._csp_config = settings.ADMIN_CSP
        return response


class UnavailableMiddleware:
    """Answers 503 while ``MAINTENANCE`` is set or the database is away."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MAINTENANCE and request.path not in ("/healthz", "/readyz"):
            # Further in the language would be set; here nothing further in is reached.
            with translation.override(language_of_path(request.path_info)):
                return errors.unavailable(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError | InterfaceError):
            logger.exception("database away")
            return errors.unavailable(request)
        return None
