"""Shortcuts: what can be started from anywhere in Slack, threads included, where commands do not work."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.advisor import Act, Choice
from bot.listeners.arrivals import from_message, from_message_shortcut, from_shortcut
from bot.listeners.commands import FIT
from bot.listeners.intake import Intake

# Every shortcut by its callback id, with its kind: the manifest is made from this and the knowledge's words.
SHORTCUTS = {"fit_quiz": "global", "read_ad": "message", "summarise": "message"}
CONVERSATION = Choice(Act.SUMMARY, "conversation")


def register(app: AsyncApp, intake: Intake) -> None:
    async def handle_fit_quiz(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await intake.accept(from_shortcut(body, FIT))

    async def handle_read_ad(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await intake.accept(from_message_shortcut(body, Choice(Act.READ)))

    async def handle_summarise(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await intake.accept(from_message(body, CONVERSATION))

    app.shortcut("summarise")(handle_summarise)
    app.shortcut("fit_quiz")(handle_fit_quiz)
    app.shortcut("read_ad")(handle_read_ad)
