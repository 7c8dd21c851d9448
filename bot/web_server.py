"""Runs the HTTP app until SIGTERM or SIGINT: then it takes in no more, and answers what it took."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

STOPS = (signal.SIGTERM, signal.SIGINT)


def run_web_server(web: Starlette, host: str, port: int) -> None:
    """Returns when everything that was acknowledged is answered."""
    config = uvicorn.Config(web, host=host, port=port, log_config=None, access_log=False, server_header=False)
    _Server(config).run()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn's own raises the signal again in the end, and a clean stop would look like a crash."""
        loop = asyncio.get_running_loop()
        for number in STOPS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
        for number in STOPS:
            loop.remove_signal_handler(number)
