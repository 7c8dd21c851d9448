"""Log lines: one event a line as JSON, never a person's words or a token."""

from __future__ import annotations

import json
import logging
import sys

# What log calls may add to an event; anything else a library attaches stays out.
FIELDS = (
    *("count", "days", "decision", "error", "intents", "job", "place", "port", "seconds", "status"),
    *("tables", "team", "unfinished"),
)


class JsonFormatter(logging.Formatter):
    """`{"at", "level", "event", ...}`; a traceback becomes one string."""

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


def set_up_logs(level: str) -> None:
    """Everything to standard error. Libraries that log requests or bodies are kept to warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("bolt", "slack_sdk", "aiosqlite", "asyncio", "alembic", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
