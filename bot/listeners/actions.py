"""Clicks: a button asks as a typed message would; thumbs are kept."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.advisor import Choice
from bot.blocks import CHOICE_ACTION, FEEDBACK_ACTION
from bot.conversation import Conversation
from bot.listeners.arrivals import click_target, from_click, message_key
from bot.listeners.delivery import Delivery
from bot.listeners.intake import Intake
from bot.storage import Rating
from knowledge import Phrases


def register(
    app: AsyncApp, intake: Intake, conversation: Conversation, delivery: Delivery, phrases: Phrases
) -> None:
    async def handle_choice(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        arrival = from_click(body)
        if arrival:
            await intake.accept(arrival)

    async def handle_feedback(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        rating = _rating(body)
        if rating:
            await conversation.rate(rating)
            await delivery.tell(phrases.rated, click_target(body))

    async def handle_anything_else(ack: AsyncAck) -> None:
        await ack()  # a button of an older version: nothing to do, but no warning sign beside it either

    app.action(re.compile(rf"^{CHOICE_ACTION}_\d{{1,2}}$"))(handle_choice)
    app.action(FEEDBACK_ACTION)(handle_feedback)
    app.action(re.compile(".*"))(handle_anything_else)


def _rating(body: dict[str, Any]) -> Rating | None:
    good, _, value = str(body["actions"][0].get("value") or "").partition("/")
    about = Choice.decode(value)
    if about is None or good not in {"good", "bad"}:
        return None
    target = click_target(body)
    return Rating(target.team, target.user, message_key(body), about, good == "good")
