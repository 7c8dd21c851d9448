"""Catalogue 21: more than can be answered at once is acknowledged, waits on disk and is answered in turn."""

import asyncio

import pytest

from bot.app import WhichPM
from bot.listeners.worker import THINKING
from bot.playground import LocalSlack, Message
from tests.faults.test_slacks_side import until_done

PEOPLE, MOST = 12, 4


async def ask_all(slack: LocalSlack) -> list[Message]:
    """One after the other, each by somebody else in a channel of their own."""
    asked = []
    for number in range(PEOPLE):
        person = slack.add_user(f"person{number}")
        asked.append(await person.dm("what is a program manager?"))
        await slack.until(lambda: len(slack.deliveries("event")) == len(asked) or None)
    return asked


async def test_21_more_than_fits_waits_on_disk_and_is_answered_in_turn(
    app: WhichPM, local_slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.listeners.worker.MOST_AT_ONCE", MOST)
    await asyncio.gather(*(app.worker._thinking.acquire() for _ in range(THINKING)))
    asked = await ask_all(local_slack)
    assert {one["status"] for one in local_slack.deliveries("event")} == {200}
    assert len(app.worker.active) == MOST
    assert len(await app.ledger.names()) == PEOPLE
    for _ in range(THINKING):
        app.worker._thinking.release()
    await local_slack.until(lambda: len(answered(local_slack)) == MOST or None)
    last = await local_slack.person("ana").dm("what is a product manager?")
    while len(await app.ledger.names()):
        await app._recovery.sweep()
        await asyncio.sleep(0.01)
    await until_done(app, local_slack)
    ranks = [answered(local_slack).index(one.channel) for one in [*asked, last]]
    assert all(abs(rank - number) < MOST for number, rank in enumerate(ranks)), ranks


def answered(slack: LocalSlack) -> list[str]:
    """The channels in which something was posted, in that order."""
    return list(dict.fromkeys(one["answer"]["channel"] for one in slack.calls("chat.postMessage")))
