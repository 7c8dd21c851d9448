"""27: a workspace leaves, told in any order and twice, and may come back at once."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.advisor import Act, Address, Choice, Exchange, Session
from bot.jobs.job import Job
from bot.listeners.arrivals import from_command
from bot.playground import Fault
from bot.storage import (
    Card,
    Change,
    Committed,
    Departures,
    Rating,
    Store,
    Work,
    build_ledger,
    migrate,
    open_engine,
    parse_database_url,
)
from bot.tenancy import Farewell
from bot.tenants import UndecidedError
from tests.bot.tenancy.conftest import Installed

SAID = Session((Exchange("skills_needed", "program", ("B069",), (0, 1)),))
NUMBERS = itertools.count()


class Workspaces:
    """Says what Slack would say of each team's newest installation."""

    def __init__(self) -> None:
        self.since: dict[str, datetime] = {}
        self.unreachable = False
        self.forgotten: list[tuple[str, datetime]] = []

    async def stored(self, team: str) -> str | None:
        return "xoxb-1"

    async def token(self, team: str) -> str:
        return "xoxb-1"

    async def living_since(self, team: str) -> datetime | None:
        if self.unreachable:
            raise UndecidedError("TimeoutError")
        return self.since.get(team)

    async def forget(self, team: str, before: datetime) -> None:
        self.forgotten.append((team, before))


class JobList:
    """Jobs that wait, and since when."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Job, datetime]] = []

    async def start(self, job: Job, after: float = 0.0) -> None:
        self.waiting.append((job, datetime.now(UTC)))

    async def erase(self, team: str, user: str | None = None, until: datetime | None = None) -> None:
        self.waiting = [
            (job, at) for job, at in self.waiting if job.team != team or (until is not None and at > until)
        ]

    async def forget(self, team: str, user: str) -> None:
        """These are never done."""


class House:
    def __init__(self, url: str) -> None:
        self.engine = open_engine(parse_database_url(url))
        self.ledger = build_ledger(parse_database_url(url), f"{id(self)}", lambda _: None)
        self.store = Store(self.engine)
        self.workspaces = Workspaces()
        self.jobs = JobList()
        self.late = timedelta(0)
        self.farewell = Farewell(
            Departures(self.engine),
            self.store,
            self.jobs,
            self.workspaces,
            lambda: datetime.now(UTC) + self.late,
        )

    async def say(self, team: str) -> Work:
        """A question with an answer that was not sent yet, and a rating."""
        work = await self.ask(team)
        at = Address(team, "U1", "C1:1.1")
        version = (await self.ledger.load(at)).version
        assert await self.ledger.commit(work, Change(at, SAID, version), ["letter"]) is Committed.SAVED
        await self.store.rate(Rating(team, "U1", "C1:1.2", Choice(Act.ASK, "industries", "both"), True))
        return work

    async def ask(self, team: str) -> Work:
        work = Work(team, f"event:{next(NUMBERS)}", "U1", "dm", "sealed", datetime.now(UTC).timestamp())
        assert await self.ledger.take_in(work, [work.id])
        return work

    async def knows(self, team: str) -> bool:
        stored = await self.ledger.load(Address(team, "U1", "C1:1.1"))
        work = [name for name in await self.ledger.names() if name[0] == team]
        return bool(stored.version or work or await self.store.ratings(team))


@pytest_asyncio.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with opened(database_url) as house:
        yield house


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[House]:
    house = House(url)
    await migrate(house.engine)
    await house.ledger.open()
    yield house
    await house.ledger.close()
    await house.engine.dispose()


async def test_everything_of_the_team_goes_and_nothing_of_others(house: House) -> None:
    for team in ("T1", "T2"):
        await house.say(team)
    await house.farewell.hear("T1")
    await house.farewell.hear("T1")
    await house.farewell.look()
    assert (await house.knows("T1"), await house.knows("T2")) == (False, True)


async def test_jobs_go_with_their_team_but_not_those_since_a_new_installation(house: House) -> None:
    for team in ("T1", "T2", "T3"):
        await house.jobs.start(Job("note", team, "U1", "old"))
    house.workspaces.since["T1"] = datetime.now(UTC)
    await house.jobs.start(Job("note", "T1", "U1", "new"))
    for team in ("T1", "T3"):
        await house.farewell.hear(team)
    await house.farewell.look()
    assert [(job.team, job.key) for job, _ in house.jobs.waiting] == [("T2", "old"), ("T1", "new")]


async def test_what_an_answer_under_way_saves_later_goes_too(house: House) -> None:
    await house.farewell.hear("T1")
    assert await house.farewell.look() == 1
    await house.say("T1")
    house.late = timedelta(seconds=25)
    assert await house.farewell.look() == 0
    assert not await house.knows("T1")
    assert await house.farewell.look() == 0


async def test_what_was_written_since_a_new_installation_stays(house: House) -> None:
    await house.farewell.hear("T1")
    house.workspaces.since["T1"] = datetime.now(UTC)
    await house.say("T1")
    house.late = timedelta(seconds=25)
    await house.farewell.look()
    assert await house.knows("T1")


async def test_what_was_written_before_a_new_installation_goes(house: House) -> None:
    await house.say("T1")
    house.workspaces.since["T1"] = datetime.now(UTC)
    await house.farewell.hear("T1")
    await house.farewell.look()
    assert not await house.knows("T1")


async def test_while_slack_does_not_answer_nothing_goes_and_in_the_end_the_old_does(house: House) -> None:
    await house.say("T1")
    house.workspaces.unreachable = True
    await house.farewell.hear("T1")
    assert await house.farewell.look() == 1
    assert await house.knows("T1")
    house.late = timedelta(seconds=25)
    assert await house.farewell.look() == 0
    assert not await house.knows("T1")


async def test_another_process_finishes_what_a_dead_one_heard(house: House, database_url: str) -> None:
    await house.say("T1")
    await house.farewell.hear("T1")
    async with opened(database_url) as other:
        await other.farewell.look()
    assert not await house.knows("T1")


async def test_whoever_thinks_or_sends_meanwhile_finds_the_work_gone(house: House) -> None:
    asked, told = await house.ask("T1"), await house.say("T1")
    await house.farewell.hear("T1")
    await house.farewell.look()
    at = Address("T1", "U1", "C1:1.1")
    assert await house.ledger.commit(asked, Change(at, SAID, 0), ["letter"]) is Committed.GONE
    assert not await house.ledger.begin(told, 1, None)
    assert not await house.ledger.sent(told, 1, None, Card("U1", "assessment", "D1", "1.1"))
    assert await house.ledger.card("T1", "U1", "assessment") is None
    assert not await house.knows("T1")


async def test_cards_and_letters_go_with_their_team_alone(house: House) -> None:
    for team in ("T1", "T2"):
        told = await house.say(team)
        await house.ledger.sent(told, 1, None, Card("U1", "assessment", "D1", "1.1"))
        await house.say(team)
    await house.farewell.hear("T1")
    await house.farewell.look()
    cards = [await house.ledger.card(team, "U1", "assessment") for team in ("T1", "T2")]
    assert [card is not None for card in cards] == [False, True]
    (left,) = await house.ledger.names()
    pending = await house.ledger.fetch(*left)
    assert pending
    assert (pending.work.team, len(pending.letters)) == ("T2", 1)


async def test_erasing_beside_a_busy_ledger_ends_in_peace(house: House) -> None:
    async def talk() -> None:
        for _ in range(30):
            work = await house.ask("T1")
            change = Change(Address("T1", "U1", work.id), SAID, 0)
            if await house.ledger.commit(work, change, ["one", "two"]) is Committed.SAVED:
                await house.ledger.sent(work, 1, 2)

    await house.farewell.hear("T1")
    async with asyncio.TaskGroup() as both:
        talking = [both.create_task(talk()) for _ in range(3)]
        while not all(task.done() for task in talking):
            await house.store.erase_team("T1", datetime.now(UTC))
    await house.store.erase_team("T1", datetime.now(UTC))
    async with house.engine.connect() as connection:
        for table in ("sessions", "intake", "outbox", "seen"):
            query = text(f"SELECT count(*) FROM {table}").execution_options(maintenance="test")  # noqa: S608
            assert (await connection.execute(query)).scalar() == 0


async def test_27_the_app_hears_of_it_and_forgets_the_team(installed: Installed) -> None:
    await installed.install("T7")
    await installed.mention("T7", "what is a program manager?")
    await installed.slack.until(lambda: installed.posts() or None)
    acks = await installed.slack.uninstall("T7")
    assert [ack.status for ack in acks] == [200, 200]
    await installed.slack.until(lambda: installed.slack.calls("auth.test")[1:] or None)
    await installed.slack.settle(quiet=0.3)
    assert await installed.app.tenants.stored("T7") is None


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_27_a_new_installation_within_a_second_is_untouched(first: str, installed: Installed) -> None:
    await installed.install("T7")
    old = await installed.app.tenants.stored("T7")
    installed.slack.installs.uninstall("T7")
    await installed.install("T7")
    tokens = {"bot": ["U1"], "oauth": []}
    told = [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": tokens}] * 2
    for event in sorted(told, key=lambda one: one["type"] != first):
        ack = await installed.slack.event_of("T7", {**event, "event_ts": "1.1"})
        assert ack.status == 200
    await installed.slack.settle(quiet=0.3)
    new = await installed.app.tenants.stored("T7")
    assert new not in {None, old}
    await installed.mention("T7", "what is a program manager?")
    await installed.slack.until(lambda: installed.posts() or None)
    assert installed.posts() == [("T7", True)]


async def test_work_for_a_team_that_left_rests_and_a_new_installation_takes_new_work(
    installed: Installed,
) -> None:
    await installed.install("T7")
    await installed.app.tenants.forget("T7", datetime.now(UTC) + timedelta(seconds=1))
    arrived = from_command({"team_id": "T7", "user_id": "U9", "channel_id": "C1", "trigger_id": "1"})
    await installed.app.intake.accept(arrived)
    async with asyncio.timeout(5):
        while not installed.app.worker.shut_out:  # noqa: ASYNC110 (nothing tells of it)
            await asyncio.sleep(0.02)
    assert installed.app.worker.shut_out == {"T7"}
    assert len(await installed.app.ledger.names()) == 1
    await installed.install("T7")
    await installed.mention("T7", "what is a program manager?")
    await installed.slack.until(lambda: installed.posts() or None)
    await installed.slack.settle(quiet=0.3)
    assert installed.app.worker.shut_out == set()


async def test_when_it_cannot_be_noted_slack_sends_it_again(
    installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Departures, "note", broken)
    acks = await installed.slack.uninstall("T7")
    assert {ack.status for ack in acks} == {500}


async def test_a_persons_token_that_ends_is_no_departure(installed: Installed) -> None:
    await installed.install("T7")
    event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}, "event_ts": "1.1"}
    await installed.slack.event_of("T7", event)
    await installed.slack.settle(quiet=0.2)
    assert await installed.app.tenants.stored("T7")


async def test_a_slack_that_cannot_be_asked_is_asked_again(installed: Installed) -> None:
    await installed.install("T7")
    installed.slack.fail("auth.test", Fault.broken())
    with pytest.raises(UndecidedError):
        await installed.app.tenants.living_since("T7")
    assert await installed.app.tenants.living_since("T7")
