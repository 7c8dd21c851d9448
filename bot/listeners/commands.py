"""Slash commands: each is a question, answered privately."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.arrivals import from_command
from bot.listeners.intake import Intake

# Every command with its description and hint: the manifest is made from this.
COMMANDS = {
    "/whichpm": ("Ask about product managers and program managers", "what does a program manager do?"),
}


def register(app: AsyncApp, intake: Intake) -> None:
    async def handle_whichpm(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await intake.accept(from_command(body))

    app.command("/whichpm")(handle_whichpm)
