"""The app's own place: the Home tab is published when it is opened, the first look at Messages welcomes."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.conversation import Conversation
from bot.listeners.arrivals import from_opening, team_of
from bot.listeners.intake import Intake


def register(app: AsyncApp, conversation: Conversation, intake: Intake) -> None:
    async def handle_opened(ack: AsyncAck, body: dict[str, Any], event: dict[str, Any]) -> None:
        await ack()
        team, user = team_of(body), event["user"]
        if event.get("tab") == "home":
            await conversation.show_home(team, user)
        elif event.get("tab") == "messages" and not await conversation.knows(team, user):
            await intake.accept(from_opening(body))

    app.event("app_home_opened")(handle_opened)
