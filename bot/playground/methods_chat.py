"""The chat and reactions methods: posting, changing, deleting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import Content, check_message, check_update
from bot.playground.context import Context, Method
from bot.playground.events import changed_event, deleted_event, message_event, reaction_event
from bot.playground.records import Channel, Json, Message
from bot.playground.refusals import RefusalError

ATTACHMENTS = 100


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


def add_reaction(context: Context, arguments: Arguments) -> Json:
    message, name, users = _reaction(context, arguments)
    if context.workspace.bot_user in users:
        raise RefusalError("already_reacted")
    return _react(context, message, name, True)


def remove_reaction(context: Context, arguments: Arguments) -> Json:
    message, name, users = _reaction(context, arguments)
    if context.workspace.bot_user not in users:
        raise RefusalError("no_reaction")
    return _react(context, message, name, False)


def post(context: Context, message: Message) -> None:
    """Shows the message. What the app said it is doing in this thread is done with it."""
    context.workspace.save(message)
    clear_status(context, message.channel, message.thread_ts)
    context.announce(message_event(context.workspace, message))


def clear_status(context: Context, channel: str, thread_ts: str | None) -> None:
    held = context.workspace.thread_notes.get(("status", channel, thread_ts))
    if held and held["status"]:
        context.workspace.show("status", {**held, "status": "", "loading_messages": []})


def content_of(arguments: Arguments) -> Content:
    """The text and blocks of a call, checked. `markdown_text` stands alone."""
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    if "markdown_text" in arguments:
        if arguments.text("text") or blocks:
            raise RefusalError("markdown_text_conflict")
        markdown = arguments.text("markdown_text")
        check_message("markdown", [{"type": "markdown", "text": markdown}])
        return Content(markdown, [])
    attachments = arguments.structure("attachments", "invalid_attachments")
    if not isinstance(attachments, list | None):
        raise RefusalError("invalid_attachments")
    if len(attachments or ()) > ATTACHMENTS:
        raise RefusalError("too_many_attachments")
    return check_message(arguments.text("text"), blocks, other=bool(attachments))


def compose(context: Context, channel: str, content: Content, arguments: Arguments) -> Message:
    """A message of the bot, not yet in the workspace."""
    workspace = context.workspace
    return Message(
        channel=channel,
        ts=workspace.new_ts(),
        user=workspace.bot_user,
        text=content.text,
        blocks=context.prepared(content.blocks),
        thread_ts=_thread(context, channel, arguments),
        bot_id=workspace.bot_id,
        app_id=workspace.app_id,
        subtype="thread_broadcast" if arguments.flag("reply_broadcast") else None,
        metadata=_metadata(arguments),
        client_msg_id=arguments.text("client_msg_id") or None,
        attachments=arguments.structure("attachments") or (),
    )


def change(context: Context, before: Message, content: Content, arguments: Arguments) -> Message:
    """The message with new content. Slack shows "(edited)" on a text, but not where there are blocks."""
    workspace = context.workspace
    is_text = content.text and not content.blocks
    edited = {"user": workspace.bot_user, "ts": workspace.new_ts()} if is_text else before.edited
    blocks = context.prepared(content.blocks)
    metadata = _metadata(arguments) or before.metadata
    text = content.text or before.text
    after = replace(before, text=text, blocks=blocks, metadata=metadata, edited=edited)
    workspace.save(after)
    if not after.only_to:
        context.announce(changed_event(workspace, before, after))
    return after


def place(context: Context, arguments: Arguments) -> Channel:
    """Where to post: a channel by id or name, or a person, whose direct message is opened."""
    workspace, wanted = context.workspace, arguments.needed("channel")
    if wanted in workspace.users:
        return _direct(context, wanted)
    named = [c for c in workspace.channels.values() if c.name == wanted.removeprefix("#") and c.kind != "im"]
    channel = named[0] if named else context.channel(arguments)
    if channel.archived:
        raise RefusalError("is_archived")
    if workspace.bot_user not in channel.members:
        if channel.kind != "channel":
            raise RefusalError("channel_not_found")
        if not (context.access.has_manifest and "chat:write.public" in context.access.scopes):
            raise RefusalError("not_in_channel")
    return channel


def _new_content(before: Message, arguments: Arguments) -> Content:
    """Blocks that are not given stay; an empty list takes them away."""
    if "markdown_text" in arguments:
        return content_of(arguments)
    text = arguments.text("text") if "text" in arguments else None
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    return check_update(text, list(before.blocks) if blocks is None else blocks)


def _react(context: Context, message: Message, name: str, added: bool) -> Json:
    workspace = context.workspace
    changed = workspace.save(message.with_reaction(name, workspace.bot_user, added))
    context.announce(reaction_event(workspace, changed, workspace.bot_user, name, added))
    return {}


def _direct(context: Context, user: str) -> Channel:
    if context.workspace.users[user].is_bot:
        raise RefusalError("cannot_dm_bot")
    if context.workspace.users[user].deleted:
        raise RefusalError("user_disabled")
    return context.workspace.open_im(user)


def _thread(context: Context, channel: str, arguments: Arguments) -> str | None:
    thread = arguments.text("thread_ts") or None
    if thread and (channel, thread) not in context.workspace.messages:
        raise RefusalError("thread_not_found")
    # A reply to a reply goes where the reply is.
    return context.workspace.messages[channel, thread].thread_ts or thread if thread else None


def _metadata(arguments: Arguments) -> Json | None:
    metadata: Any = arguments.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    if not isinstance(payload, dict) or not isinstance(metadata.get("event_type"), str):
        raise RefusalError("invalid_metadata_format")
    return dict(metadata)


def _reaction(context: Context, arguments: Arguments) -> tuple[Message, str, list[str]]:
    message = context.message(context.channel(arguments), arguments.needed("timestamp"))
    name = arguments.needed("name").strip(":")
    return message, name, message.reactions.get(name, [])


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
    "reactions.add": Method(add_reaction, ("reactions:write",)),
    "reactions.remove": Method(remove_reaction, ("reactions:write",)),
}
