"""Answers whatever was done by opening a modal of sample.yaml."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from tests.page.sample_blocks import SHOWN, Body


def opener(name: str) -> Any:
    async def opens(ack: AsyncAck, client: AsyncWebClient, body: Body) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=SHOWN[name])

    return opens
