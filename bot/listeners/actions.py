"""Clicks: a button or a field asks as a typed message would; thumbs are kept."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks import CHOICE_ACTION, FEEDBACK_ACTION, FIELD_ACTION, MENU_ACTION, PICK_ACTION
from bot.listeners.arrivals import Arrival
from bot.listeners.clicks import from_click, from_field, from_menu, from_pick, from_thumb
from bot.listeners.intake import Intake

Translate = Callable[[dict[str, Any]], Arrival | None]


def register(app: AsyncApp, intake: Intake) -> None:
    async def handle_anything_else(ack: AsyncAck) -> None:
        await ack()  # a button of an older version: nothing to do, but no warning sign beside it either

    app.action(re.compile(rf"^{CHOICE_ACTION}_\d{{1,2}}$"))(_handler(intake, from_click))
    app.action(re.compile(rf"^{PICK_ACTION}_[a-z_]{{1,20}}$"))(_handler(intake, _picked))
    app.action(re.compile(rf"^{MENU_ACTION}_[a-z_]{{1,20}}$"))(_handler(intake, from_menu))
    app.action(FIELD_ACTION)(_handler(intake, from_field))
    app.action(FEEDBACK_ACTION)(_handler(intake, from_thumb))
    app.action(re.compile(".*"))(handle_anything_else)


def _handler(intake: Intake, translate: Translate) -> Callable[..., Awaitable[None]]:
    async def handle_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        arrival = translate(body)
        if arrival:
            await intake.accept(arrival)

    return handle_click


def _picked(body: dict[str, Any]) -> Arrival | None:
    return from_pick(body, str(body["actions"][0]["action_id"]).removeprefix(f"{PICK_ACTION}_"))
