"""The methods about the app itself, its tokens and its team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import block_problems, refuse_blocks, view_problems
from bot.playground.context import Context, Method
from bot.playground.records import Json
from bot.playground.refusals import RefusalError


def api_test(_: Context, arguments: Arguments) -> Json:
    if "error" in arguments:
        raise RefusalError(arguments.text("error"))
    return {"args": {name: value for name, value in arguments.given.items() if name != "token"}}


def auth_test(context: Context, _: Arguments) -> Json:
    workspace = context.workspace
    bot = workspace.users[workspace.bot_user]
    about = {"team": workspace.team_name, "team_id": context.team, "user": bot.name, "user_id": bot.id}
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


def open_socket(context: Context, _: Arguments) -> Json:
    return {"url": context.socket_url()}


def exchange_code(context: Context, arguments: Arguments) -> Json:
    """The end of an installation, or a token for the next twelve hours."""
    workspace, access = context.workspace, context.access
    if arguments.text("grant_type") == "refresh_token":
        team, tokens = access.installs.renew(arguments.text("refresh_token"))
    else:
        team, tokens = access.installs.exchange(arguments.text("code"))
    whose = {"app_id": workspace.app_id, "bot_user_id": workspace.bot_user}
    grid: Json = {"enterprise": None, "is_enterprise_install": False}
    return {
        **whose,
        **grid,
        **tokens,
        "token_type": "bot",
        "scope": ",".join(sorted(access.scopes)),
        "team": {"id": team, "name": workspace.team_name},
        "authed_user": {"id": next(user.id for user in workspace.users.values() if not user.is_bot)},
    }


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


APP: Mapping[str, Method] = {
    "api.test": Method(api_test, token="none"),  # noqa: S106
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(open_socket, token="app"),  # noqa: S106
    "oauth.v2.access": Method(exchange_code, token="none"),  # noqa: S106
    "bots.info": Method(bots_info, ("users:read",)),
    "team.info": Method(team_info, ("team:read",)),
    "blocks.validate": Method(validate_blocks),
}
