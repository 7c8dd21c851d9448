"""32: every statement names one team, and of many random operations of many teams nothing crosses."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import (
    Column,
    DateTime,
    Double,
    MetaData,
    String,
    Table,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects import sqlite

from bot.advisor import Act, Address, Choice, Exchange, Session
from bot.storage import Rating, Store, migrate, open_engine, parse_database_url
from bot.storage.erasure import erasing, written_column
from bot.storage.tables import feedback, metadata, seen, sessions
from bot.storage.tenancy import UnscopedStatementError, check_statement

OWN = sessions.c.team == "T1"
WIDE = {
    "no condition": select(sessions),
    "another column": select(sessions).where(sessions.c.user == "U1"),
    "this team or": select(sessions).where(OWN | (sessions.c.user == "U1")),
    "not this team": select(sessions).where(sessions.c.team != "T1"),
    "any team": select(sessions).where(sessions.c.team == sessions.c.user),
    "a team of several": select(sessions).where(sessions.c.team.in_(["T1", "T2"])),
    "a join": select(sessions).join(feedback, sessions.c.user == feedback.c.user).where(OWN),
    "an outer join": select(sessions, feedback).outerjoin(feedback, feedback.c.team == "T1"),
    "a product": select(sessions, feedback).where(OWN),
    "an alias": select(sessions.alias()).where(OWN),
    "a subquery": select(select(sessions.c.user).subquery()),
    "a scalar": select(select(func.count()).select_from(sessions).scalar_subquery()),
    "in exists": select(feedback).where(feedback.c.team == "T1", exists(select(sessions.c.user))),
    "in a union": select(sessions.c.user).where(OWN).union(select(feedback.c.user)),
    "in a cte": select(select(seen).cte()),
    "deleting": delete(sessions).where(sessions.c.user == "U1"),
    "updating": update(sessions).values(version=1),
    "moving": update(sessions).where(OWN).values(team="T2"),
    "copying": insert(sessions).from_select(["team"], select(feedback.c.team)),
    "upserting": sqlite.insert(seen).on_conflict_do_update(index_elements=["key"], set_={"key": "x"}),
}
NARROW = {
    "a team": select(sessions).where(OWN, sessions.c.user == "U1"),
    "turned round": select(sessions).where(sessions.c.team.__eq__("T1")),
    "a join of teams": select(sessions).join(feedback, sessions.c.team == feedback.c.team).where(OWN),
    "a subquery": select(select(sessions).where(OWN).subquery()),
    "deleting": delete(sessions).where(OWN),
    "updating": update(sessions).where(OWN).values(version=1),
    "inserting": insert(sessions),
    "upserting": sqlite.insert(seen).on_conflict_do_update(index_elements=["team", "key"], set_={"key": "x"}),
}


@pytest.mark.parametrize("name", WIDE)
def test_a_statement_that_could_reach_several_teams_is_refused(name: str) -> None:
    with pytest.raises(UnscopedStatementError):
        check_statement(WIDE[name])


@pytest.mark.parametrize("name", NARROW)
def test_a_statement_of_one_team_passes(name: str) -> None:
    check_statement(NARROW[name])


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    store = Store(engine)
    yield store
    await store.close()


async def test_the_guard_is_at_the_door_of_the_database(store: Store) -> None:
    async with store._engine.connect() as connection:
        for statement in (select(sessions), text("DELETE FROM sessions")):
            with pytest.raises(UnscopedStatementError, match="sessions"):
                await connection.execute(statement)
        with pytest.raises(UnscopedStatementError):
            await connection.exec_driver_sql("SELECT * FROM Sessions")
        await connection.execute(select(sessions).execution_options(maintenance="test"))
        await connection.execute(text("SELECT 1"))


def test_every_table_of_a_team_says_when_a_row_was_written() -> None:
    tables = [table for table in metadata.tables.values() if "team" in table.c]
    assert len(tables) >= 4
    assert all(written_column(table) is not None for table in tables)


def test_a_table_that_comes_later_is_erased_too() -> None:
    later = MetaData()
    Table(
        "quiz",
        later,
        Column("team", String),
        Column("due", DateTime),
        Column("at", DateTime, info={"written": True}),
    )
    Table("plain", later, Column("team", String))
    Table("sent", later, Column("team", String), Column("weight", Double), Column("at", Double))
    Table("other", later, Column("name", String))
    said = sorted(str(one) for one in erasing(later, "T1", datetime.now(UTC)))
    assert [line.split(":team")[0] for line in said] == [
        "DELETE FROM plain WHERE plain.team = ",
        "DELETE FROM quiz WHERE quiz.team = ",
        "DELETE FROM sent WHERE sent.team = ",
    ]
    assert "quiz.at < " in said[1]
    assert "sent.at < " in said[2]


class Model:
    """What each team should find: the same operations on dictionaries of its own."""

    def __init__(self) -> None:
        self.versions: dict[tuple[str, str, str], int] = {}
        self.marks: dict[tuple[str, str, str], str] = {}
        self.ratings: dict[str, dict[tuple[str, str], bool]] = {}
        self.keys: set[tuple[str, str]] = set()

    def drop(self, team: str, user: str | None = None) -> None:
        gone = [key for key in self.versions if key[0] == team and user in {None, key[1]}]
        for key in gone:
            del self.versions[key], self.marks[key]
        held = self.ratings.get(team, {})
        self.ratings[team] = {key: good for key, good in held.items() if user not in {None, key[0]}}
        if user is None:
            self.keys = {key for key in self.keys if key[0] != team}


class Teams:
    """Random operations of one team after the other, with ids that all share; each must find its own."""

    def __init__(self, store: Store, seed: int, teams: int = 50) -> None:
        self.store, self.model, self.dice, self.teams = store, Model(), random.Random(seed), teams

    async def operate(self) -> None:
        dice = self.dice
        self.team, self.user = f"T{dice.randrange(self.teams)}", f"U{dice.randrange(3)}"
        self.at = Address(self.team, self.user, f"C{dice.randrange(2)}")
        self.place = (self.team, self.user, self.at.dialog)
        ways = [self.save, self.load, self.claim, self.rate, self.ratings, self.erase, self.leave]
        await dice.choices(ways, [8, 8, 6, 4, 4, 1, 0.2])[0]()

    async def save(self) -> None:
        model, mark = self.model, f"{self.team}:{self.dice.random()}"
        version = model.versions.get(self.place, 0)
        assert await self.store.save(self.at, Session((Exchange(mark, "program", (), (0,)),)), version)
        model.versions[self.place], model.marks[self.place] = version + 1, mark

    async def load(self) -> None:
        found = await self.store.load(self.at)
        assert found.version == self.model.versions.get(self.place, 0)
        mark = self.model.marks.get(self.place)
        assert [one.intent for one in found.session.exchanges] == ([mark] if mark else [])

    async def claim(self) -> None:
        key = f"event:{self.dice.randrange(20)}"
        assert await self.store.claim(self.team, [key]) == ((self.team, key) not in self.model.keys)
        self.model.keys.add((self.team, key))

    async def rate(self) -> None:
        good = self.dice.random() < 0.5
        about = Choice(Act.ASK, self.team, "both")
        await self.store.rate(Rating(self.team, self.user, self.at.dialog, about, good))
        self.model.ratings.setdefault(self.team, {})[self.user, self.at.dialog] = good

    async def ratings(self) -> None:
        rated = {(one.user, one.message): one for one in await self.store.ratings(self.team)}
        assert {one.about.intent for one in rated.values()} <= {self.team}
        assert {key: one.good for key, one in rated.items()} == self.model.ratings.get(self.team, {})

    async def erase(self) -> None:
        await self.store.erase(self.team, self.user)
        self.model.drop(self.team, self.user)

    async def leave(self) -> None:
        await self.store.erase_team(self.team, datetime.now(UTC))
        self.model.drop(self.team)


async def test_nothing_crosses_between_fifty_teams(store: Store) -> None:
    await run(store, operations=5_000, seed=4)


@pytest.mark.slow
async def test_nothing_crosses_in_a_hundred_thousand_operations(store: Store) -> None:
    await run(store, operations=100_000, seed=random.randrange(10**6))


async def run(store: Store, operations: int, seed: int) -> None:
    print(f"seed {seed}")
    teams = Teams(store, seed)
    for _ in range(operations):
        await teams.operate()
