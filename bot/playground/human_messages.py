"""What a person does with messages: writing, changing, deleting, reacting."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import replace

from bot.playground.arguments import Arguments
from bot.playground.events import changed_event, deleted_event, mention_event, message_event, reaction_event
from bot.playground.files import announced_file
from bot.playground.humans import Action, Desk
from bot.playground.records import Channel, Json, Message, User
from bot.playground.typed import as_typed, rich_text


async def say(desk: Desk, arguments: Arguments) -> Json:
    user = desk.user(arguments)
    channel = desk.channel(arguments, user)
    return _posted(_post(desk, user, channel, as_typed(desk.workspace, arguments.text("text")), arguments))


async def mention(desk: Desk, arguments: Arguments) -> Json:
    user, workspace = desk.user(arguments), desk.workspace
    text = f"<@{workspace.bot_user}> {as_typed(workspace, arguments.text('text'))}".rstrip()
    return _posted(_post(desk, user, desk.channel(arguments, user), text, arguments))


async def direct(desk: Desk, arguments: Arguments) -> Json:
    user = desk.user(arguments)
    channel = desk.workspace.open_im(user.id)
    return _posted(_post(desk, user, channel, as_typed(desk.workspace, arguments.text("text")), arguments))


async def edit(desk: Desk, arguments: Arguments) -> Json:
    user, workspace = desk.user(arguments), desk.workspace
    before = _own(desk, arguments, user)
    text = as_typed(workspace, arguments.text("text"))
    edited = {"user": user.id, "ts": workspace.new_ts()}
    after = workspace.save(replace(before, text=text, blocks=rich_text(text), edited=edited))
    desk.context.announce(changed_event(workspace, before, after))
    if _mentions_bot(desk, after) and not _mentions_bot(desk, before):
        desk.context.announce(mention_event(workspace, after))
    return _posted(after)


async def delete(desk: Desk, arguments: Arguments) -> Json:
    message = _own(desk, arguments, desk.user(arguments))
    desk.workspace.remove(message)
    desk.context.announce(deleted_event(desk.workspace, message))
    return {}


async def dismiss(desk: Desk, arguments: Arguments) -> Json:
    message = desk.workspace.ephemerals.get(arguments.text("ts"))
    if message is None or message.only_to != desk.user(arguments).id:
        raise LookupError(f"there is no private message {arguments.text('ts')!r}")
    desk.workspace.remove(message)
    return {}


async def react(desk: Desk, arguments: Arguments) -> Json:
    return _react(desk, arguments, True)


async def unreact(desk: Desk, arguments: Arguments) -> Json:
    return _react(desk, arguments, False)


async def stop(desk: Desk, arguments: Arguments) -> Json:
    """The app hears of it by `stopped_by_user` when it appends the next time."""
    message = desk.message(arguments, desk.user(arguments))
    if not message.streaming:
        raise LookupError("this message does not stream")
    desk.workspace.save(replace(message, streaming=False))
    desk.context.stopped_streams.add((message.channel, message.ts))
    return {}


async def upload(desk: Desk, arguments: Arguments) -> Json:
    user, workspace = desk.user(arguments), desk.workspace
    try:
        content = base64.b64decode(arguments.text("content"), validate=True)
    except binascii.Error:
        raise ValueError("content is not base64") from None
    file = announced_file(workspace, desk.context.base, arguments.text("name"), len(content), user.id)
    workspace.archive.put_file(file["id"], content)
    if not arguments.text("channel"):
        return {"file": file}
    given = Arguments({**arguments.given, "files": [file["id"]]})
    text = as_typed(workspace, arguments.text("text"))
    return {"file": file, **_posted(_post(desk, user, desk.channel(arguments, user), text, given))}


def _post(desk: Desk, user: User, channel: Channel, text: str, arguments: Arguments) -> Message:
    workspace = desk.workspace
    _may_write(user, channel)
    files = [_file(desk, name) for name in arguments.texts("files")]
    if not (text.strip() or files):
        raise ValueError("the message is empty")
    thread = arguments.text("thread_ts") or None
    parent = workspace.messages.get((channel.id, thread or ""))
    if thread and parent is None:
        raise LookupError(f"there is no thread {thread!r} in {channel.name}")
    message = Message(
        channel=channel.id,
        ts=workspace.new_ts(),
        user=user.id,
        text=text,
        blocks=rich_text(text) if text else (),
        thread_ts=(parent.thread_ts or thread) if parent else None,
        client_msg_id=str(uuid.uuid4()),
        subtype=_subtype(bool(files), arguments),
        files=files,
    )
    workspace.save(message)
    desk.context.announce(message_event(workspace, message))
    if _mentions_bot(desk, message):
        desk.context.announce(mention_event(workspace, message))
    return message


def _may_write(user: User, channel: Channel) -> None:
    if channel.archived:
        raise ValueError(f"{channel.name} is archived")
    if user.id not in channel.members:
        raise ValueError(f"{user.name} is not in {channel.name}; join it first")


def _subtype(has_files: bool, arguments: Arguments) -> str | None:
    if has_files:
        return "file_share"
    return "thread_broadcast" if arguments.flag("broadcast") and "thread_ts" in arguments else None


def _file(desk: Desk, name: str) -> Json:
    if name not in desk.workspace.files:
        raise LookupError(f"there is no file {name!r}; upload it first")
    return desk.workspace.files[name]


def _own(desk: Desk, arguments: Arguments, user: User) -> Message:
    message = desk.message(arguments, user)
    if message.user != user.id:
        raise ValueError(f"this message is not {user.name}'s")
    return message


def _mentions_bot(desk: Desk, message: Message) -> bool:
    """In a direct message Slack sends no app_mention."""
    is_direct = desk.workspace.channels[message.channel].kind == "im"
    return not is_direct and f"<@{desk.workspace.bot_user}>" in message.text


def _react(desk: Desk, arguments: Arguments, added: bool) -> Json:
    user, name = desk.user(arguments), arguments.text("name").strip(":")
    message = desk.message(arguments, user)
    users = message.reactions.get(name, [])
    if added == (user.id in users):
        raise ValueError(f"{user.name} has {'already' if added else 'not'} reacted with {name}")
    changed = message.with_reaction(name, user.id, added)
    desk.workspace.save(changed)
    desk.context.announce(reaction_event(desk.workspace, changed, user.id, name, added))
    return {}


def _posted(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts}


_THREAD = ("user", "thread_ts", "broadcast", "files")
MESSAGES: Mapping[str, Action] = {
    "say": Action(say, "Writes a message.", ("channel", "text"), _THREAD),
    "mention": Action(
        mention, "Writes a message that begins with the app's name.", ("channel", "text"), _THREAD
    ),
    "dm": Action(direct, "Writes to the app directly.", ("text",), ("user", "thread_ts", "files")),
    "edit": Action(edit, "Changes one's own message.", ("channel", "ts", "text"), ("user",)),
    "delete": Action(delete, "Deletes one's own message.", ("channel", "ts"), ("user",)),
    "dismiss": Action(dismiss, "Takes a private message away.", ("ts",), ("user",)),
    "react": Action(react, "Adds a reaction.", ("channel", "ts", "name"), ("user",)),
    "unreact": Action(unreact, "Takes a reaction back.", ("channel", "ts", "name"), ("user",)),
    "stop": Action(stop, "Stops a message that streams.", ("channel", "ts"), ("user",)),
    "upload": Action(
        upload, "Uploads a file, and posts it.", ("name", "content"), ("user", "channel", "text", "thread_ts")
    ),
}
