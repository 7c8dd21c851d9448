"""The chat methods: posting, changing, deleting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.playground.arguments import Arguments
from bot.playground.checks import Content, check_update
from bot.playground.context import Context, Method
from bot.playground.events import deleted_event
from bot.playground.posts import change, compose, content_of, place, post
from bot.playground.records import Json, Message
from bot.playground.refusals import RefusalError


def post_message(context: Context, arguments: Arguments) -> Json:
    channel = place(context, arguments)
    content = content_of(arguments)
    message = compose(context, channel.id, content, arguments)
    post(context, message)
    shown = context.workspace.message_json(message)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **_warned(content)}


def post_ephemeral(context: Context, arguments: Arguments) -> Json:
    channel = place(context, arguments)
    user = arguments.needed("user")
    if user not in channel.members:
        raise RefusalError("user_not_in_channel")
    content = content_of(arguments)
    message = replace(compose(context, channel.id, content, arguments), only_to=user, metadata=None)
    context.workspace.save(message)
    return {"message_ts": message.ts, **_warned(content)}


def update(context: Context, arguments: Arguments) -> Json:
    channel = context.channel(arguments)
    before = context.message(channel, arguments.needed("ts"))
    if before.bot_id != context.workspace.bot_id:
        raise RefusalError("cant_update_message")
    content = _new_content(before, arguments)
    after = change(context, before, content, arguments)
    shown = context.workspace.message_json(after)
    return {"channel": channel.id, "ts": after.ts, "text": after.text, "message": shown, **_warned(content)}


def delete(context: Context, arguments: Arguments) -> Json:
    channel = context.channel(arguments)
    message = context.message(channel, arguments.needed("ts"))
    if message.bot_id != context.workspace.bot_id:
        raise RefusalError("cant_delete_message")
    context.workspace.remove(message)
    context.announce(deleted_event(context.workspace, message))
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(context: Context, arguments: Arguments) -> Json:
    channel = context.channel(arguments)
    message = context.message(channel, arguments.needed("message_ts"))
    link = f"{context.base}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def _new_content(before: Message, arguments: Arguments) -> Content:
    """Blocks that are not given stay; an empty list takes them away."""
    if "markdown_text" in arguments:
        return content_of(arguments)
    text = arguments.text("text") if "text" in arguments else None
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    return check_update(text, list(before.blocks) if blocks is None else blocks)


def _warned(content: Content) -> Json:
    if not content.warnings:
        return {}
    warnings = list(content.warnings)
    return {"warning": ",".join(warnings), "response_metadata": {"warnings": warnings}}


CHAT: Mapping[str, Method] = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink),
}
