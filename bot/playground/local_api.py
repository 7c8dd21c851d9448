"""The local Slack's own API: human actions, the state for the page, and the feed of what happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from aiohttp import WSCloseCode, web

from bot.playground.archive import Entry
from bot.playground.arguments import Arguments
from bot.playground.human_controls import CONTROLS
from bot.playground.human_messages import MESSAGES
from bot.playground.human_setup import SETUP
from bot.playground.human_views import VIEWS
from bot.playground.humans import Action, Desk
from bot.playground.records import Json
from bot.playground.refusals import RefusalError
from bot.playground.snapshot import snapshot

ACTIONS: Mapping[str, Action] = {**MESSAGES, **CONTROLS, **VIEWS, **SETUP}


async def act(desk: Desk, name: str, given: Mapping[str, Any]) -> Json:
    """Does what a person does; LookupError or ValueError with a sentence when it cannot be done."""
    action, arguments = ACTIONS[name], Arguments(given)
    missing = [needed for needed in action.needs if needed not in arguments]
    unknown = given.keys() - {*action.needs, *action.takes}
    if missing or unknown:
        wrong = f"needs {', '.join(missing)}" if missing else f"does not take {', '.join(sorted(unknown))}"
        raise ValueError(f"{name} {wrong}")
    shown = {key: "..." if key == "content" else value for key, value in given.items()}
    desk.workspace.note("action", {"action": name, "arguments": shown})
    try:
        return await action.handle(desk, arguments)
    except RefusalError as refusal:
        raise ValueError(f"{name}: {refusal.code}") from refusal


class LocalApi:
    """`POST /_local/<action>`, `GET /_local/state`, `/_local/journal` and the WebSocket `/_local/feed`."""

    def __init__(self, desk: Desk, about: Json) -> None:
        self._desk = desk
        self._about = about
        self._feeds: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_local", self._actions),
            web.get("/_local/state", self._state),
            web.get("/_local/journal", self._journal),
            web.get("/_local/feed", self._feed),
            web.post("/_local/{action}", self._act),
        ]

    async def close(self) -> None:
        for feed in tuple(self._feeds):
            await feed.close(code=WSCloseCode.GOING_AWAY)

    async def _actions(self, _: web.Request) -> web.Response:
        return web.json_response(
            {"ok": True, "actions": {name: action.as_json() for name, action in ACTIONS.items()}}
        )

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, **snapshot(self._desk, self._about)})

    async def _journal(self, request: web.Request) -> web.Response:
        kinds = [kind for kind in request.query.get("kinds", "").split(",") if kind]
        after, limit = _number(request, "after", 0), _number(request, "limit", 200)
        entries = self._desk.workspace.journal.of(*kinds, after=after)
        newest = entries[-limit:] if limit > 0 else []
        return web.json_response({"ok": True, "entries": [entry.as_json() for entry in newest]})

    async def _act(self, request: web.Request) -> web.Response:
        name = request.match_info["action"]
        if name not in ACTIONS:
            return _wrong(f"there is no action {name!r}; GET /_local lists them", 404)
        try:
            given = json.loads(await request.text() or "{}") if _is_json(request) else None
            if not isinstance(given, dict):
                return _wrong("send a JSON object, with Content-Type: application/json")
            return web.json_response({"ok": True, **await act(self._desk, name, given)})
        except (LookupError, ValueError, TimeoutError) as error:
            return _wrong(str(error.args[0]) if error.args else "that took too long")

    async def _feed(self, request: web.Request) -> web.WebSocketResponse:
        feed = web.WebSocketResponse(heartbeat=20.0)
        await feed.prepare(request)
        self._feeds.add(feed)
        sending = asyncio.create_task(self._send(feed, _number(request, "after", 0)))
        try:
            # The page says nothing; reading ends when it goes.
            async for _ in feed:
                continue
        finally:
            self._feeds.discard(feed)
            sending.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await sending
        return feed

    async def _send(self, feed: web.WebSocketResponse, after: int) -> None:
        journal, archive = self._desk.workspace.journal, self._desk.workspace.archive
        hello = Entry(0, self._desk.workspace.clock(), "hello", {"run": archive.run, "seq": journal.last})
        await feed.send_json(hello.as_json())
        async for entry in journal.feed(after):
            await feed.send_json(entry.as_json())


def _is_json(request: web.Request) -> bool:
    # A foreign page can send a form without asking first, but not this.
    return request.content_type == "application/json"


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else default


def _wrong(sentence: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
