"""A small Bolt app for the page's tests: it shows all of sample.yaml and tells what was chosen."""

from __future__ import annotations

import asyncio

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack
from tests.page.sample_blocks import SHOWN, Body, filled
from tests.page.sample_controls import add_controls, add_views
from tests.page.sample_opener import opener

# What streams comes from the test, piece by piece; None ends it.
Pieces = asyncio.Queue[str | None]


def build_sample_app(slack: LocalSlack, pieces: Pieces) -> AsyncApp:
    client = AsyncWebClient(
        token=slack.bot_token, base_url=slack.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()]
    )
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    _add_messages(app, pieces)
    _add_commands(app)
    add_controls(app)
    add_views(app)
    return app


def _add_messages(app: AsyncApp, pieces: Pieces) -> None:
    @app.event("app_mention")
    async def mentioned(event: Body, say: AsyncSay, client: AsyncWebClient) -> None:
        asked = event["text"].split()[-1]
        thread = event.get("thread_ts", event["ts"])
        if asked in {"reading", "table", "controls"}:
            await say(text=f"Here is {asked}", blocks=await filled(client, asked), thread_ts=thread)
        else:
            await say(text=f"You said {event['text']}", thread_ts=thread)

    @app.event("message")
    async def written(event: Body, say: AsyncSay, client: AsyncWebClient) -> None:
        if "bot_id" in event or "subtype" in event:
            return
        if event["text"] == "stream":
            await _stream(event, client, pieces)
        elif event["text"] == "prompts":
            where = {"channel_id": event["channel"], "title": "Ask me", "prompts": SHOWN["prompts"]}
            await client.assistant_threads_setSuggestedPrompts(**where)
        elif event["text"] == "chart":
            blocks = [block for block in await filled(client, "reading") if block["type"] == "image"]
            await say(text="The chart", blocks=[*blocks, *SHOWN["table"]])
        else:
            await say(text=f"You wrote {event['text']}")

    @app.event("app_home_opened")
    async def opened(event: Body, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=SHOWN["home"])


async def _stream(event: Body, client: AsyncWebClient, pieces: Pieces) -> None:
    where = {"channel": event["channel"], "thread_ts": event["ts"]}
    status = {"channel_id": event["channel"], "thread_ts": event["ts"], "status": "is thinking..."}
    await client.assistant_threads_setStatus(**status)
    begun = await client.chat_startStream(**where, markdown_text=await pieces.get())
    told = {"channel": event["channel"], "ts": begun["ts"]}
    while (piece := await pieces.get()) is not None:
        await client.chat_appendStream(**told, markdown_text=piece)
    await client.chat_stopStream(**told)


def _add_commands(app: AsyncApp) -> None:
    for name in ("quiz", "everything"):
        app.command(f"/{name}")(opener(name))

    @app.command("/here")
    async def here(ack: AsyncAck, command: Body) -> None:
        await ack({"response_type": "in_channel", "text": f"Here: {command['text']}"})

    @app.command("/slow")
    async def slow() -> None:
        """Never acknowledges."""

    app.shortcut("start_quiz")(opener("quiz"))

    @app.shortcut("quote")
    async def quoted(ack: AsyncAck, client: AsyncWebClient, body: Body) -> None:
        await ack()
        section = {"type": "section", "text": {"type": "plain_text", "text": body["message"]["text"]}}
        await client.views_open(
            trigger_id=body["trigger_id"], view={**SHOWN["explained"], "blocks": [section]}
        )
