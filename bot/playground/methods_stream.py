"""The methods that write a message piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import Content, refuse_blocks
from bot.playground.context import Context, Method
from bot.playground.events import changed_event
from bot.playground.posts import compose, place, post
from bot.playground.records import Json, Message
from bot.playground.refusals import RefusalError

MARKDOWN_CHARACTERS = 12_000
# Slack ends a stream by itself after some minutes without a word; how many is not published.
STREAM_SECONDS = 300.0
TEXT = "stream_text"


def start_stream(context: Context, arguments: Arguments) -> Json:
    channel = place(context, arguments)
    arguments.needed("thread_ts")
    if channel.kind != "im":
        for name in ("recipient_team_id", "recipient_user_id"):
            if not arguments.text(name):
                raise RefusalError(f"missing_{name}")
    begun = compose(context, channel.id, Content("", []), arguments)
    message = replace(_grown(context, begun, arguments), streaming=True)
    post(context, message)
    _expire_later(context, message)
    return {"channel": channel.id, "ts": message.ts}


def append_stream(context: Context, arguments: Arguments) -> Json:
    message = _streaming(context, arguments)
    if not ("markdown_text" in arguments or "chunks" in arguments):
        arguments.needed("markdown_text")
    context.workspace.save(_grown(context, message, arguments))
    _expire_later(context, message)
    return {"channel": message.channel, "ts": message.ts}


def stop_stream(context: Context, arguments: Arguments) -> Json:
    workspace, message = context.workspace, _streaming(context, arguments)
    grown = _grown(context, message, arguments)
    blocks: Any = arguments.structure("blocks", "invalid_blocks_format") or []
    _refuse(blocks)
    last = [*grown.blocks, *context.prepared(blocks)]
    stopped = workspace.save(replace(grown, blocks=last, streaming=False))
    context.announce(changed_event(workspace, message, stopped))
    return {"channel": stopped.channel, "ts": stopped.ts, "message": workspace.message_json(stopped)}


def _streaming(context: Context, arguments: Arguments) -> Message:
    channel = context.channel(arguments)
    message = context.message(channel, arguments.needed("ts"))
    if message.bot_id != context.workspace.bot_id:
        raise RefusalError("message_not_owned_by_app")
    if (message.channel, message.ts) in context.stopped_streams:
        raise RefusalError("stopped_by_user")
    if not message.streaming:
        raise RefusalError("message_not_in_streaming_state")
    return message


def _grown(context: Context, message: Message, arguments: Arguments) -> Message:
    """The message with what this call adds to it."""
    chunks: Any = arguments.structure("chunks", "invalid_chunks") or []
    if not isinstance(chunks, list):
        raise RefusalError("invalid_chunks")
    added = arguments.text("markdown_text")
    for chunk in [{"type": "markdown_text", "text": added}] * bool(added) + chunks:
        message = _with_chunk(context, message, chunk)
    return message


def _with_chunk(context: Context, message: Message, chunk: Any) -> Message:
    given = chunk if isinstance(chunk, dict) else {}
    match given.get("type"):
        case "markdown_text":
            return _with_text(message, str(given.get("text", "")))
        case "task_update" if given.get("id") and given.get("title"):
            card = {**given, "type": "task_card", "task_id": given["id"], "block_id": f"task_{given['id']}"}
            return _with_block(message, card)
        case "plan_update" if given.get("title"):
            return _with_block(message, {"type": "plan", "block_id": "plan", "title": given["title"]})
        case "blocks":
            _refuse(given.get("blocks"))
            return replace(message, blocks=[*message.blocks, *context.prepared(given["blocks"])])
        case _:
            raise RefusalError("invalid_chunks")


def _with_text(message: Message, added: str) -> Message:
    if len(added) > MARKDOWN_CHARACTERS:
        raise RefusalError("msg_too_long")
    text = message.text + added
    written = _with_block(message, {"type": "markdown", "block_id": TEXT, "text": text})
    return replace(written, text=text)


def _with_block(message: Message, block: Json) -> Message:
    """In the place of the block with this id, or at the end."""
    known = [held["block_id"] for held in message.blocks]
    if block["block_id"] not in known:
        return replace(message, blocks=[*message.blocks, block])
    blocks = [block if held["block_id"] == block["block_id"] else held for held in message.blocks]
    return replace(message, blocks=blocks)


def _refuse(blocks: Any) -> None:
    if not isinstance(blocks, list):
        raise RefusalError("invalid_blocks_format")
    refuse_blocks(blocks)


def _expire_later(context: Context, message: Message) -> None:
    written = context.workspace.messages[message.channel, message.ts].text
    context.later(STREAM_SECONDS, partial(_expire, context, message, written))


def _expire(context: Context, message: Message, written: str) -> None:
    now = context.workspace.messages.get((message.channel, message.ts))
    if now and now.streaming and now.text == written:
        context.workspace.save(replace(now, streaming=False))


STREAM: Mapping[str, Method] = {
    "chat.startStream": Method(start_stream, ("chat:write",)),
    "chat.appendStream": Method(append_stream, ("chat:write",)),
    "chat.stopStream": Method(stop_stream, ("chat:write",)),
}
