"""Gives a letter to Slack once, and tells what became of it; looks for letters that may have arrived."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.fence import leaving_by
from bot.listeners.letters import Letter, Way
from bot.listeners.pictures import upload_all
from bot.slack_errors import BROKEN, CLOCK_SKEW, SHUT_OUT, code_of, is_too_fast, is_unclear, retry_after
from bot.tenants import NotInstalledError, UndecidedError

log = logging.getLogger(__name__)

ClientOf = Callable[[str], Awaitable[AsyncWebClient]]

EVENT_TYPE = "whichpm_reply"
UPDATED = frozenset({"channel", "text", "blocks"})
PAGES = 5
PAGE = 200
NOT_ALLOWED = frozenset({"missing_scope", "not_allowed_token_type", "no_permission"})


class Fate(StrEnum):
    """`unsure`: it may have arrived. `shut_out`: nothing of ours is taken from this workspace any more."""

    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"
    TOO_FAST = "too_fast"
    SHUT_OUT = "shut_out"


@dataclass(frozen=True, slots=True)
class Result:
    """`channel` and `ts` name the message that was sent."""

    fate: Fate
    error: str = ""
    seconds: float = 0.0
    channel: str = ""
    ts: str = ""


class Delivery:
    """The one place that writes to Slack. `client_of` knows the client of each workspace.

    The client must not repeat calls by itself: a post whose answer was lost would be read twice.
    """

    def __init__(self, client_of: ClientOf) -> None:
        self._client_of = client_of
        self._told: set[tuple[str, str]] = set()

    async def prepare(self, team: str, letter: Letter) -> Letter:
        """With its pictures uploaded, so that sending is one call."""
        if not letter.pictures:
            return letter
        client = await self._client(team)
        if isinstance(client, Result):
            return letter
        return letter.with_files(await upload_all(client, letter.pictures))

    async def send(self, team: str, letter: Letter, mark: str, by: float, again: bool = False) -> Result:
        """`by`: later than this it does not leave. `again`: it was tried before, so where Slack can replace
        the first one it shall.
        """
        client = await self._client(team)
        if isinstance(client, Result):
            return client
        try:
            with leaving_by(by):
                if letter.way is Way.RESPOND:
                    return await _respond(client, letter, again)
                answer = await client.api_call(letter.way.value, json=_body(letter, mark))
        except SlackApiError as error:
            return self._refused(team, letter.way, error)
        except BROKEN as error:
            return Result(Fate.UNSURE, type(error).__name__)
        ts = answer.get("ts") or answer.get("message_ts")
        if not ts:
            return Result(Fate.UNSURE, "no_ts")
        return Result(Fate.SENT, channel=str(answer.get("channel") or letter.channel), ts=str(ts))

    async def look(self, team: str, letter: Letter, marks: Sequence[str], since: float) -> Result | None:
        """The letter with one of these marks as sent; None when it is not there; else why that is unknown."""
        if letter.way is not Way.POST:
            return Result(Fate.REFUSED, "cannot_be_found")
        client = await self._client(team)
        if isinstance(client, Result):
            return client
        try:
            return await _is_there(client, letter, marks, since)
        except SlackApiError as error:
            if code_of(error) in {"thread_not_found", "channel_not_found", "not_in_channel"}:
                return None
            return self._refused(team, "conversations.history", error)
        except BROKEN as error:
            return Result(Fate.UNSURE, type(error).__name__)

    async def _client(self, team: str) -> AsyncWebClient | Result:
        """The client that has the team's token, or what became of the letter for want of one."""
        try:
            return await self._client_of(team)
        except NotInstalledError:
            return Result(Fate.SHUT_OUT, "not_installed")
        except UndecidedError as error:
            return Result(Fate.UNSURE, str(error))

    def _refused(self, team: str, method: str, error: SlackApiError) -> Result:
        code = code_of(error)
        if is_too_fast(error):
            return Result(Fate.TOO_FAST, "ratelimited", retry_after(error.response.headers))
        if code in SHUT_OUT:
            return Result(Fate.SHUT_OUT, code)
        if code in NOT_ALLOWED:
            self._tell_once(team, method, str(error.response.get("needed") or code))
        return Result(Fate.UNSURE if is_unclear(error) else Fate.REFUSED, code)

    def _tell_once(self, team: str, method: str, needed: str) -> None:
        if (team, needed) not in self._told:
            self._told.add((team, needed))
            log.error("scope_missing", extra={"error": f"{method} needs {needed}"})


async def _respond(client: AsyncWebClient, letter: Letter, again: bool) -> Result:
    if not letter.url:
        return Result(Fate.REFUSED, "no_response_url")
    webhook = AsyncWebhookClient(letter.url, session=client.session, retry_handlers=[])
    try:
        response = await webhook.send(
            text=letter.text,
            blocks=letter.blocks or None,
            response_type="ephemeral",
            replace_original=again or letter.instead,
            unfurl_links=False,
            unfurl_media=False,
        )
    except BROKEN as error:
        return Result(Fate.UNSURE, type(error).__name__)
    return _answered(response.status_code, response.body, response.headers)


def _answered(status: int, body: str, headers: Mapping[str, Any]) -> Result:
    if status == 200:
        return Result(Fate.SENT)
    if status == 429:
        return Result(Fate.TOO_FAST, "ratelimited", retry_after(headers))
    if status >= 500:
        return Result(Fate.UNSURE, f"http_{status}")
    return Result(Fate.REFUSED, "used_url" if "used_url" in body else "expired_url")


async def _is_there(
    client: AsyncWebClient, letter: Letter, marks: Sequence[str], since: float
) -> Result | None:
    channel = letter.channel
    if channel == letter.user:
        opened = await client.api_call("conversations.open", json={"users": channel})
        channel = str(opened["channel"]["id"])
    method = "conversations.replies" if letter.thread_ts else "conversations.history"
    asked: dict[str, Any] = {"channel": channel, "oldest": f"{since - CLOCK_SKEW:.6f}", "limit": PAGE}
    asked |= {"include_all_metadata": "true"} | ({"ts": letter.thread_ts} if letter.thread_ts else {})
    for _ in range(PAGES):
        page = await client.api_call(method, params=asked)
        for message in page["messages"]:
            if _mark(message) in marks:
                return Result(Fate.SENT, channel=channel, ts=str(message["ts"]))
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
        asked["cursor"] = cursor
    return None


def _mark(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("id"))


def _body(letter: Letter, mark: str) -> dict[str, object]:
    body: dict[str, object] = {"channel": letter.channel, "text": letter.text}
    body |= {"unfurl_links": False, "unfurl_media": False, "link_names": False}
    if letter.thread_ts:
        body["thread_ts"] = letter.thread_ts
    if letter.blocks or letter.way is Way.UPDATE:
        body["blocks"] = letter.blocks
    if letter.way is Way.UPDATE:
        return {name: value for name, value in body.items() if name in UPDATED} | {"ts": letter.ts}
    if letter.way is Way.WHISPER:
        return body | {"user": letter.user}
    return body | {"metadata": {"event_type": EVENT_TYPE, "event_payload": {"id": mark}}}
