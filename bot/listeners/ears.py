"""Decides, before anything is kept, which messages without a mention are taken in as questions."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

from bot.advisor.channels.desk import PLAIN_AN_HOUR
from bot.conversation import Conversation
from bot.listeners.arrivals import Arrival
from bot.listeners.delivery import ClientOf
from bot.listeners.limits import is_over
from bot.listeners.overheard import Heard
from bot.listeners.pacing import Bucket
from bot.listeners.quiet import Quiet
from bot.slack_errors import BROKEN, code_of
from bot.storage import Channels, StorageAwayError, reaching
from bot.tenants import NotInstalledError, UndecidedError

log = logging.getLogger(__name__)

HOUR = 3_600.0
# So long after the app's last words does a thread go on without a mention.
FOLLOWED_SECONDS = 24 * HOUR
# A thread with more messages is not followed: what lies behind them could be somebody else's.
MOST_MESSAGES = 100
# Slack waits three seconds for its ack.
PATIENCE = 2.0


class Ears:
    """Whatever stands in the way of deciding, a database or Slack, means that nothing is answered."""

    def __init__(
        self,
        channels: Channels,
        conversation: Conversation,
        client_of: ClientOf,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._channels = channels
        self._conversation = conversation
        self._client_of = client_of
        self._clock = clock
        self._answered: dict[tuple[str, str], Bucket] = {}
        self._quiet = Quiet(log)

    async def choose(self, heard: Heard) -> Arrival | None:
        """The arrival to take in; None for what is left alone, of which nothing is kept."""
        try:
            is_ours = await self._is_ours(heard)
        except StorageAwayError as error:
            self._quiet.warn("not_heard", str(error))
            return None
        return heard.arrival if is_ours else None

    async def _is_ours(self, heard: Heard) -> bool:
        message, target = heard.arrival.message, heard.arrival.target
        with reaching():
            rules = await self._channels.recent(target.team, target.channel)
        if not rules.listen(heard.is_reply, message.at):
            return False
        if heard.is_reply:
            return await self._conversation.goes_on(message) and await self._is_between_two(heard)
        return self._conversation.is_question(message) and self._is_polite(target.team, target.channel)

    def _is_polite(self, team: str, channel: str) -> bool:
        """Each process counts for itself."""
        size = (float(PLAIN_AN_HOUR), PLAIN_AN_HOUR / HOUR)
        return not is_over(self._answered, (team, channel), size, self._clock())

    async def _is_between_two(self, heard: Heard) -> bool:
        """Asked of Slack: who else wrote in the thread may have done so while nobody listened."""
        target, at = heard.arrival.target, heard.arrival.message.at
        asked = {"channel": target.channel, "ts": target.thread_ts, "limit": MOST_MESSAGES}
        try:
            async with asyncio.timeout(PATIENCE):
                client = await self._client_of(target.team)
                page = await client.api_call("conversations.replies", params=asked)
        except SlackApiError as error:
            self._quiet.warn("thread_not_told", code_of(error))
            return False
        except (NotInstalledError, UndecidedError, *BROKEN) as error:
            self._quiet.warn("thread_not_told", type(error).__name__)
            return False
        said = [(str(one.get("user")), float(one["ts"])) for one in page["messages"]]
        is_whole = not page.get("has_more") and {who for who, _ in said} == {target.user, heard.app}
        return is_whole and at - max(when for who, when in said if who == heard.app) < FOLLOWED_SECONDS
