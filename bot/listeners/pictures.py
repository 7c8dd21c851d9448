"""Uploads the pictures of a result, so that a message can show them."""

from __future__ import annotations

import asyncio

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor import Leanings, Scale

NAME = "result.png"


async def upload(client: AsyncWebClient, picture: Scale | Leanings) -> str:
    """The id of the file. It belongs to no channel: only a message that shows it makes it visible."""
    content = await asyncio.to_thread(_drawn, picture)
    asked = {"filename": NAME, "length": str(len(content)), "alt_txt": picture.alt[:1000]}
    place = await client.api_call("files.getUploadURLExternal", params=asked)
    session = client.session or aiohttp.ClientSession()
    async with session.post(str(place["upload_url"]), data=content) as answer:
        answer.raise_for_status()
    file = str(place["file_id"])
    await client.api_call("files.completeUploadExternal", json={"files": [{"id": file, "title": NAME}]})
    return file


def _drawn(picture: Scale | Leanings) -> bytes:
    from bot.charts import draw  # noqa: PLC0415 (Pillow is loaded when the first picture is needed)

    return draw(picture)
