"""One contract for every database: what a store keeps, it keeps by team and person, and each key once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.advisor import Act, Address, Choice, Exchange, Session
from bot.storage import Rating, Store, migrate, open_engine, parse_database_url

ANA = Address("T1", "U1", "C1:1.1")
SAID = Session((Exchange("skills_needed", "program", ("B069",), (0, 1)),))


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    store = Store(engine)
    yield store
    await store.close()


async def test_a_new_conversation_is_empty(store: Store) -> None:
    found = await store.load(ANA)
    assert found.session == Session()
    assert found.version == 0


async def test_a_saved_session_comes_back_whole(store: Store) -> None:
    said = Session(SAID.exchanges, (Choice(Act.ASK, "industries", "both"),), confirming=True)
    assert await store.save(ANA, said, 0)
    found = await store.load(ANA)
    assert found.session == said
    assert found.version == 1


async def test_only_one_of_two_turns_saves_over_the_same_version(store: Store) -> None:
    assert await store.save(ANA, SAID, 0)
    assert not await store.save(ANA, Session(), 0)
    assert await store.save(ANA, Session(), 1)
    assert not await store.save(ANA, SAID, 1)
    assert (await store.load(ANA)).session == Session()


@pytest.mark.parametrize("other", [Address("T2", "U1", "C1:1.1"), Address("T1", "U2", "C1:1.1")])
async def test_another_team_or_person_sees_nothing(store: Store, other: Address) -> None:
    await store.save(ANA, SAID, 0)
    assert (await store.load(other)).session == Session()


async def test_an_arrival_is_claimed_once_under_any_of_its_keys(store: Store) -> None:
    assert await store.claim("T1", ["event:E1", "post:C1:1.1"])
    assert not await store.claim("T1", ["event:E2", "post:C1:1.1"])
    assert not await store.claim("T1", ["event:E1"])
    assert await store.claim("T1", ["event:E2"]), "a refused claim leaves no key behind"
    assert await store.claim("T2", ["event:E1"])


async def test_old_keys_are_forgotten(store: Store) -> None:
    await store.claim("T1", ["event:E1"])
    await store.forget_seen(datetime.now(UTC) + timedelta(days=1))
    assert not await store.claim("T1", ["event:E1"])
    await store.forget_seen(datetime.now(UTC) + timedelta(days=3))
    assert await store.claim("T1", ["event:E1"])


async def test_erasing_a_person_leaves_others(store: Store) -> None:
    other = Address("T1", "U2", ANA.dialog)
    for address in (ANA, other):
        await store.save(address, SAID, 0)
        await store.rate(Rating("T1", address.user, "C1:1.2", Choice(Act.ASK, "industries", "both"), True))
    await store.erase("T1", "U1")
    assert (await store.load(ANA)).version == 0
    assert (await store.load(other)).session == SAID


async def test_a_rating_can_be_changed(store: Store) -> None:
    about = Choice(Act.ASK, "industries", "both")
    await store.rate(Rating("T1", "U1", "C1:1.2", about, True))
    await store.rate(Rating("T1", "U1", "C1:1.2", about, False))
    assert await store.ratings("T1") == [Rating("T1", "U1", "C1:1.2", about, False)]
    assert await store.ratings("T2") == []


async def test_check_raises_without_the_tables(database_url: str) -> None:
    store = Store(open_engine(parse_database_url(database_url)))
    with pytest.raises(Exception, match="sessions"):
        await store.check()
    await store.close()


async def test_migrating_twice_changes_nothing(store: Store, database_url: str) -> None:
    engine = open_engine(parse_database_url(database_url))
    await store.save(ANA, SAID, 0)
    await migrate(engine)
    await engine.dispose()
    assert (await store.load(ANA)).session == SAID
    await store.check()
