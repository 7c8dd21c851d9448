"""Events: mentions and direct messages are answered, everything else is acknowledged and left."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.arrivals import from_deletion, from_event
from bot.listeners.intake import Intake

# What we subscribe to, each with the scope it needs: the manifest is made from this.
EVENTS = {"app_home_opened": "", "app_mention": "app_mentions:read", "message.im": "im:history"}


def register(app: AsyncApp, intake: Intake) -> None:
    async def handle_message(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        arrival = from_event(body)
        if arrival:
            await intake.accept(arrival)
        elif deletion := from_deletion(body):
            await intake.cancel(deletion)

    async def handle_anything_else(ack: AsyncAck) -> None:
        # Bolt answers 404 to an event without a listener, and Slack counts that as a failure of the app.
        await ack()

    app.event("app_mention")(handle_message)
    app.event("message")(handle_message)
    app.event(re.compile(".*"))(handle_anything_else)
