"""The methods about modals, the Home tab and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.checks import refuse_view
from bot.playground.context import Context, Method
from bot.playground.controls import with_ids
from bot.playground.events import message_event
from bot.playground.methods_chat import compose, content_of
from bot.playground.records import Json, View
from bot.playground.refusals import RefusalError

STACK = 3


def open_view(context: Context, arguments: Arguments) -> Json:
    body = _body(arguments, "modal")
    user = context.redeem(arguments.needed("trigger_id"))
    return _shown(context, add_view(context, user, body))


def push_view(context: Context, arguments: Arguments) -> Json:
    body = _body(arguments, "modal")
    user = context.redeem(arguments.needed("trigger_id"))
    stack = stack_of(context, user)
    if not stack:
        raise RefusalError("not_found")
    if len(stack) >= STACK:
        raise RefusalError("push_limit_reached")
    return _shown(context, add_view(context, user, body, stack[-1]))


def update_view(context: Context, arguments: Arguments) -> Json:
    body = _body(arguments, None)
    wanted, external = arguments.text("view_id"), arguments.text("external_id")
    for view in [*context.workspace.views.values(), *context.workspace.homes.values()]:
        if wanted == view.id or (external and external == view.body.get("external_id")):
            _unchanged(view, arguments)
            return _shown(context, change_view(context, view, body))
    raise RefusalError("not_found")


def publish_home(context: Context, arguments: Arguments) -> Json:
    user, body = arguments.needed("user_id"), _body(arguments, "home")
    if user not in context.workspace.users:
        raise RefusalError("user_not_found")
    before = context.workspace.homes.get(user)
    if before is None:
        return _shown(context, add_view(context, user, body))
    _unchanged(before, arguments)
    return _shown(context, change_view(context, before, body))


def add_view(context: Context, user: str, body: Json, below: View | None = None) -> View:
    """Opens a view, upon `below` where it is pushed."""
    workspace = context.workspace
    made = workspace.new_id("V")
    body = {**body, "blocks": with_ids(body["blocks"], workspace.new_id)}
    root, previous = (below.root, below.id) if below else (made, None)
    return workspace.save_view(View(made, user, body, workspace.new_id("h"), root, previous))


def change_view(context: Context, view: View, body: Json) -> View:
    body = {**body, "blocks": with_ids(body["blocks"], context.workspace.new_id)}
    changed = replace(view.without_problem(), body=body, hash=context.workspace.new_id("h"))
    return context.workspace.save_view(changed)


def stack_of(context: Context, user: str) -> list[View]:
    """The modals that this person has open, the uppermost last."""
    return [view for view in context.workspace.views.values() if view.user == user]


def upload_url(context: Context, arguments: Arguments) -> Json:
    name, length = arguments.needed("filename"), arguments.number("length", 0)
    if length <= 0:
        raise RefusalError("invalid_arguments")
    file = {"id": context.workspace.new_id("F"), "name": name, "size": length, "mode": "hosted"}
    context.workspace.save_file(file)
    return {"upload_url": f"{context.base}/upload/{file['id']}", "file_id": file["id"]}


def complete_upload(context: Context, arguments: Arguments) -> Json:
    """Files show up in a channel only with its id."""
    wanted = arguments.structure("files")
    if not isinstance(wanted, list) or not wanted:
        raise RefusalError("invalid_arguments")
    files = [_completed(context, file) for file in wanted]
    channel = arguments.text("channel_id") or arguments.text("channels")
    if channel:
        _share(context, channel, files, arguments)
    return {"files": files}


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


def _completed(context: Context, wanted: Any) -> Json:
    given = wanted if isinstance(wanted, dict) else {}
    file = context.workspace.files.get(str(given.get("id")))
    if file is None or file["id"] not in context.uploads:
        raise RefusalError("file_not_found")
    link = f"{context.base}/files/{file['id']}"
    done = {**file, "title": given.get("title", file["name"]), "url_private": link}
    context.workspace.save_file(done)
    return done


def _share(context: Context, wanted: str, files: list[Json], arguments: Arguments) -> None:
    channel = context.channel(Arguments({"channel": wanted}))
    if context.workspace.bot_user not in channel.members:
        raise RefusalError("not_in_channel")
    comment = arguments.text("initial_comment")
    thread = {"thread_ts": arguments.text("thread_ts")}
    content = content_of(Arguments({"text": comment, "attachments": [{}]}))
    message = compose(context, channel.id, content, Arguments(thread))
    shared = context.workspace.save(replace(message, subtype="file_share", files=files))
    context.announce(message_event(context.workspace, shared))


VIEWS: Mapping[str, Method] = {
    "views.open": Method(open_view),
    "views.push": Method(push_view),
    "views.update": Method(update_view),
    "views.publish": Method(publish_home),
    "files.getUploadURLExternal": Method(upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
