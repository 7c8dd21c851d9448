"""Files: uploaded in three steps, shown, shared and kept from strangers."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def channel(local_slack: LocalSlack) -> str:
    return local_slack.workspace.channel("general").id


async def test_a_file_is_uploaded_in_three_steps_and_shown(
    local_slack: LocalSlack, client: AsyncWebClient, channel: str
) -> None:
    await client.files_upload_v2(channel=channel, content=PNG, filename="chart.png", initial_comment="Look")
    message = local_slack.messages("general")[0]
    assert (message.subtype, message.text) == ("file_share", "Look")
    file = message.files[0]
    assert (await client.files_info(file=file["id"]))["file"]["mimetype"] == "image/png"
    image = {"type": "image", "alt_text": "A chart", "slack_file": {"id": file["id"]}}
    await client.chat_postMessage(channel=channel, text="chart", blocks=[image])
    by_url = {**image, "slack_file": {"url": file["url_private"]}}
    await client.chat_postMessage(channel=channel, text="chart", blocks=[by_url])


async def test_a_file_is_shared_only_where_the_bot_is(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    outside = local_slack.add_channel("outside", with_bot=False)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.files_upload_v2(channel=outside.id, content=PNG, filename="chart.png")
    await client.files_upload_v2(content=PNG, filename="chart.png")
    assert [file["name"] for file in local_slack.workspace.files.values()] == ["chart.png", "chart.png"]


async def test_a_private_address_wants_the_token(local_slack: LocalSlack) -> None:
    ana = local_slack.person()
    await ana.upload("general", "notes.html", b"<script>")
    url = local_slack.messages("general")[0].files[0]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert (answer.status, answer.content_type) == (403, "text/html")
        headers = {"Authorization": f"Bearer {local_slack.bot_token}"}
        async with session.get(url, headers=headers) as answer:
            assert await answer.read() == b"<script>"
            assert answer.headers["Content-Disposition"] == "attachment"


async def test_what_is_no_file_is_not_found(local_slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        for url in (f"{local_slack.base}/files/F0NONE", f"{local_slack.base}/upload/F0NONE"):
            async with session.request("POST" if "upload" in url else "GET", url) as answer:
                assert answer.status == 404


async def test_bytes_may_be_uploaded_as_a_form(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    begun = await client.files_getUploadURLExternal(filename="chart.png", length=len(PNG))
    async with aiohttp.ClientSession() as session:
        for field, name in ((PNG, "chart.png"), ("text", None)):
            form = aiohttp.FormData(default_to_multipart=True)
            form.add_field("file", field, filename=name)
            async with session.post(begun["upload_url"], data=form) as answer:
                assert await answer.text() == f"OK - {len(field)}"
