"""The app's doors to the local Slack over HTTP: the Web API, response_url, and files."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.playground.arguments import Arguments
from bot.playground.context import Context
from bot.playground.faults import Fault, Faults
from bot.playground.files import SAFE_TYPES
from bot.playground.methods import Answer, call
from bot.playground.pace import Pace
from bot.playground.records import Json
from bot.playground.refusals import RefusalError
from bot.playground.responses import Responses

SECRET = frozenset({"token", "client_secret", "refresh_token"})
SHUT = {"expired_url": 404, "used_url": 404}


class WebApi:
    """Every call is noted in the journal with its arguments and its answer, the token left out."""

    def __init__(
        self, context: Context, responses: Responses, faults: Faults, paces: Mapping[str, Pace]
    ) -> None:
        self.busy = 0
        self._context = context
        self._responses = responses
        self._faults = faults
        self._paces = paces

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self._api),
            web.post("/response/{door}", self._response),
            web.post("/upload/{file}", self._upload),
            web.get("/files/{file}", self._file),
            web.get("/files-pri/{file}", self._private_file),
        ]

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        return await self._counted(request, method)

    async def _response(self, request: web.Request) -> web.Response:
        return await self._counted(request, "response")

    async def _counted(self, request: web.Request, method: str) -> web.Response:
        self.busy += 1
        try:
            arguments = await _arguments(request)
            return await self._with_fault(request, method, arguments)
        except RefusalError as refusal:
            return web.json_response(refusal.as_json())
        finally:
            self.busy -= 1

    async def _with_fault(self, request: web.Request, method: str, arguments: Arguments) -> web.Response:
        fault, began = self._faults.take(method, arguments.given) or Fault(), time.monotonic()
        if fault.when == "before" and await self._is_lost(request, fault):
            self._note(method, arguments, Answer({"ok": False, "error": "lost"}, 0), fault, began)
            return web.Response(status=503)
        answer = None if fault.when == "after" else _refused(fault)
        accepted = answer or self._accept(request, method, arguments)
        self._note(method, arguments, accepted, fault, began)
        if fault.when == "after" and await self._is_lost(request, fault):
            return web.Response(status=503)
        return _response(accepted, fault)

    async def _is_lost(self, request: web.Request, fault: Fault) -> bool:
        """Waits, breaks the connection if the fault says so, and tells whether nobody listens any more."""
        await asyncio.sleep(fault.delay)
        if fault.reset and request.transport is not None:
            request.transport.abort()
        return request.transport is None or request.transport.is_closing()

    def _accept(self, request: web.Request, method: str, arguments: Arguments) -> Answer:
        try:
            if method == "response":
                self._responses.take(request.match_info["door"], arguments)
                return Answer({"ok": True})
            return call(self._context, method, arguments, _token(request, arguments), self._paces)
        except RefusalError as refusal:
            status = SHUT.get(refusal.code, 400) if method == "response" else 200
            return Answer(refusal.as_json(), status)

    def _note(self, method: str, arguments: Arguments, answer: Answer, fault: Fault, began: float) -> None:
        given = {name: held for name, held in arguments.given.items() if name not in SECRET}
        noted: Json = {"method": method, "arguments": given, "status": answer.status, "answer": answer.body}
        noted["team"] = self._context.team
        noted["seconds"] = round(time.monotonic() - began, 4)
        if fault != Fault():
            noted["fault"] = {"when": fault.when, "status": fault.status, "error": fault.error}
        self._context.workspace.note("call", noted)

    async def _upload(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        if name not in self._context.workspace.files:
            return web.Response(status=404, text="no such file")
        if request.content_type.startswith("multipart/"):
            part = next(iter((await request.post()).values()))
            content = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        else:
            content = await request.read()
        self._context.workspace.archive.put_file(name, content)
        return web.Response(text=f"OK - {len(content)}")

    async def _private_file(self, request: web.Request) -> web.Response:
        """For the app, with its token. Slack sends a page to log in to everybody else."""
        try:
            self._context.access.admit(_token(request, Arguments({})))
            self._context.access.need("files:read")
        except RefusalError as refusal:
            return web.Response(status=403, text=f"<html>{refusal.code}</html>", content_type="text/html")
        return await self._file(request)

    async def _file(self, request: web.Request) -> web.Response:
        workspace, name = self._context.workspace, request.match_info["file"]
        content = workspace.archive.file(name)
        if name not in workspace.files or content is None:
            return web.Response(status=404, text="no such file")
        kind = str(workspace.files[name]["mimetype"])
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if kind not in SAFE_TYPES:
            # As a download: what an app uploads must not become a page of this origin.
            headers["Content-Disposition"] = "attachment"
            kind = "application/octet-stream"
        return web.Response(body=content, headers=headers, content_type=kind)


async def _arguments(request: web.Request) -> Arguments:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise RefusalError("invalid_json") from None
        if not isinstance(body, dict):
            raise RefusalError("json_not_object")
        given |= body
    elif request.method == "POST":
        given |= {name: held for name, held in (await request.post()).items() if isinstance(held, str)}
    return Arguments(given)


def _token(request: web.Request, arguments: Arguments) -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else arguments.text("token") or None


def _refused(fault: Fault) -> Answer | None:
    """The answer of a fault that keeps the call from being accepted; None when it only delays."""
    if fault.error is None and fault.body is None:
        return None
    retry = {"Retry-After": fault.retry_after} if fault.retry_after is not None else {}
    return Answer({"ok": False, "error": fault.error}, fault.status, retry)


def _response(answer: Answer, fault: Fault) -> web.Response:
    if fault.body is not None:
        return web.Response(status=fault.status, text=fault.body, content_type=fault.content_type)
    body = {name: held for name, held in answer.body.items() if name not in fault.without}
    text = json.dumps(body)
    text = text[: len(text) // 2] if fault.cut else text
    headers = dict(answer.headers)
    return web.Response(status=answer.status, text=text, content_type="application/json", headers=headers)
