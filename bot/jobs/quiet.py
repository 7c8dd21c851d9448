"""Keeps the engine's log lines few: it writes dozens a second while its database is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

EVERY = 5.0
# What the engine logs with its messages may hold inputs and tracebacks: only the first words are kept.
WORDS = 8


class Quiet(logging.Filter):
    """Lets one line of each kind pass in `every` seconds, as an event of its own without its details."""

    def __init__(self, every: float = EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._every = every
        self._clock = clock
        self._passed: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return False
        kind = f"{record.module}:{record.lineno}"
        now = self._clock()
        if now - self._passed.get(kind, -self._every) < self._every:
            return False
        self._passed[kind] = now
        record.error = " ".join(record.getMessage().split()[:WORDS])
        record.msg, record.args, record.exc_info = "engine", (), None
        return True


def quieten_engine(log: logging.Logger, every: float = EVERY) -> None:
    """Its own handler writes plain text; ours writes one event a line."""
    for handler in list(log.handlers):
        log.removeHandler(handler)
    for one in list(log.filters):
        log.removeFilter(one)
    log.addFilter(Quiet(every))
    log.propagate = True
