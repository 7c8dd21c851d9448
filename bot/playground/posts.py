"""The bot's posts: what they may say, where they may go, and how they come about and change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import Content, check_message
from bot.playground.context import Context
from bot.playground.events import changed_event, message_event
from bot.playground.records import Channel, Json, Message
from bot.playground.refusals import RefusalError

ATTACHMENTS = 100


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
    workspace, thread = context.workspace, _thread(context, channel, arguments)
    return Message(
        channel=channel,
        ts=workspace.new_ts(),
        user=workspace.bot_user,
        text=content.text,
        blocks=context.prepared(content.blocks),
        thread_ts=thread,
        bot_id=workspace.bot_id,
        app_id=workspace.app_id,
        subtype="thread_broadcast" if thread and arguments.flag("reply_broadcast") else None,
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
