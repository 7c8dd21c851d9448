"""Events: mentions and direct messages are answered, what channels chose, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.arrivals import from_deletion, from_event
from bot.listeners.ears import Ears
from bot.listeners.intake import Intake
from bot.listeners.overheard import from_channel

# What we subscribe to, each with the scope it needs: the manifest is made from this.
EVENTS = {"app_home_opened": "", "app_mention": "app_mentions:read", "message.im": "im:history"}
# What is subscribed to besides where channels can choose to be listened to.
CHANNEL_EVENTS = {"message.channels": "channels:history", "message.groups": "groups:history"}


def register(app: AsyncApp, intake: Intake, ears: Ears | None) -> None:
    """`ears`: None where messages that are addressed to nobody are not looked at."""

    async def handle_message(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        arrival = from_event(body)
        if arrival:
            await intake.accept(arrival)
        elif deletion := from_deletion(body):
            await intake.cancel(deletion)
        elif ears and (heard := from_channel(body)) and (chosen := await ears.choose(heard)):
            await intake.accept(chosen)

    async def handle_anything_else(ack: AsyncAck) -> None:
        # Bolt answers 404 to an event without a listener, and Slack counts that as a failure of the app.
        await ack()

    app.event("app_mention")(handle_message)
    app.event("message")(handle_message)
    app.event(re.compile(".*"))(handle_anything_else)
