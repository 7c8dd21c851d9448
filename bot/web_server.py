"""Runs the HTTP app until SIGTERM or SIGINT: then it takes in no more, and answers what it took."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

STOPS = (signal.SIGTERM, signal.SIGINT)


# So long /readyz says no before the door is shut, for whoever spreads the requests to hear of it.
NOTICE_SECONDS = 1.0


def run_web_server(web: Starlette, host: str, port: int, drain: Callable[[], None]) -> None:
    """Returns when everything that was acknowledged is answered. `drain` is called when the end begins."""
    config = uvicorn.Config(web, host=host, port=port, log_config=None, access_log=False, server_header=False)
    _Server(config, drain).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, drain: Callable[[], None]) -> None:
        super().__init__(config)
        self._drain = drain
        self._is_ending = False

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn's own raises the signal again in the end, and a clean stop would look like a crash."""
        loop = asyncio.get_running_loop()
        for number in STOPS:
            loop.add_signal_handler(number, self._wind_down, number)
        yield
        for number in STOPS:
            loop.remove_signal_handler(number)

    def _wind_down(self, number: int) -> None:
        """At once when asked twice."""
        self._drain()
        wait = 0.0 if self._is_ending else NOTICE_SECONDS
        self._is_ending = True
        asyncio.get_running_loop().call_later(wait, self.handle_exit, number, None)
