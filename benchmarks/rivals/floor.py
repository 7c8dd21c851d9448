"""No framework: aiohttp, the signature and one post, on uvloop. Nobody can do with much less."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import aiohttp
import uvloop
from aiohttp import web

from benchmarks.rivals.surroundings import API, PORT, SECRET, TOKEN

SESSION = web.AppKey("session", aiohttp.ClientSession)
TASKS: set[asyncio.Task[None]] = set()


async def slack_request(request: web.Request) -> web.Response:
    raw = await request.read()
    signed = b"v0:" + request.headers["x-slack-request-timestamp"].encode() + b":" + raw
    digest = "v0=" + hmac.digest(SECRET.encode(), signed, hashlib.sha256).hex()
    if not hmac.compare_digest(digest, request.headers["x-slack-signature"]):
        return web.Response(status=401)
    task = asyncio.create_task(answer(request.app[SESSION], raw.decode(), request.content_type))
    TASKS.add(task)
    task.add_done_callback(TASKS.discard)
    return web.Response()


async def answer(session: aiohttp.ClientSession, text: str, kind: str) -> None:
    url, body = read(text, kind)
    async with session.post(url, json=body, headers={"authorization": f"Bearer {TOKEN}"}) as response:
        await response.read()


def read(text: str, kind: str) -> tuple[str, dict[str, str]]:
    """Where the answer goes, and the answer: what was said."""
    post = f"{API}chat.postMessage"
    if kind == "application/json":
        event = json.loads(text)["event"]
        return post, {"channel": event["channel"], "thread_ts": event["ts"], "text": event["text"]}
    form = {name: values[0] for name, values in parse_qs(text).items()}
    if "payload" not in form:
        return form["response_url"], {"text": form["text"]}
    click = json.loads(form["payload"])
    said = click["actions"][0]["value"]
    return post, {"channel": click["channel"]["id"], "thread_ts": click["message"]["ts"], "text": said}


async def with_session(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as session:
        app[SESSION] = session
        yield


if __name__ == "__main__":
    uvloop.install()
    application = web.Application()
    application.router.add_post("/slack/events", slack_request)
    application.cleanup_ctx.append(with_session)
    web.run_app(application, host="127.0.0.1", port=PORT, print=None, access_log=None)
