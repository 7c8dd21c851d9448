"""The methods about people."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.records import Json, User
from bot.playground.refusals import RefusalError

EMAIL = "users:read.email"


def users_info(context: Context, arguments: Arguments) -> Json:
    return {"user": _shown(context, _user(context, arguments.needed("user")))}


def users_list(context: Context, _: Arguments) -> Json:
    members = [_shown(context, user) for user in context.workspace.users.values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def lookup_by_email(context: Context, arguments: Arguments) -> Json:
    wanted = arguments.needed("email")
    for user in context.workspace.users.values():
        if user.email == wanted and not user.deleted:
            return {"user": _shown(context, user)}
    raise RefusalError("users_not_found")


def get_profile(context: Context, arguments: Arguments) -> Json:
    user = _user(context, arguments.text("user", context.workspace.bot_user))
    return {"profile": _shown(context, user)["profile"]}


def _user(context: Context, wanted: str) -> User:
    user = context.workspace.users.get(wanted)
    if user is None:
        raise RefusalError("user_not_found")
    return user


def _shown(context: Context, user: User) -> Json:
    return user.as_slack(context.workspace.team_id, with_email=context.access.grants(EMAIL))


USERS: Mapping[str, Method] = {
    "users.info": Method(users_info, ("users:read",)),
    "users.list": Method(users_list, ("users:read",)),
    "users.lookupByEmail": Method(lookup_by_email, (EMAIL,)),
    "users.profile.get": Method(get_profile, ("users.profile:read",)),
}
