"""All Web API methods, and how a call of one is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.methods_app import APP
from bot.playground.methods_assistant import ASSISTANT
from bot.playground.methods_chat import CHAT
from bot.playground.methods_files import FILES
from bot.playground.methods_reactions import REACTIONS
from bot.playground.methods_rooms import ROOMS
from bot.playground.methods_schedule import SCHEDULE
from bot.playground.methods_stream import STREAM
from bot.playground.methods_users import USERS
from bot.playground.methods_views import VIEWS
from bot.playground.pace import Pace
from bot.playground.records import Json
from bot.playground.refusals import RefusalError

METHODS: Mapping[str, Method] = {
    **APP,
    **ASSISTANT,
    **CHAT,
    **FILES,
    **REACTIONS,
    **ROOMS,
    **SCHEDULE,
    **STREAM,
    **USERS,
    **VIEWS,
}


@dataclass(frozen=True, slots=True)
class Answer:
    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def call(
    context: Context, name: str, arguments: Arguments, token: str | None, paces: Mapping[str, Pace]
) -> Answer:
    """What Slack answers; RefusalError when it refuses."""
    method = METHODS.get(name)
    if method is None:
        raise RefusalError("unknown_method", req_method=name)
    access = context.access
    if method.token == "app":  # noqa: S105
        access.admit_app(token)
    elif method.token == "bot":  # noqa: S105
        access.admit(token)
        access.need(*method.scopes)
    context.team = access.installs.team_of(token)
    wait = paces[name].wait_for(arguments.text("channel")) if name in paces else 0
    if wait:
        return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
    scopes = {"X-OAuth-Scopes": ",".join(sorted(access.scopes))} if access.has_manifest else {}
    return Answer({"ok": True, **method.handle(context, arguments)}, 200, scopes)
