"""Log lines: one event a line as JSON, never a person's words or a token."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from types import TracebackType

# What log calls may add to an event; anything else a library attaches stays out.
FIELDS = (
    *("count", "days", "decision", "error", "intents", "job", "place", "port", "seconds", "status"),
    *("tables", "team", "unfinished"),
)

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class JsonFormatter(logging.Formatter):
    """`{"at", "level", "event", ...}`; a traceback becomes one string, without what the error says: libraries
    put into it what they could not read.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 (its name in logging)
        error, said = ei[1], list[str]()
        while error:
            said[:0] = [*traceback.format_tb(error.__traceback__), type(error).__name__]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(said)


def set_up_logs(level: str) -> None:
    """Everything to standard error. Libraries that log requests or bodies are kept to warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("bolt", "slack_sdk", "aiosqlite", "asyncio", "alembic", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
