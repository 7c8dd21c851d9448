"""Departures: a workspace removed the app, or ended its token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

# Slack sends these without a scope; the manifest subscribes to them beside the events that we answer.
DEPARTURES = ("app_uninstalled", "tokens_revoked")

Farewell = Callable[[str], Awaitable[None]]


def register(app: AsyncApp, farewell: Farewell) -> None:
    """`farewell` keeps what it hears before it returns; when it cannot, Slack sends the event again."""

    async def handle_uninstalled(ack: AsyncAck, body: dict[str, Any]) -> None:
        await farewell(_team(body))
        await ack()

    async def handle_revoked(ack: AsyncAck, body: dict[str, Any]) -> None:
        # People's own tokens end here too; the app has none of these.
        if (body["event"].get("tokens") or {}).get("bot"):
            await farewell(_team(body))
        await ack()

    app.event("app_uninstalled")(handle_uninstalled)
    app.event("tokens_revoked")(handle_revoked)


def _team(body: dict[str, Any]) -> str:
    return str(body["team_id"])
