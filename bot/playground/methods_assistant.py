"""The methods with which an app shows what it is doing in a thread, and what to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.posts import clear_status
from bot.playground.records import Json
from bot.playground.refusals import RefusalError
from bot.playground.schema import ListOf, Record, String

STATUS_SECONDS = 120.0
PROMPTS = ListOf(Record({"title": String(75), "message": String(4000)}, ("title", "message")), 4)
LOADING = ListOf(String(100), 10, 0)


def set_status(context: Context, arguments: Arguments) -> Json:
    """Gone after two minutes, or as soon as the app posts in the thread. An empty status takes it away."""
    channel, thread = _thread(context, arguments)
    loading: Any = arguments.structure("loading_messages") or []
    _refuse(LOADING, loading, "/loading_messages")
    status = arguments.text("status")
    told = {"channel": channel, "thread_ts": thread, "status": status, "loading_messages": loading}
    context.workspace.show("status", told)
    if status:
        context.later(STATUS_SECONDS, partial(_expire, context, told))
    return {}


def set_title(context: Context, arguments: Arguments) -> Json:
    channel, thread = _thread(context, arguments)
    told = {"channel": channel, "thread_ts": thread, "title": arguments.needed("title")}
    context.workspace.show("title", told)
    return {}


def set_prompts(context: Context, arguments: Arguments) -> Json:
    """Without a thread they stand on top of the whole direct message."""
    channel, thread = _thread(context, arguments, is_needed=False)
    if context.workspace.channels[channel].kind != "im":
        raise RefusalError("channel_type_not_supported")
    prompts: Any = arguments.structure("prompts")
    _refuse(PROMPTS, prompts, "/prompts")
    shown = {"title": arguments.text("title") or None, "prompts": prompts}
    context.workspace.show("prompts", {"channel": channel, "thread_ts": thread, **shown})
    return {}


def _thread(context: Context, arguments: Arguments, is_needed: bool = True) -> tuple[str, str | None]:
    channel = context.channel(arguments, "channel_id").id
    thread = arguments.needed("thread_ts") if is_needed else arguments.text("thread_ts") or None
    if thread and (channel, thread) not in context.workspace.messages:
        raise RefusalError("thread_not_found")
    return channel, thread


def _refuse(spec: ListOf, value: Any, at: str) -> None:
    problems = [str(problem) for problem in spec.problems(value, at)]
    if problems:
        raise RefusalError.with_messages("invalid_arguments", problems)


def _expire(context: Context, told: Json) -> None:
    if context.workspace.thread_notes.get(("status", told["channel"], told["thread_ts"])) == told:
        clear_status(context, told["channel"], told["thread_ts"])


_ASSISTANT = ("assistant:write", "chat:write")
ASSISTANT: Mapping[str, Method] = {
    "assistant.threads.setStatus": Method(set_status, _ASSISTANT),
    "assistant.threads.setTitle": Method(set_title, ("assistant:write",)),
    "assistant.threads.setSuggestedPrompts": Method(set_prompts, _ASSISTANT),
}
