"""Log lines as JSON objects, without personal data."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation

request_id: ContextVar[str] = ContextVar("request_id", default="")

_FIELDS = ("method", "path", "status", "ms", "task", "task_id", "attempt", "command")


def without_secret(text: str, request: HttpRequest) -> str:
    """The text without the secret that the request's address holds: whoever reads the log could
    open the mailed link. Secrets are the arguments named ``token``."""
    secret = _secret(request)
    return text.replace(secret, "…") if secret else text


def _secret(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        # Answered before the address was looked up: closed for work, or a slash is missing.
        path = request.path_info if request.path_info.endswith("/") else f"{request.path_info}/"
        language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
        try:
            with translation.override(language):
                match = resolve(path)
        except Resolver404:
            return ""
    return str(match.kwargs.get("token", ""))


class StructuredFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, request, our own fields.

    Of an exception only type and frames are kept outside DEBUG: its text may quote what somebody
    typed (PostgreSQL names the values of a broken constraint).
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if isinstance(request := getattr(record, "request", None), HttpRequest):
            # Django names the address of what it refused.
            line["message"] = without_secret(line["message"], request)
        if current := request_id.get():
            line["request"] = current
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = self._exception(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)

    def _exception(self, exc_info) -> str:
        if settings.DEBUG:
            return self.formatException(exc_info)
        kind, _, frames = exc_info
        return "".join(traceback.format_tb(frames)) + f"{kind.__module__}.{kind.__qualname__}"
