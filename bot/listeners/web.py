"""The HTTP doors: Slack's requests, and whether the app is alive and ready."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from urllib.parse import parse_qsl

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
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
    events = _Timed(SignatureGuard(_Events(slack), signing_secret), metrics or NoMetrics())
    routes = [
        *doors,
        Route("/slack/events", events, methods=["POST"]),
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


class _Events:
    """Gives Bolt the payload as it would come over a socket, so that it is parsed once, and here."""

    def __init__(self, slack: AsyncApp) -> None:
        self._slack = slack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        asked = _read(await request.body(), request.headers.get("content-type", ""))
        if asked is None:
            log.warning("payload_dropped")
            await Response()(scope, receive, send)
            return
        answer = await self._slack.async_dispatch(asked)
        # Slack switches events off for an app that answers too many of them with errors, and it signed this.
        response = Response() if answer.status == 404 else to_starlette_response(answer)
        await response(scope, receive, send)


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


def _read(body: bytes, content_type: str) -> AsyncBoltRequest | None:
    """None for what is nothing that Bolt can read."""
    try:
        payload = _payload(body.decode(), content_type)
        # A form with `ssl_check` only tries our certificate; Slack says to leave the rest of it alone.
        if not isinstance(payload, dict) or "ssl_check" in payload:
            return None
        return AsyncBoltRequest(body=payload, mode="socket_mode")
    except (ValueError, RecursionError, TypeError, AttributeError):
        return None


def _payload(text: str, content_type: str) -> object:
    """JSON, or a form, which may hold JSON in its `payload`."""
    if "json" in content_type:
        return json.loads(text)
    form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    return json.loads(form["payload"]) if "payload" in form else form
