"""Everything the page needs to begin: the workspace as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.playground.humans import Desk
from bot.playground.records import Json


def snapshot(desk: Desk, about: Json) -> Json:
    """The same records as the feed sends, under the number of its newest entry."""
    workspace = desk.workspace
    shown = {kind: data for (kind, _), data in workspace.shown.items() if kind != "notice"}
    return {
        "run": workspace.archive.run,
        "seq": workspace.journal.last,
        "me": desk.me().id,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "app": {
            "id": workspace.app_id,
            **about,
            "bot_id": workspace.bot_id,
            "bot_user": workspace.bot_user,
        },
        "users": _all(workspace.users.values()),
        "channels": _all(workspace.channels.values()),
        "messages": _all(sorted(workspace.messages.values(), key=lambda message: message.ts)),
        "ephemerals": _all(sorted(workspace.ephemerals.values(), key=lambda message: message.ts)),
        "views": _all(workspace.views.values()),
        "homes": _all(workspace.homes.values()),
        "files": list(workspace.files.values()),
        "statuses": [status for status in workspace.notes("status") if status["status"]],
        "titles": workspace.notes("title"),
        "prompts": workspace.notes("prompts"),
        "notices": [
            data
            for (kind, _), data in workspace.shown.items()
            if kind == "notice" and data["title"] and data["level"] != "news"
        ],
        **shown,
    }


def _all(records: Iterable[Any]) -> list[Json]:
    return [asdict(record) for record in records]
