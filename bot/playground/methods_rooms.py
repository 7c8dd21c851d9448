"""The methods about channels and their history, users, the team and the app itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import block_problems, refuse_blocks, view_problems
from bot.playground.context import HISTORY, READ, Context, Method
from bot.playground.records import Json, Message
from bot.playground.refusals import RefusalError

PAGE = 100
MOST = 999


def api_test(_: Context, arguments: Arguments) -> Json:
    if "error" in arguments:
        raise RefusalError(arguments.text("error"))
    return {"args": {name: value for name, value in arguments.given.items() if name != "token"}}


def auth_test(context: Context, _: Arguments) -> Json:
    workspace = context.workspace
    bot = workspace.users[workspace.bot_user]
    about = {"team": workspace.team_name, "team_id": workspace.team_id, "user": bot.name, "user_id": bot.id}
    return {"url": f"{context.base}/", **about, "bot_id": workspace.bot_id, "is_enterprise_install": False}


def bots_info(context: Context, arguments: Arguments) -> Json:
    workspace = context.workspace
    if arguments.text("bot", workspace.bot_id) != workspace.bot_id:
        raise RefusalError("bot_not_found")
    bot = workspace.users[workspace.bot_user]
    known = {"id": workspace.bot_id, "app_id": workspace.app_id, "user_id": bot.id}
    return {"bot": {**known, "name": bot.real_name, "deleted": False}}


def team_info(context: Context, _: Arguments) -> Json:
    workspace = context.workspace
    return {"team": {"id": workspace.team_id, "name": workspace.team_name, "domain": "local"}}


def users_info(context: Context, arguments: Arguments) -> Json:
    user = context.workspace.users.get(arguments.needed("user"))
    if user is None:
        raise RefusalError("user_not_found")
    return {"user": user.as_slack(context.workspace.team_id)}


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


def validate_blocks(_: Context, arguments: Arguments) -> Json:
    """As the real blocks.validate: the missing top-level text is no mistake to it."""
    given = [name for name in ("blocks", "message", "view") if name in arguments]
    if len(given) != 1:
        raise RefusalError("invalid_arguments")
    value: Any = arguments.structure(given[0])
    if given[0] == "message":
        value = value.get("blocks") if isinstance(value, dict) else value
    problems = view_problems(value) if given[0] == "view" else block_problems(value)
    if problems:
        errors = [
            {"pointer": problem.pointer, "code": "failed_constraint", "message": problem.message}
            for problem in problems
        ]
        raise RefusalError(f"invalid_{given[0]}", errors=errors)
    if given[0] != "view":
        refuse_blocks(value)
    return {}


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
    limit = min(max(arguments.number("limit", PAGE), 1), MOST)
    more = len(wanted) > start + limit
    with_metadata = arguments.flag("include_all_metadata")
    shown = [
        context.workspace.message_json(message, with_metadata) for message in wanted[start : start + limit]
    ]
    cursor = {"response_metadata": {"next_cursor": str(start + limit)}} if more else {}
    return {"messages": shown, "has_more": more, **cursor}


ROOMS: Mapping[str, Method] = {
    "auth.test": Method(auth_test),
    "bots.info": Method(bots_info, ("users:read",)),
    "team.info": Method(team_info, ("team:read",)),
    "users.info": Method(users_info, ("users:read",)),
    "conversations.open": Method(open_conversation, ("im:write",)),
    "conversations.info": Method(info),
    "conversations.members": Method(members),
    "conversations.join": Method(join, ("channels:join",)),
    "conversations.history": Method(history),
    "conversations.replies": Method(replies),
    "blocks.validate": Method(validate_blocks),
}
