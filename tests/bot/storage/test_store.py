"""What is kept beside the ledger: ratings by team and person, and nothing for longer than it matters."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import insert

from bot.advisor import Act, Choice
from bot.storage import Rating, Store, migrate, open_engine, parse_database_url
from bot.storage.tables import sessions

ABOUT = Choice(Act.ASK, "industries", "both")


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    store = Store(engine)
    yield store
    await store.close()


async def test_a_rating_can_be_changed(store: Store) -> None:
    await store.rate(Rating("T1", "U1", "C1:1.2", ABOUT, True))
    await store.rate(Rating("T1", "U1", "C1:1.2", ABOUT, False))
    assert await store.ratings("T1") == [Rating("T1", "U1", "C1:1.2", ABOUT, False)]
    assert await store.ratings("T2") == []


async def test_check_raises_without_the_tables(database_url: str) -> None:
    store = Store(open_engine(parse_database_url(database_url)))
    with pytest.raises(Exception, match="sessions"):
        await store.check()
    await store.close()


async def test_migrating_twice_changes_nothing(store: Store, database_url: str) -> None:
    engine = open_engine(parse_database_url(database_url))
    await store.rate(Rating("T1", "U1", "C1:1.2", ABOUT, True))
    await migrate(engine)
    await engine.dispose()
    assert len(await store.ratings("T1")) == 1
    await store.check()


async def test_somebody_is_known_by_any_conversation_of_theirs(store: Store, database_url: str) -> None:
    assert not await store.knows("T1", "U1")
    engine = open_engine(parse_database_url(database_url))
    row = {"team": "T1", "user": "U1", "dialog": "C1:1.2", "version": 1, "state": "{}"}
    async with engine.begin() as connection:
        await connection.execute(insert(sessions).values(**row, updated_at=datetime.now(UTC)))
    await engine.dispose()
    assert await store.knows("T1", "U1")
    assert not await store.knows("T1", "U2")
    assert not await store.knows("T2", "U1")
