"""The door to Slack for jobs: every answer of Slack becomes a fate, and nothing is tried twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor import Picture, Reply
from bot.blocks import Block, Labels, Rendered, render, render_home
from bot.jobs.post import Fate, File, Result
from bot.slack_errors import BROKEN, CLOCK_SKEW, SHUT_OUT, code_of, is_too_fast, is_unclear, retry_after
from bot.tenants import NotInstalledError, UndecidedError

EVENT_TYPE = "whichpm_job"
PAGE = 200
# The person cannot be reached any more: left, deactivated, a bot, or messages to the app are off.
GONE = frozenset(
    {
        *("user_not_found", "users_not_found", "user_disabled", "cannot_dm_bot", "user_not_visible"),
        *("channel_not_found", "is_archived", "messages_tab_disabled", "cannot_dm_deactivated_user"),
        *("restricted_action_non_threadable_channel", "no_user", "user_is_restricted"),
    }
)
TOO_RICH = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
SAFE_CHARACTERS = 3_900
# The pictures of Home tabs whose files are remembered.
FILES = 1_000
# A token that ended, while Slack does not answer for a new one.
UNASKED_SECONDS = 30.0
# Jobs are in no hurry: at least this long they stay away after a 429.
LEAST_WAIT = 1.0

ClientOf = Callable[[str], Awaitable[AsyncWebClient]]
# The ids of uploaded pictures; None for one that could not be uploaded.
Upload = Callable[[AsyncWebClient, Sequence[Picture]], Awaitable[Sequence[str | None]]]


async def leave_out(_: AsyncWebClient, pictures: Sequence[Picture]) -> Sequence[str | None]:
    """Where pictures cannot be uploaded, the text says everything that they show."""
    return [None] * len(pictures)


class SlackPost:
    """`client_of` knows the client of each workspace; it must not repeat calls by itself."""

    def __init__(self, client_of: ClientOf, labels: Labels, upload: Upload = leave_out) -> None:
        self._client_of = client_of
        self._labels = labels
        self._upload = upload
        self._shown: dict[tuple[str, Picture], str] = {}

    async def send(self, team: str, user: str, what: Reply | File, mark: str) -> Result:
        client = await self._client(team)
        if isinstance(client, Result):
            return client
        try:
            if isinstance(what, File):
                return await _send_file(client, user, what)
            return await self._post(client, user, what, mark)
        except SlackApiError as error:
            return _refusal(error)
        except BROKEN as error:
            return Result(Fate.UNSURE, type(error).__name__)

    async def home(self, team: str, user: str, sections: Sequence[Reply]) -> Result:
        """One call; before it a picture that was not shown before is uploaded."""
        rendered = render_home(sections)
        client = await self._client(team)
        if isinstance(client, Result):
            return client
        try:
            files = [await self._file(client, team, one) for one in rendered.pictures]
            await _publish(client, user, rendered.with_files(files).blocks)
        except SlackApiError as error:
            return _refusal(error)
        except BROKEN as error:
            return Result(Fate.UNSURE, type(error).__name__)
        return Result(Fate.SENT)

    async def look(self, team: str, user: str, mark: str, since: datetime) -> bool | None:
        client = await self._client_of(team)
        try:
            channel = await _direct(client, user)
            found = await client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp() - CLOCK_SKEW:.6f}",
                limit=PAGE,
                include_all_metadata=True,
            )
        except (SlackApiError, *BROKEN):
            return None
        return any(_mark_of(message) == mark for message in found.get("messages") or [])

    async def zone(self, team: str, user: str) -> str | None:
        client = await self._client_of(team)
        try:
            answer = await client.users_info(user=user)
        except (SlackApiError, *BROKEN):
            return None
        zone = (answer.get("user") or {}).get("tz")
        return str(zone) if zone else None

    async def _client(self, team: str) -> AsyncWebClient | Result:
        """The client that has the team's token, or what becomes of the message for want of one."""
        try:
            return await self._client_of(team)
        except NotInstalledError:
            return Result(Fate.SHUT_OUT, "not_installed")
        except UndecidedError as error:
            return Result(Fate.UNASKED, str(error), UNASKED_SECONDS)

    async def _file(self, client: AsyncWebClient, team: str, picture: Picture) -> str | None:
        """The same picture is the same file, as long as this process lives."""
        key = (team, picture)
        if key not in self._shown:
            (file,) = await self._upload(client, [picture])
            if file is None:
                return None
            if len(self._shown) >= FILES:
                self._shown.clear()
            self._shown[key] = file
        return self._shown[key]

    async def _post(self, client: AsyncWebClient, user: str, reply: Reply, mark: str) -> Result:
        rendered = render(reply, self._labels)
        if rendered.pictures:
            rendered = rendered.with_files(await self._upload(client, rendered.pictures))
        try:
            answer = await _write(client, user, rendered, mark)
        except SlackApiError as error:
            if code_of(error) not in TOO_RICH:
                raise
            answer = await _write(client, user, Rendered(rendered.text[:SAFE_CHARACTERS], []), mark)
        return Result(Fate.SENT) if answer.get("ts") else Result(Fate.UNSURE, "no_ts")


async def _write(client: AsyncWebClient, user: str, rendered: Rendered, mark: str) -> Any:
    """To a person's id: Slack opens the direct message itself."""
    body: dict[str, Any] = {
        "channel": user,
        "text": rendered.text,
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"k": mark}},
    }
    if rendered.blocks:
        body["blocks"] = rendered.blocks
    return await client.api_call("chat.postMessage", json=body)


async def _publish(client: AsyncWebClient, user: str, blocks: list[Block]) -> None:
    """A picture that Slack does not know yet, or no more, is left out rather than the whole tab."""
    bare = [block for block in blocks if block["type"] != "image"]
    try:
        await _publish_blocks(client, user, blocks)
    except SlackApiError as error:
        if code_of(error) not in TOO_RICH or len(bare) == len(blocks):
            raise
        await _publish_blocks(client, user, bare)


async def _publish_blocks(client: AsyncWebClient, user: str, blocks: list[Block]) -> None:
    view = {"type": "home", "blocks": blocks}
    await client.api_call("views.publish", json={"user_id": user, "view": view})


async def _send_file(client: AsyncWebClient, user: str, file: File) -> Result:
    channel = await _direct(client, user)
    await client.files_upload_v2(
        channel=channel,
        content=file.content,
        filename=file.name,
        title=file.name,
        initial_comment=file.comment,
    )
    return Result(Fate.SENT)


async def _direct(client: AsyncWebClient, user: str) -> str:
    opened = await client.conversations_open(users=user)
    return str(opened["channel"]["id"])


def _mark_of(message: dict[str, Any]) -> str | None:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return payload.get("k")


def _refusal(error: SlackApiError) -> Result:
    code = code_of(error)
    if is_too_fast(error):
        return Result(Fate.TOO_FAST, "ratelimited", max(LEAST_WAIT, retry_after(error.response.headers)))
    if code in SHUT_OUT:
        return Result(Fate.SHUT_OUT, code)
    if code in GONE:
        return Result(Fate.GONE, code)
    return Result(Fate.UNSURE if is_unclear(error) else Fate.REFUSED, code)
