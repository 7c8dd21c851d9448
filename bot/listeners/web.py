"""The HTTP doors: Slack's requests, and whether the app is alive and ready."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from urllib.parse import parse_qs

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.listeners.guard import SignatureGuard
from bot.listeners.metrics import Metrics, NoMetrics

log = logging.getLogger(__name__)

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]
Check = Callable[[], Awaitable[None]]


def build_web_app(
    slack: AsyncApp,
    signing_secret: str,
    check: Check,
    lifespan: Lifespan,
    doors: Sequence[BaseRoute] = (),
    metrics: Metrics | None = None,
) -> Starlette:
    """`check` raises while the app cannot answer questions. `doors` are other routes, unsigned ones."""
    door = Starlette(routes=[Route("/events", _slack_endpoint(slack), methods=["POST"])])
    routes = [
        *doors,
        Mount("/slack", _Timed(SignatureGuard(door, signing_secret), metrics or NoMetrics())),
        Route("/healthz", _alive),
        Route("/readyz", _ready_endpoint(check)),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


class _Timed:
    """Counts what Slack was answered, and after how long."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.acked(message["status"], time.monotonic() - began)
            await send(message)

        await self._app(scope, receive, sending)


def _slack_endpoint(slack: AsyncApp) -> Callable[[Request], Awaitable[Response]]:
    handler = AsyncSlackRequestHandler(slack)

    async def slack_request(request: Request) -> Response:
        if not _is_payload(await request.body(), request.headers.get("content-type", "")):
            log.warning("payload_dropped")
            return Response(status_code=200)
        response = await handler.handle(request)
        # Slack switches events off for an app that answers too many of them with errors, and it signed this.
        return Response(status_code=200) if response.status_code == 404 else response

    return slack_request


async def _alive(_: Request) -> Response:
    return JSONResponse({"alive": True})


def _ready_endpoint(check: Check) -> Callable[[Request], Awaitable[Response]]:
    async def ready(_: Request) -> Response:
        try:
            await check()
        except Exception as error:  # noqa: BLE001 whatever it is, the load balancer must hear that we are not ready
            log.warning("not_ready", extra={"error": type(error).__name__})
            return JSONResponse({"ready": False}, status_code=503)
        return JSONResponse({"ready": True})

    return ready


def _is_payload(body: bytes, content_type: str) -> bool:
    """Whether this is the kind of thing Bolt can read: a JSON object, or a form (with one in `payload`).

    Bolt takes for JSON whatever begins so, and of several values the last. A form with `ssl_check` only tries
    our certificate; Slack says to leave the rest of it alone.
    """
    try:
        text = body.decode()
        if "json" not in content_type and not text.startswith("{"):
            form = parse_qs(text, keep_blank_values=True, max_num_fields=100)
            is_whole = "payload" not in form or isinstance(json.loads(form["payload"][-1]), dict)
            return is_whole and "ssl_check" not in form
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
