"""Runs the app in Socket Mode: no public address needed."""

from __future__ import annotations

import asyncio
import signal

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import WhichPM


async def run_socket_mode(app: WhichPM, app_token: str) -> None:
    """Until SIGTERM or SIGINT; then no more is taken in, and what was accepted is answered."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with app.running():
        handler = AsyncSocketModeHandler(app.slack, app_token, web_client=app.client)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await stop.wait()
        await handler.close_async()  # type: ignore[no-untyped-call]
