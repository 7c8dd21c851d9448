"""The methods about files: uploaded in three steps, as Slack has it since 2025."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.files import announced_file
from bot.playground.posts import compose, content_of, post
from bot.playground.records import Json
from bot.playground.refusals import RefusalError


def upload_url(context: Context, arguments: Arguments) -> Json:
    name, length = arguments.needed("filename"), arguments.number("length", 0)
    if length <= 0:
        raise RefusalError("invalid_arguments")
    workspace = context.workspace
    file = announced_file(workspace, context.base, name, length, workspace.bot_user)
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


def file_info(context: Context, arguments: Arguments) -> Json:
    return {"file": _uploaded(context, arguments.needed("file"))}


def _uploaded(context: Context, wanted: str) -> Json:
    file = context.workspace.files.get(wanted)
    if file is None or context.workspace.archive.file(wanted) is None:
        raise RefusalError("file_not_found")
    return file


def _completed(context: Context, wanted: Any) -> Json:
    given = wanted if isinstance(wanted, dict) else {}
    file = _uploaded(context, str(given.get("id")))
    done = {**file, "title": given.get("title", file["name"])}
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
    post(context, replace(message, subtype="file_share", files=files))


FILES: Mapping[str, Method] = {
    "files.getUploadURLExternal": Method(upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
    "files.info": Method(file_info, ("files:read",)),
}
