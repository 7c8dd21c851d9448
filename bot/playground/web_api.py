"""The doors of the local Slack over HTTP: the Web API, response_url, and files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.faults import Fault, Faults
from bot.playground.methods_chat import CHAT
from bot.playground.methods_rooms import ROOMS, api_test
from bot.playground.methods_views import VIEWS
from bot.playground.pace import Pace
from bot.playground.records import Json
from bot.playground.refusals import RefusalError
from bot.playground.responses import Responses

METHODS: Mapping[str, Method] = {**CHAT, **ROOMS, **VIEWS}
PACED = frozenset({"chat.postMessage", "chat.postEphemeral"})
SECRET = frozenset({"token"})
SHUT = {"expired_url": 404, "used_url": 404}


@dataclass(frozen=True, slots=True)
class Answer:
    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class WebApi:
    """Every call is noted in the journal with its arguments and its answer, the token left out."""

    def __init__(self, context: Context, responses: Responses, faults: Faults) -> None:
        self.pace: Pace | None = None
        self._context = context
        self._responses = responses
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self._api),
            web.post("/response/{door}", self._response),
            web.post("/upload/{file}", self._upload),
            web.get("/files/{file}", self._file),
        ]

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        return await self._with_fault(request, method, await _arguments(request))

    async def _response(self, request: web.Request) -> web.Response:
        return await self._with_fault(request, "response", await _arguments(request))

    async def _with_fault(self, request: web.Request, method: str, arguments: Arguments) -> web.Response:
        fault = self._faults.take(method, arguments.given) or Fault()
        if fault.when == "before" and await self._is_lost(request, fault):
            self._note(method, arguments, Answer({"ok": False, "error": "lost"}, 0), fault)
            return web.Response(status=503)
        answer = None if fault.when == "after" else _refused(fault)
        accepted = answer or self._accept(request, method, arguments)
        self._note(method, arguments, accepted, fault)
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
            return self._call(method, arguments, _token(request, arguments))
        except RefusalError as refusal:
            status = SHUT.get(refusal.code, 400) if method == "response" else 200
            return Answer(refusal.as_json(), status)

    def _call(self, name: str, arguments: Arguments, token: str | None) -> Answer:
        if name == "api.test":
            return Answer({"ok": True, **api_test(self._context, arguments)})
        method = METHODS.get(name)
        if method is None:
            raise RefusalError("unknown_method", req_method=name)
        access = self._context.access
        access.admit(token)
        access.need(*method.scopes)
        wait = self.pace.wait_for(arguments.text("channel")) if self.pace and name in PACED else 0
        if wait:
            return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
        scopes = {"X-OAuth-Scopes": ",".join(sorted(access.scopes))} if access.has_manifest else {}
        return Answer({"ok": True, **method.handle(self._context, arguments)}, 200, scopes)

    def _note(self, method: str, arguments: Arguments, answer: Answer, fault: Fault) -> None:
        given = {name: held for name, held in arguments.given.items() if name not in SECRET}
        noted: Json = {"method": method, "arguments": given, "status": answer.status, "answer": answer.body}
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
        self._context.uploads[name] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        if name not in self._context.uploads:
            return web.Response(status=404, text="no such file")
        # As a download: what an app uploads must not become a page of this origin.
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=self._context.uploads[name], headers=headers)


async def _arguments(request: web.Request) -> Arguments:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            body = {}
        given |= body if isinstance(body, dict) else {}
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
