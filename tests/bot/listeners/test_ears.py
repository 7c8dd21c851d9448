"""What is taken in of what was heard, and that whatever stands in the way means silence."""

import asyncio
from dataclasses import replace
from typing import Any, cast

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.advisor.rules import Rules
from bot.conversation import Conversation
from bot.listeners import Ears, ears
from bot.listeners.overheard import Heard, from_channel
from bot.storage import Channels, StorageAwayError
from bot.tenants import NotInstalledError
from tests.bot.listeners.test_overheard import body

PLAIN, FOLLOW = Rules(plain=True), Rules(follow=True)
MINE, OURS = {"user": "U1", "ts": "9.9"}, {"user": "UBOT", "ts": "9.95"}


class Chosen:
    """The same rules everywhere."""

    def __init__(self, rules: Rules | None) -> None:
        self.rules = rules

    async def recent(self, team: str, channel: str) -> Rules:
        if self.rules is None:
            raise StorageAwayError
        return self.rules


class Everything:
    """A conversation that would answer whatever it is asked."""

    def is_question(self, _: Any) -> bool:
        return True

    async def goes_on(self, _: Any) -> bool:
        return True


class Thread:
    """A client for which the thread has these messages."""

    def __init__(self, *messages: dict[str, str], has_more: bool = False, seconds: float = 0.0) -> None:
        self.page = {"messages": messages, "has_more": has_more}
        self.seconds = seconds

    async def api_call(self, method: str, params: Any) -> dict[str, Any]:
        assert (method, params["ts"]) == ("conversations.replies", "9.9")
        await asyncio.sleep(self.seconds)
        return self.page


def listening(rules: Rules | None, thread: Thread | None = None) -> Ears:
    async def client_of(_: str) -> AsyncWebClient:
        if thread is None:
            raise NotInstalledError
        return cast("AsyncWebClient", thread)

    return Ears(
        cast("Channels", Chosen(rules)), cast("Conversation", Everything()), client_of, clock=lambda: 5.0
    )


def heard(**changed: Any) -> Heard:
    found = from_channel(body(**changed))
    assert found
    return found


REPLY = heard(thread_ts="9.9")


async def test_a_question_is_taken_in_where_it_was_chosen() -> None:
    assert await listening(PLAIN).choose(heard()) == heard().arrival
    assert await listening(FOLLOW).choose(heard()) is None
    assert await listening(Rules()).choose(heard()) is None


async def test_so_many_an_hour_and_no_more() -> None:
    listener = listening(PLAIN)
    taken = [await listener.choose(heard()) for _ in range(9)]
    assert [bool(one) for one in taken] == [True] * 6 + [False] * 3
    elsewhere = heard(channel="C2")
    assert await listener.choose(elsewhere) == elsewhere.arrival


async def test_a_reply_is_taken_in_between_two() -> None:
    assert await listening(FOLLOW, Thread(MINE, OURS)).choose(REPLY) == REPLY.arrival


@pytest.mark.parametrize(
    "thread",
    [
        Thread(MINE, OURS, {"user": "U2", "ts": "9.96"}),
        Thread(MINE, OURS, {"ts": "9.96"}),
        Thread(MINE),
        Thread(MINE, OURS, has_more=True),
        None,
    ],
)
async def test_a_reply_among_others_or_among_nobody_knows_whom_is_not(thread: Thread | None) -> None:
    assert await listening(FOLLOW, thread).choose(REPLY) is None


async def test_after_a_day_a_thread_has_ended() -> None:
    message = replace(REPLY.arrival.message, at=9.95 + ears.FOLLOWED_SECONDS)
    late = replace(REPLY, arrival=replace(REPLY.arrival, message=message))
    assert await listening(FOLLOW, Thread(MINE, OURS)).choose(late) is None


async def test_slack_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ears, "PATIENCE", 0.01)
    assert await listening(FOLLOW, Thread(MINE, OURS, seconds=5)).choose(REPLY) is None


async def test_without_the_database_nothing_is_answered() -> None:
    assert await listening(None).choose(heard()) is None
