"""The Home tab: published when a person opens it."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.conversation import Conversation
from bot.listeners.arrivals import team_of


def register(app: AsyncApp, conversation: Conversation) -> None:
    async def handle_opened(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        await ack()
        if event.get("tab") == "home":
            await conversation.show_home(team_of(body), event["user"])

    app.event("app_home_opened")(handle_opened)
