"""Two processes on one database: the living keep their work, and the work of the dead is taken over."""

import asyncio
from pathlib import Path

import pytest

from bot.advisor import Address
from bot.storage import AlreadyRunningError, Change, Committed, ProcessLock, Work
from tests.bot.storage.conftest import Ledgers

WORK = Work("T1", "post:C1:1.1", "U1", "channel", "sealed", 1.0)
CHANGE = Change(Address("T1", "U1", "C1:1.1"), None, 0)


async def test_a_successor_on_sqlite_finds_what_was_left(ledgers: Ledgers) -> None:
    first = await ledgers.of("one")
    await first.take_in(WORK, (WORK.id,))
    await asyncio.sleep(0.01)
    second = await ledgers.of("two")
    assert await second.adopt(0.001) == 1
    (name,) = await second.names()
    pending = await second.fetch(*name)
    assert pending is not None
    assert (pending.work.payload, pending.work.tries) == ("sealed", 0)


async def test_thinking_about_it_again_is_counted_and_waiting_is_not(ledgers: Ledgers) -> None:
    """A process that dies again and again must not give up on what only waited behind the culprit."""
    first = await ledgers.of("one")
    await first.take_in(WORK, (WORK.id,))
    assert [await first.try_again(WORK) for _ in range(2)] == [1, 2]
    second = await ledgers.of("two")
    assert await second.try_again(WORK) == 0
    await first.commit(WORK, CHANGE, ["letter"])
    assert await first.try_again(WORK) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_work_of_the_living_is_left_alone(ledgers: Ledgers) -> None:
    first, second = await ledgers.of("one"), await ledgers.of("two")
    await first.take_in(WORK, (WORK.id,))
    assert await second.adopt(15.0) == 0
    assert await second.names() == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_process_that_comes_back_from_the_dead_has_lost_its_work(ledgers: Ledgers) -> None:
    zombie, heir = await ledgers.of("one"), await ledgers.of("two")
    await zombie.take_in(WORK, (WORK.id,))
    await asyncio.sleep(0.05)
    await heir.beat()
    assert await heir.adopt(0.04) == 1
    assert await zombie.commit(WORK, CHANGE, ["letter"]) is Committed.GONE
    assert await heir.commit(WORK, CHANGE, ["letter"]) is Committed.SAVED
    assert not await zombie.begin(WORK, 1, None)
    assert await heir.begin(WORK, 1, None)
    await zombie.beat()
    assert await zombie.adopt(15.0) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_a_process_leaves_behind_on_purpose_is_adopted_at_once(ledgers: Ledgers) -> None:
    first, second = await ledgers.of("one"), await ledgers.of("two")
    await first.take_in(WORK, (WORK.id,))
    await first.close()
    assert await second.adopt(15.0) == 1


def test_a_second_process_is_refused_with_a_cure(tmp_path: Path) -> None:
    first, second = ProcessLock(tmp_path / "w.db"), ProcessLock(tmp_path / "w.db")
    first.acquire()
    first.acquire()
    with pytest.raises(AlreadyRunningError, match="stop it first, or use PostgreSQL"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
