"""What the log hears of a listener that failed. Slack hears 500 and sends an event again."""

from __future__ import annotations

import logging

from bot.listeners.quiet import Quiet
from bot.storage import StorageAwayError

log = logging.getLogger(__name__)
_quiet = Quiet(log)


async def handle_error(error: Exception) -> None:
    """Bolt's own handler would write a traceback for each event of an outage."""
    if isinstance(error, StorageAwayError):
        return  # the intake told of it, once a second
    _quiet.warn("listener_failed", type(error).__name__)
