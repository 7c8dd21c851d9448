"""The methods about modals and the Home tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import refuse_view
from bot.playground.context import Context, Method
from bot.playground.records import Json, View
from bot.playground.refusals import RefusalError
from bot.playground.views import add_view, change_view, push


def open_view(context: Context, arguments: Arguments) -> Json:
    body = _body(arguments, "modal")
    user = context.redeem(arguments.needed("trigger_id"))
    return _shown(context, add_view(context, user, body))


def push_view(context: Context, arguments: Arguments) -> Json:
    body = _body(arguments, "modal")
    user = context.redeem(arguments.needed("trigger_id"))
    return _shown(context, push(context, user, body))


def update_view(context: Context, arguments: Arguments) -> Json:
    body = _body(arguments, None)
    wanted, external = arguments.text("view_id"), arguments.text("external_id")
    for view in [*context.workspace.views.values(), *context.workspace.homes.values()]:
        if wanted == view.id or (external and external == view.body.get("external_id")):
            _unchanged(view, arguments)
            if body["type"] != view.body["type"]:
                raise RefusalError("invalid_arguments")
            return _shown(context, change_view(context, view, body))
    raise RefusalError("not_found")


def publish_home(context: Context, arguments: Arguments) -> Json:
    user, body = arguments.needed("user_id"), _body(arguments, "home")
    if not context.access.has_tab("home"):
        raise RefusalError("not_enabled")
    if user not in context.workspace.users:
        raise RefusalError("user_not_found")
    before = context.workspace.homes.get(user)
    if before is None:
        return _shown(context, add_view(context, user, body))
    _unchanged(before, arguments)
    return _shown(context, change_view(context, before, body))


def _body(arguments: Arguments, kind: str | None) -> Json:
    body: Any = arguments.structure("view")
    refuse_view(body)
    if kind and body["type"] != kind:
        raise RefusalError("invalid_arguments")
    return dict(body)


def _unchanged(view: View, arguments: Arguments) -> None:
    if arguments.text("hash", view.hash) != view.hash:
        raise RefusalError("hash_conflict")


def _shown(context: Context, view: View) -> Json:
    workspace = context.workspace
    return {"view": view.as_slack(workspace.team_id, workspace.app_id, workspace.bot_id)}


VIEWS: Mapping[str, Method] = {
    "views.open": Method(open_view),
    "views.push": Method(push_view),
    "views.update": Method(update_view),
    "views.publish": Method(publish_home),
}
