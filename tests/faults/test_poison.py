"""What breaks the process each time it is thought about is given up; what waits behind it is not."""

import asyncio
from collections.abc import Callable

import pytest

from bot.app import WhichPM
from bot.listeners.worker import MOST_TRIES
from bot.playground import LocalSlack

QUESTION = "what is a program manager?"


class Trap:
    """Ends so many tries while they are thinking, as the death of the process would."""

    def __init__(self) -> None:
        self.left = 0

    def __call__(self, point: str) -> None:
        if point == "thinking" and self.left:
            self.left -= 1
            raise asyncio.CancelledError


@pytest.fixture
def trap() -> Trap:
    return Trap()


@pytest.fixture
def at(trap: Trap) -> Callable[[str], None]:
    return trap


async def swept(app: WhichPM, trap: Trap) -> None:
    """Sweeps until the trap has let go of what is in hand."""
    while trap.left:
        await app._recovery.sweep()
        await asyncio.sleep(0.01)
    await app._recovery.sweep()


async def test_an_arrival_that_breaks_every_try_ends_with_a_sentence(
    app: WhichPM, local_slack: LocalSlack, trap: Trap
) -> None:
    trap.left = MOST_TRIES + 1
    ana = local_slack.person("ana")
    await ana.mention("careers", QUESTION)
    await swept(app, trap)
    (told,) = await local_slack.until(lambda: ana.ephemerals() or None)
    assert told.text.startswith(app.advisor.phrases.something_broke)
    await local_slack.settle()
    assert await app.worker.drain(5) == 0
    assert await app.ledger.names() == []


async def test_one_try_less_and_it_is_answered(app: WhichPM, local_slack: LocalSlack, trap: Trap) -> None:
    trap.left = MOST_TRIES
    asked = await local_slack.person("ana").mention("careers", QUESTION)
    await swept(app, trap)
    (answer,) = await local_slack.until(lambda: local_slack.thread(asked) or None)
    assert "program" in answer.text


async def test_a_welcome_that_breaks_every_try_ends_without_a_word(
    app: WhichPM, local_slack: LocalSlack, trap: Trap
) -> None:
    trap.left = MOST_TRIES + 1
    ana = local_slack.person("ana")
    await ana.open_home("messages")
    await swept(app, trap)
    await local_slack.settle(quiet=0.3)
    assert await app.worker.drain(5) == 0
    assert await app.ledger.names() == []
    assert ana.direct_messages() == []
