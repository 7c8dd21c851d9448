"""Clicks: a button asks as a typed message would; thumbs are kept."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks import CHOICE_ACTION, FEEDBACK_ACTION, PICK_ACTION
from bot.listeners.arrivals import from_click, from_pick, from_thumb
from bot.listeners.intake import Intake


def register(app: AsyncApp, intake: Intake) -> None:
    async def handle_choice(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        arrival = from_click(body)
        if arrival:
            await intake.accept(arrival)

    async def handle_pick(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        arrival = from_pick(body, str(action["action_id"]).removeprefix(f"{PICK_ACTION}_"))
        if arrival:
            await intake.accept(arrival)

    async def handle_feedback(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        arrival = from_thumb(body)
        if arrival:
            await intake.accept(arrival)

    async def handle_anything_else(ack: AsyncAck) -> None:
        await ack()  # a button of an older version: nothing to do, but no warning sign beside it either

    app.action(re.compile(rf"^{CHOICE_ACTION}_\d{{1,2}}$"))(handle_choice)
    app.action(re.compile(rf"^{PICK_ACTION}_[a-z_]{{1,20}}$"))(handle_pick)
    app.action(FEEDBACK_ACTION)(handle_feedback)
    app.action(re.compile(".*"))(handle_anything_else)
