"""What the sample app shows: the blocks and views of sample.yaml, with a chart in them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw
from slack_sdk.web.async_client import AsyncWebClient

SHOWN: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "sample.yaml").read_text())
Body = dict[str, Any]


async def filled(client: AsyncWebClient, name: str) -> list[Body]:
    """The blocks of sample.yaml, the chart uploaded and named in them."""
    blocks: list[Body] = deepcopy(SHOWN[name])
    if name == "reading":
        uploaded = await client.files_upload_v2(content=_chart(), filename="chart.png", title="Chart")
        for block in blocks:
            for image in (block, block.get("accessory", {}), *block.get("elements", [])):
                if image.get("type") == "image":
                    image["slack_file"] = {"id": uploaded["file"]["id"]}
    return blocks


def _chart() -> bytes:
    """A rising line, 640 pixels wide."""
    image = Image.new("RGB", (640, 240), "white")
    ImageDraw.Draw(image).line([(20, 220), (300, 140), (620, 20)], "#1d4f46", 6)
    held = BytesIO()
    image.save(held, "PNG")
    return held.getvalue()
