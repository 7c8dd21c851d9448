"""The methods about channels and their history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.playground.arguments import Arguments
from bot.playground.context import HISTORY, READ, Context, Method
from bot.playground.events import membership_event
from bot.playground.records import Json, Message
from bot.playground.refusals import RefusalError

PAGE = 100
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im"}


def open_conversation(context: Context, arguments: Arguments) -> Json:
    if "channel" in arguments:
        return {"channel": {"id": context.channel(arguments).id}}
    wanted = arguments.needed("users")
    user = context.workspace.users.get(wanted)
    if user is None:
        raise RefusalError("user_not_found")
    if user.is_bot or user.deleted:
        raise RefusalError("cannot_dm_bot" if user.is_bot else "user_disabled")
    return {"channel": {"id": context.workspace.open_im(user.id).id}}


def listed(context: Context, arguments: Arguments) -> Json:
    """The public channels, unless other types are asked for; of private ones those that the bot is in."""
    bot = context.workspace.bot_user
    wanted = arguments.text("types", "public_channel").replace(" ", "").split(",")
    if not set(wanted) <= {*TYPES, "mpim"}:
        raise RefusalError("invalid_types")
    kinds = [TYPES[name] for name in wanted if name in TYPES]
    for kind in kinds:
        context.access.need(READ[kind])
    found = [
        channel.as_slack(bot)
        for channel in context.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or bot in channel.members)
        and not (channel.archived and arguments.flag("exclude_archived"))
    ]
    start, limit = arguments.number("cursor", 0), max(arguments.number("limit", PAGE), 1)
    following = str(start + limit) if len(found) > start + limit else ""
    return {"channels": found[start : start + limit], "response_metadata": {"next_cursor": following}}


def info(context: Context, arguments: Arguments) -> Json:
    channel = context.channel(arguments)
    context.access.need(READ[channel.kind])
    return {"channel": channel.as_slack(context.workspace.bot_user)}


def members(context: Context, arguments: Arguments) -> Json:
    channel = context.channel(arguments)
    context.access.need(READ[channel.kind])
    return {"members": list(channel.members), "response_metadata": {"next_cursor": ""}}


def join(context: Context, arguments: Arguments) -> Json:
    channel = context.channel(arguments)
    if channel.kind != "channel":
        raise RefusalError("method_not_supported_for_channel_type")
    if channel.archived:
        raise RefusalError("is_archived")
    bot = context.workspace.bot_user
    if bot not in channel.members:
        channel = context.workspace.save_channel(replace(channel, members=[*channel.members, bot]))
        context.announce(membership_event(context.workspace, channel, bot, True))
    return {"channel": channel.as_slack(bot)}


def history(context: Context, arguments: Arguments) -> Json:
    """Newest first, without replies, unless they were sent to the channel too."""
    channel = _readable(context, arguments)
    posted = [
        message
        for message in context.workspace.history(channel)
        if not message.is_reply or message.subtype == "thread_broadcast"
    ]
    return _page(context, list(reversed(posted)), arguments)


def replies(context: Context, arguments: Arguments) -> Json:
    """The message that the thread hangs on, then the replies, oldest first."""
    channel, ts = _readable(context, arguments), arguments.needed("ts")
    parent = context.workspace.messages.get((channel, ts))
    if parent is None:
        raise RefusalError("thread_not_found")
    return _page(context, [parent, *context.workspace.replies(channel, ts)], arguments)


def _readable(context: Context, arguments: Arguments) -> str:
    channel = context.channel(arguments)
    context.access.need(HISTORY[channel.kind])
    if context.workspace.bot_user not in channel.members:
        raise RefusalError("not_in_channel")
    return channel.id


def _page(context: Context, found: Sequence[Message], arguments: Arguments) -> Json:
    inclusive = arguments.flag("inclusive")
    oldest, latest = arguments.text("oldest", "0"), arguments.text("latest", "9999999999")
    wanted = [
        message
        for message in found
        if oldest < message.ts < latest or (inclusive and message.ts in {oldest, latest})
    ]
    start = arguments.number("cursor", 0)
    limit = min(max(arguments.number("limit", PAGE), 1), context.most_messages)
    more = len(wanted) > start + limit
    with_metadata = arguments.flag("include_all_metadata")
    shown = [
        context.workspace.message_json(message, with_metadata) for message in wanted[start : start + limit]
    ]
    cursor = {"response_metadata": {"next_cursor": str(start + limit)}} if more else {}
    return {"messages": shown, "has_more": more, **cursor}


ROOMS: Mapping[str, Method] = {
    "conversations.open": Method(open_conversation, ("im:write",)),
    "conversations.list": Method(listed),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
    "conversations.join": Method(join, ("channels:join",)),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
}
