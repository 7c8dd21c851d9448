"""32: every statement names one team, and of many random operations of many teams nothing crosses."""

import ast
import inspect
import random
import re
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from types import ModuleType

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
from bot.storage import (
    Change,
    Committed,
    Ledger,
    Rating,
    Store,
    Work,
    build_ledger,
    migrate,
    open_engine,
    parse_database_url,
    postgres_ledger,
    postgres_turn,
    sqlite_ledger,
)
from bot.storage.erasure import erasing, written_column
from bot.storage.tables import feedback, metadata, seen, sessions
from bot.storage.tenancy import UnscopedStatementError, check_statement

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
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
def test_32_a_statement_that_could_reach_several_teams_is_refused(name: str) -> None:
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


# The ledgers write their SQL themselves, past the guard. These are for all teams, and say why.
OF_ALL_TEAMS = {
    "_ADOPT": "the work of dead processes",
    "_NAMES": "the work of this process",
    "_BEAT": "processes",
    "_LEAVE": "processes",
    "_OWNERS": "processes",
}
LEDGERS = {"sqlite": [sqlite_ledger], "postgresql": [postgres_ledger, postgres_turn]}
# A verb and its table; whatever follows, up to the next table of teams, belongs to it.
VERB = re.compile(r"\b(?:INSERT (?:OR \w+ )?INTO|DELETE FROM|UPDATE(?! SET)|FROM|JOIN) (\w+)")
SCOPED = re.compile(r"\bteam = (?:\?\d?|\$1|intake\.team)(?= |\)|$)")


def statements(ledger: ModuleType) -> Iterator[tuple[str, str]]:
    """Every constant of the module that is SQL, under its name."""
    for name, value in vars(ledger).items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and VERB.search(one) and not name.startswith("__"):
                yield name, " ".join(one.split())


def unscoped(sql: str) -> list[str]:
    """The tables of teams that a part of the statement reaches without naming the team."""
    teams = {name for name, table in metadata.tables.items() if "team" in table.c}
    verbs = [verb for verb in VERB.finditer(sql) if verb[1] in teams]
    ends = [*(verb.start() for verb in verbs), len(sql)][1:]
    return [
        verb[1]
        for verb, end in zip(verbs, ends, strict=bool(verbs))
        if not _is_scoped(sql[verb.start() : end])
    ]


def _is_scoped(part: str) -> bool:
    if part.startswith("INSERT"):
        return "(team, " in part
    _, _, condition = part.partition(" WHERE ")
    return bool(SCOPED.search(condition)) and " OR " not in condition


@pytest.mark.parametrize("kind", LEDGERS)
def test_the_sql_of_a_ledger_names_the_team_in_every_statement(kind: str) -> None:
    found = [one for module in LEDGERS[kind] for one in statements(module)]
    assert len(found) >= 20
    assert {name: unscoped(sql) for name, sql in found if name not in OF_ALL_TEAMS and unscoped(sql)} == {}


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_ledger_has_no_sql_but_its_constants(kind: str) -> None:
    trees = [ast.parse(inspect.getsource(module)) for module in LEDGERS[kind]]
    parts = [part for tree in trees for part in ast.walk(tree)]
    inside = [one for part in parts if isinstance(part, FUNCTIONS) for one in ast.walk(part)]
    texts = [one.value for one in inside if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    assert [one for one in texts if VERB.search(one)] == ["SELECT 1 FROM intake LIMIT 1"] * (kind == "sqlite")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM outbox WHERE intake = ? AND number = ?",
        "DELETE FROM outbox WHERE team = ? AND intake IN (SELECT id FROM intake WHERE id = ?)",
        "WITH one AS (SELECT 1 FROM intake WHERE id = $2) UPDATE outbox SET at = 1 WHERE team = $1",
        "UPDATE sessions SET team = ? WHERE dialog = ?",
        "DELETE FROM intake WHERE team = ? OR id = ?",
        "INSERT INTO seen (key, seen_at) VALUES (?, ?)",
        "DELETE FROM intake WHERE team <> ?",
    ],
)
def test_a_statement_that_forgets_the_team_would_be_found(sql: str) -> None:
    assert unscoped(sql)


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

    def __init__(self, store: Store, ledger: Ledger, seed: int, teams: int = 50) -> None:
        self.store, self.ledger = store, ledger
        self.model, self.dice, self.teams, self.works = Model(), random.Random(seed), teams, 0

    async def operate(self) -> None:
        dice = self.dice
        self.team, self.user = f"T{dice.randrange(self.teams)}", f"U{dice.randrange(3)}"
        self.at = Address(self.team, self.user, f"C{dice.randrange(2)}")
        self.place = (self.team, self.user, self.at.dialog)
        ways = [self.save, self.load, self.claim, self.rate, self.ratings, self.erase, self.leave]
        await dice.choices(ways, [8, 8, 6, 4, 4, 1, 0.2])[0]()

    async def save(self) -> None:
        model, mark = self.model, f"{self.team}:{self.dice.random()}"
        session = Session((Exchange(mark, "program", (), (0,)),))
        await self.commit(Change(self.at, session, model.versions.get(self.place, 0)))
        version = model.versions.get(self.place, 0)
        model.versions[self.place], model.marks[self.place] = version + 1, mark

    async def load(self) -> None:
        found = await self.ledger.load(self.at)
        assert found.version == self.model.versions.get(self.place, 0)
        mark = self.model.marks.get(self.place)
        assert [one.intent for one in found.session.exchanges] == ([mark] if mark else [])

    async def claim(self) -> None:
        key = f"event:{self.dice.randrange(20)}"
        work = Work(self.team, key, self.user, "dm", self.team, time.time())
        assert await self.ledger.take_in(work, [key]) == ((self.team, key) not in self.model.keys)
        self.model.keys.add((self.team, key))
        pending = await self.ledger.fetch(self.team, key)
        assert pending is None or pending.work.payload == self.team

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
        await self.commit(Change(self.at, None, 0, erase=True))
        self.model.drop(self.team, self.user)

    async def commit(self, change: Change) -> None:
        """A question that is answered at once, its letter sent."""
        self.works += 1
        work = Work(self.team, f"work:{self.works}", self.user, "dm", "sealed", time.time())
        assert await self.ledger.take_in(work, [])
        assert await self.ledger.commit(work, change, [self.team]) is Committed.SAVED
        pending = await self.ledger.fetch(self.team, work.id)
        assert pending
        assert [one.payload for one in pending.letters] == [self.team]
        assert not await self.ledger.sent(work, 1, None)

    async def leave(self) -> None:
        await self.store.erase_team(self.team, datetime.now(UTC))
        self.model.drop(self.team)


async def test_32_nothing_crosses_between_fifty_teams(store: Store, database_url: str) -> None:
    await run(store, database_url, operations=1_000, seed=4)


@pytest.mark.slow
async def test_32_nothing_crosses_in_a_hundred_thousand_operations(store: Store, database_url: str) -> None:
    await run(store, database_url, operations=100_000, seed=random.randrange(10**6))


async def run(store: Store, url: str, operations: int, seed: int) -> None:
    print(f"seed {seed}")
    ledger = build_ledger(parse_database_url(url), "me", lambda _: None)
    await ledger.open()
    teams = Teams(store, ledger, seed)
    for _ in range(operations):
        await teams.operate()
    await ledger.close()
