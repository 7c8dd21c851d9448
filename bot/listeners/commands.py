"""Slash commands: each is a question, answered privately."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.advisor import Act, Choice
from bot.listeners.arrivals import from_command
from bot.listeners.intake import Intake

# Every command with the name of its words in the knowledge: the manifest is made from this.
COMMANDS = {"/whichpm": "ask", "/fit-quiz": "fit_quiz"}
# What /fit-quiz means, whatever is typed behind it: begin, or go on where it stopped.
FIT = Choice(Act.QUIZ, "resume")


def register(app: AsyncApp, intake: Intake) -> None:
    async def handle_whichpm(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await intake.accept(from_command(body))

    async def handle_fit_quiz(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await intake.accept(from_command(body, FIT))

    app.command("/whichpm")(handle_whichpm)
    app.command("/fit-quiz")(handle_fit_quiz)
