"""What a person types, as Slack sends it to an app: escaped, with names and addresses made into markup."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.state import Workspace

_NAMED = re.compile(r"(?<![\w<@#!])(?P<mark>[@#])(?P<name>[A-Za-z0-9][\w.-]*)")
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_MARKUP = re.compile(r"<@(?P<user>[A-Z0-9]+)>|<#(?P<channel>[A-Z0-9]+)\|[^>]*>|<(?P<url>https?://[^|>]+)>")
_EVERYBODY = {"here": "<!here>", "channel": "<!channel>", "everyone": "<!everyone>"}


def as_typed(workspace: Workspace, text: str) -> str:
    """`Tom & @WhichPM` becomes `Tom &amp; <@U0...>`; a name that nobody has stays as it is."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = _ADDRESS.sub(lambda found: f"<{found[0]}>", escaped)
    return _NAMED.sub(lambda found: _resolved(workspace, found["mark"], found["name"]) or found[0], linked)


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rich_text(text: str) -> list[dict[str, Any]]:
    """The block that Slack makes of what was typed."""
    parts: list[dict[str, Any]] = []
    end = 0
    for found in _MARKUP.finditer(text):
        parts += _plain(text[end : found.start()])
        parts.append(_element(found))
        end = found.end()
    parts += _plain(text[end:])
    return [
        {
            "type": "rich_text",
            "block_id": "typed",
            "elements": [{"type": "rich_text_section", "elements": parts}],
        }
    ]


def _resolved(workspace: Workspace, mark: str, name: str) -> str | None:
    lowered = name.rstrip(".").lower()
    rest = name[len(lowered) :]
    if mark == "#":
        channels = [c for c in workspace.channels.values() if c.name == lowered and c.kind != "im"]
        return f"<#{channels[0].id}|{channels[0].name}>{rest}" if channels else None
    if lowered in _EVERYBODY:
        return _EVERYBODY[lowered] + rest
    users = [u for u in workspace.users.values() if lowered in {u.name.lower(), u.real_name.lower()}]
    return f"<@{users[0].id}>{rest}" if users else None


def _plain(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": unescaped(text)}] if text else []


def _element(found: re.Match[str]) -> dict[str, Any]:
    if found["user"]:
        return {"type": "user", "user_id": found["user"]}
    if found["channel"]:
        return {"type": "channel", "channel_id": found["channel"]}
    return {"type": "link", "url": unescaped(found["url"])}
