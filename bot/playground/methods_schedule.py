"""The methods for messages that are to be posted later; they are kept in memory alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.posts import compose, content_of, place, post
from bot.playground.records import Json
from bot.playground.refusals import RefusalError

DAYS = 120


def schedule(context: Context, arguments: Arguments) -> Json:
    channel, content = place(context, arguments), content_of(arguments)
    wait = arguments.number("post_at", 0) - context.workspace.clock()
    if wait <= 0:
        raise RefusalError("time_in_past")
    if wait > DAYS * 86_400:
        raise RefusalError("time_too_far")
    message = compose(context, channel.id, content, arguments)
    name = context.workspace.new_id("Q")
    where = {"channel_id": channel.id, "post_at": arguments.number("post_at", 0), "text": message.text}
    context.scheduled[name] = {"id": name, **where}
    context.later(wait, partial(_post, context, name, arguments))
    shown = {"text": message.text, "type": "delayed_message", "bot_id": message.bot_id}
    return {
        "channel": channel.id,
        "scheduled_message_id": name,
        "post_at": where["post_at"],
        "message": shown,
    }


def scheduled(context: Context, _: Arguments) -> Json:
    held = list(context.scheduled.values())
    return {"scheduled_messages": held, "response_metadata": {"next_cursor": ""}}


def unschedule(context: Context, arguments: Arguments) -> Json:
    name = arguments.needed("scheduled_message_id")
    if context.scheduled.pop(name, None) is None:
        raise RefusalError("invalid_scheduled_message_id")
    return {}


def _post(context: Context, name: str, arguments: Arguments) -> None:
    held = context.scheduled.pop(name, None)
    if held:
        post(context, compose(context, held["channel_id"], content_of(arguments), arguments))


SCHEDULE: Mapping[str, Method] = {
    "chat.scheduleMessage": Method(schedule, ("chat:write",)),
    "chat.scheduledMessages.list": Method(scheduled),
    "chat.deleteScheduledMessage": Method(unschedule, ("chat:write",)),
}
