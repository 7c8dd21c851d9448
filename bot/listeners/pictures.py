"""Uploads the pictures of a result, so that a message can show them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor import Leanings, Scale
from bot.slack_errors import BROKEN, code_of

log = logging.getLogger(__name__)

NAME = "result.png"


async def upload_all(client: AsyncWebClient, pictures: Sequence[Scale | Leanings]) -> list[str | None]:
    """The ids of the files; None for one that failed: its words stand in the text in any case."""
    return [await _tried(client, one) for one in pictures]


async def upload(client: AsyncWebClient, picture: Scale | Leanings) -> str:
    """The id of the file. It belongs to no channel: only a message that shows it makes it visible."""
    content = await asyncio.to_thread(_drawn, picture)
    asked = {"filename": NAME, "length": str(len(content)), "alt_txt": picture.alt[:1000]}
    place = await client.api_call("files.getUploadURLExternal", params=asked)
    session = client.session or aiohttp.ClientSession()
    async with session.post(str(place["upload_url"]), data=content, proxy=client.proxy) as answer:
        answer.raise_for_status()
    file = str(place["file_id"])
    await client.api_call("files.completeUploadExternal", json={"files": [{"id": file, "title": NAME}]})
    return file


async def _tried(client: AsyncWebClient, picture: Scale | Leanings) -> str | None:
    try:
        return await upload(client, picture)
    except SlackApiError as error:
        log.warning("picture_refused", extra={"error": code_of(error)})
    except BROKEN as error:
        log.warning("picture_unsure", extra={"error": type(error).__name__})
    return None


def _drawn(picture: Scale | Leanings) -> bytes:
    from bot.charts import draw  # noqa: PLC0415 (Pillow is loaded when the first picture is needed)

    return draw(picture)
