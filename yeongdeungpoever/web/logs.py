"""Log lines as JSON objects, without personal data."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings

request_id: ContextVar[str] = ContextVar("request_id", default="")

_FIELDS = ("method", "path", "status", "ms", "task", "task_id", "attempt", "command")


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
