"""Keeps an outage from filling the log: of each event at most one line a second."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

SECONDS = 1.0


class Quiet:
    """Counts what it keeps back, and says so with the next line."""

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._last: dict[str, float] = {}
        self._kept_back: dict[str, int] = {}

    def warn(self, event: str, error: str) -> None:
        now = self._clock()
        if now - self._last.get(event, -SECONDS) < SECONDS:
            self._kept_back[event] = self._kept_back.get(event, 0) + 1
            return
        self._last[event] = now
        more = self._kept_back.pop(event, 0)
        said = f"{error} (and {more} more)" if more else error
        self._log.warning(event, extra={"error": said})
