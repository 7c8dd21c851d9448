"""Catalogue 20: a process that stood still does not send what was taken from it meanwhile."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import WhichPM
from bot.playground import LocalSlack
from tests.faults.test_slacks_side import until_done

STANDSTILL = 0.2


@pytest.fixture(params=["committed", "posting"])
def at(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Freezes the process after its last look at the database, and the work is taken from it meanwhile."""
    monkeypatch.setattr("bot.listeners.outbox.LONGEST_STANDSTILL", STANDSTILL)
    monkeypatch.setattr("bot.listeners.outbox.LEASE", STANDSTILL)

    def at(point: str) -> None:
        if point == request.param:
            with sqlite3.connect(tmp_path / "whichpm.db") as other:
                other.execute("DELETE FROM outbox")
                other.execute("DELETE FROM intake")
            other.close()
            time.sleep(STANDSTILL * 2)

    return at


async def test_20_what_was_taken_from_a_frozen_process_does_not_leave(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    ana = local_slack.person("ana")
    await ana.command("/whichpm", "what is a program manager?")
    await ana.mention("careers", "what is a program manager?")
    await until_done(app, local_slack)
    assert await app.worker.drain(5) == 0
    assert (local_slack.calls("response"), local_slack.calls("chat.postMessage")) == ([], [])
