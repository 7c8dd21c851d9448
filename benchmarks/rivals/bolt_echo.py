"""Bolt async that says again what it was told: by `app.start()`, or with what makes it fast (`--tuned`)."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.rivals.surroundings import API, PORT, SECRET, TOKEN


def build(answer: Callable[[str], str]) -> AsyncApp:
    app = AsyncApp(client=AsyncWebClient(token=TOKEN, base_url=API), signing_secret=SECRET)

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any) -> None:
        await say(answer(event["text"]), thread_ts=event["ts"])

    @app.command("/whichpm")
    async def command(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        await respond(answer(body["text"]))

    @app.action(re.compile(".*"))
    async def click(ack: Any, body: dict[str, Any], say: Any) -> None:
        await ack()
        await say(answer(body["actions"][0]["value"]), thread_ts=body["message"]["ts"])

    return app


def serve_tuned(app: AsyncApp) -> None:
    """One client session for as long as the process lives, on uvloop and httptools."""
    handler = AsyncSlackRequestHandler(app)

    async def slack_request(request: Request) -> Response:
        return await handler.handle(request)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as session:
            app.client.session = session
            yield

    web = Starlette(routes=[Route("/slack/events", slack_request, methods=["POST"])], lifespan=lifespan)
    uvicorn.run(
        web,
        host="127.0.0.1",
        port=PORT,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    if "--tuned" in sys.argv:
        serve_tuned(build(str))
    else:
        build(str).start(PORT)
