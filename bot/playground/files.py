"""Files: what Slack tells about one, and where its bytes are."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence

from bot.playground.records import Json, elements_of, inner_blocks
from bot.playground.refusals import RefusalError
from bot.playground.state import Workspace

# Shown by the browser as what they are; everything else is a download, as it could hold a script.
SAFE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def announced_file(workspace: Workspace, base: str, name: str, size: int, user: str) -> Json:
    """A file whose bytes may still have to come. Its private address wants a token."""
    made = workspace.new_id("F")
    kinds = {"mimetype": type_of(name), "filetype": name.rpartition(".")[2]}
    file = {"id": made, "name": name, "title": name, "size": size, "user": user, "mode": "hosted", **kinds}
    file["url_private"] = f"{base}/files-pri/{made}"
    workspace.save_file(file)
    return file


def type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def refuse_unknown_files(workspace: Workspace, blocks: Sequence[Json]) -> None:
    """An image may show a file of Slack by its id or address, if it is there."""
    for pointer, wanted in _slack_files(blocks):
        name = str(wanted.get("id") or wanted.get("url", "")).rpartition("/")[2]
        if workspace.archive.file(name) is None:
            message = f"[ERROR] invalid slack file [json-pointer:{pointer}/slack_file]"
            raise RefusalError.with_messages("invalid_blocks", [message])


def _slack_files(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    for number, block in enumerate(blocks):
        inside = [*inner_blocks([block]), *(element for _, element in elements_of([block]))]
        yield from (
            (f"/blocks/{number}", held["slack_file"])
            for held in inside
            if held["type"] == "image" and "slack_file" in held
        )
