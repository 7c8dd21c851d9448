"""Catalogue 14, 15, 16, 19, 20: processes and databases that die; the whole campaign in small."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.playground import LocalSlack, Message, Person
from tests.faults.campaign import Campaign, campaign_slack
from tests.faults.replicas import Nursery, nursery
from tests.postgres import Postgres

SEED = 20


# One loop and one nursery for all: building the app takes seconds.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def slack() -> AsyncIterator[LocalSlack]:
    async with campaign_slack() as slack:
        yield slack


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mother() -> AsyncIterator[Nursery]:
    async with nursery() as mother:
        yield mother


@pytest.fixture
def born(mother: Nursery) -> Iterator[Nursery]:
    yield mother
    mother.end_all()


def campaign(slack: LocalSlack, born: Nursery, url: str, folder: Path, replicas: int = 1) -> Campaign:
    return Campaign(slack, born, {"database_url": url}, folder / "log", SEED, replicas)


async def test_14_ten_kills_lose_nothing_and_double_nothing(
    slack: LocalSlack, born: Nursery, database_url: str, tmp_path: Path
) -> None:
    tally = await campaign(slack, born, database_url, tmp_path).run(500, 10, rate=40)
    assert (tally.lost, tally.doubled, tally.wrong) == (0, 0, []), f"seed {SEED}: {tally.as_json()}"
    assert sum(tally.kills.values()) >= 10
    assert tally.acked > 300


async def test_15_sigterm_ends_it_within_ten_seconds_and_nothing_is_lost(
    slack: LocalSlack, born: Nursery, tmp_path: Path
) -> None:
    asking = campaign(slack, born, f"sqlite:///{tmp_path / 'w.db'}", tmp_path)
    (replica,) = asking.replicas
    await replica.start()
    await asking.ask_many(30)
    replica.signal(signal.SIGTERM)
    began = time.monotonic()
    await replica.ended(20)
    assert time.monotonic() - began < 12
    await replica.start()
    tally = await asking.count()
    assert (tally.lost, tally.doubled) == (0, 0), tally.as_json()


async def test_16_a_database_that_was_away_costs_nothing(
    slack: LocalSlack, born: Nursery, postgres: Postgres, tmp_path: Path
) -> None:
    asking = campaign(slack, born, postgres.new_database(), tmp_path)
    (replica,) = asking.replicas
    await replica.start()
    await asking.ask_many(20)
    await asyncio.to_thread(postgres.stop, "immediate")
    await asking.ask_many(20)
    await asyncio.sleep(2)
    await asyncio.to_thread(postgres.start)
    back = time.monotonic()
    tally = await asking.count()
    assert replica.is_alive
    assert (tally.lost, tally.doubled) == (0, 0), tally.as_json()
    assert time.monotonic() - back < 60
    lines = (tmp_path / "log").read_text().splitlines()
    assert sum("not_taken_in" in line or "storage_away" in line for line in lines) < 60


async def test_19_a_second_process_on_one_file_ends_with_a_sentence(
    slack: LocalSlack, born: Nursery, tmp_path: Path
) -> None:
    asking = campaign(slack, born, f"sqlite:///{tmp_path / 'w.db'}", tmp_path, replicas=2)
    first, second = asking.replicas
    await first.start()
    await second.start()
    await second.ended()
    assert first.is_alive
    assert "another process already works on" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
async def test_20_the_work_of_a_dead_or_frozen_replica_is_adopted(
    end: signal.Signals, slack: LocalSlack, born: Nursery, postgres: Postgres, tmp_path: Path
) -> None:
    asking = campaign(slack, born, postgres.new_database(), tmp_path, replicas=2)
    first, second = asking.replicas
    await asyncio.gather(first.start(), second.start())
    asked = asyncio.create_task(asking.ask_many(40))
    await asyncio.sleep(0.3)
    second.signal(end)
    died = time.monotonic()
    await asked
    await asking.finish()
    assert time.monotonic() - died < 45
    second.signal(signal.SIGCONT)
    tally = await asking.count()
    assert (tally.lost, tally.doubled) == (0, 0), tally.as_json()


async def test_14_a_kill_in_the_middle_of_an_assessment_asks_the_same_question_again(
    slack: LocalSlack, born: Nursery, database_url: str, tmp_path: Path
) -> None:
    (replica,) = campaign(slack, born, database_url, tmp_path).replicas
    await replica.start()
    ana = slack.person("ana")
    await ana.dm("quiz me")
    await ana.click(await card_with(slack, ana, "Only you can see it"), "Start")
    for answered in range(3):
        await press(ana, await card_with(slack, ana, f"{answered} answered"))
    asked = await card_with(slack, ana, "3 answered")
    replica.signal(signal.SIGKILL)
    await replica.ended()
    await replica.start()
    await ana.dm("continue the quiz")
    again = await slack.until(lambda: newer(ana, asked), 30)
    assert asked.text.splitlines()[-12:] == again.text.splitlines()[-12:]
    await press(ana, again)
    assert await card_with(slack, ana, "4 answered")


async def press(person: Person, card: Message) -> None:
    """Pairs and statements come in an order of their own in each attempt."""
    assert await person.click(card, "A: much more" if "A: much more" in card.buttons else "Agree") is None


async def card_with(slack: LocalSlack, person: Person, words: str) -> Message:
    return await slack.until(
        lambda: next((one for one in person.direct_messages() if one.bot_id and words in one.text), None), 30
    )


def newer(person: Person, asked: Message) -> Message | None:
    """The card as it stands below what was said since."""
    cards = [one for one in person.direct_messages() if one.bot_id and "3 answered" in one.text]
    return cards[-1] if cards and cards[-1].ts != asked.ts else None


async def test_16_a_web_process_alone_on_a_new_database_can_order_jobs(
    slack: LocalSlack, born: Nursery, database_url: str, tmp_path: Path
) -> None:
    """No worker has been there yet to make the tables of jobs."""
    (replica,) = campaign(slack, born, database_url, tmp_path).replicas
    await replica.start()
    ana = slack.person("ana")
    await ana.mention("careers", "dm me a summary")
    note = await slack.until(lambda: ana.ephemerals() or None, 30)
    assert note[0].text == "Your summary comes as a direct message."
