"""What jobs keep, one contract for both databases: history, wishes, posts, erasures, workers."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Act, Address, Choice, Person
from bot.advisor.summary import OUTSIDE, Past
from bot.storage import (
    Digest,
    Erasures,
    GapCount,
    Holdings,
    People,
    Posts,
    PostStep,
    Preferences,
    Rating,
    Store,
    Wishes,
    Workers,
)
from tests.histories import FilledHistory

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=400)
HOUR = timedelta(hours=1)
ANA, BEN = Address("T1", "U1", "D1"), Address("T1", "U2", "D2")


@pytest.fixture
def history(database: AsyncEngine) -> FilledHistory:
    return FilledHistory(database)


def asked(intent: str, at: datetime = NOON, gap: str = "", dialog: str = "D1") -> Past:
    return Past(intent, "product", ("A001", "A002"), gap, dialog, at.timestamp())


async def test_history_comes_back_whole_and_in_order(history: FilledHistory) -> None:
    pasts = [asked("industries", NOON + HOUR), asked("define_role", NOON + HOUR)]
    await history.add(ANA, "E2", pasts)
    await history.add(ANA, "E1", [asked("skills_needed")])
    assert await history.since("T1", "U1", NOON) == [asked("skills_needed"), *pasts]
    assert await history.since("T1", "U1", NOON + HOUR) == pasts
    assert await history.last("T1", "U1", LATER) == pasts


async def test_history_can_be_that_of_one_conversation(history: FilledHistory) -> None:
    await history.add(ANA, "E1", [asked("skills_needed")])
    other = Address("T1", "U1", "C1:1.1")
    await history.add(other, "E2", [asked("industries", NOON + HOUR, dialog="C1:1.1")])
    assert [one.intent for one in await history.since("T1", "U1", NOON, "D1")] == ["skills_needed"]
    assert [one.intent for one in await history.last("T1", "U1", LATER, "D1")] == ["skills_needed"]
    assert await history.last("T1", "U1", LATER, "D9") == []
    assert await history.last("T1", "U1", NOON - HOUR) == []


async def test_others_see_nothing_of_it(history: FilledHistory) -> None:
    await history.add(ANA, "E1", [asked("skills_needed")])
    assert await history.since("T1", "U2", NOON) == []
    assert await history.since("T2", "U1", NOON) == []


async def test_gaps_are_counted_without_names(history: FilledHistory, database: AsyncEngine) -> None:
    for number, address in enumerate([ANA, BEN, BEN]):
        await history.add(address, f"E{number}", [asked("salary_outlook", gap="ab12"), asked("industries")])
    await history.add(BEN, "E9", [asked("out_of_scope", gap=OUTSIDE)])
    assert await history.gaps() == [
        GapCount("salary_outlook", "product", "ab12", 3),
        GapCount("out_of_scope", "product", OUTSIDE, 1),
    ]
    assert await history.asked() == [GapCount("industries", "product", "", 3)]
    await Store(database).rate(Rating("T1", "U1", "m", Choice(Act.ASK, "industries", "both"), good=False))
    assert await history.disliked() == [GapCount("industries", "both", "", 1)]


async def test_a_digest_is_due_until_it_is_moved(database: AsyncEngine) -> None:
    wishes = Wishes(database)
    digest = Digest("T1", "U1", 0, 9, "Asia/Kathmandu", NOON)
    await wishes.set_digest(digest, NOON)
    assert await wishes.due(NOON - HOUR, 9) == []
    assert await wishes.due(NOON, 9) == [digest]
    assert await wishes.move(digest, NOON + HOUR)
    assert not await wishes.move(digest, NOON + 2 * HOUR), "another worker was faster"
    assert await wishes.due(NOON, 9) == []
    assert (await wishes.digest("T1", "U1")) == Digest("T1", "U1", 0, 9, "Asia/Kathmandu", NOON + HOUR)


async def test_a_digest_can_be_changed_and_ended(database: AsyncEngine) -> None:
    wishes = Wishes(database)
    await wishes.set_digest(Digest("T1", "U1", 0, 9, "UTC", NOON), NOON)
    await wishes.set_digest(Digest("T1", "U1", 4, 17, "UTC", NOON), NOON)
    assert (await wishes.digest("T1", "U1")) == Digest("T1", "U1", 4, 17, "UTC", NOON)
    assert await wishes.end_digest("T1", "U1")
    assert not await wishes.end_digest("T1", "U1")
    assert await wishes.digest("T1", "U1") is None


async def test_preferences_are_kept_apart(database: AsyncEngine) -> None:
    wishes = Wishes(database)
    assert await wishes.preferences("T1", "U1") == Preferences()
    await wishes.summarised("T1", "U1", NOON)
    await wishes.set_file("T1", "U1", True, NOON)
    await wishes.summarised("T1", "U1", NOON + HOUR)
    assert await wishes.preferences("T1", "U1") == Preferences(True, NOON + HOUR)
    assert await wishes.preferences("T1", "U2") == Preferences()


async def test_a_post_is_noted_before_it_leaves(database: AsyncEngine) -> None:
    posts = Posts(database)
    assert not (await posts.begin("T1", "U1", "k", NOON)).again
    noted = await posts.begin("T1", "U1", "k", NOON + HOUR)
    assert (noted.step, noted.at, noted.again) == (PostStep.SENDING, NOON, True)
    assert await posts.done("T1", "k")
    assert (await posts.begin("T1", "U1", "k", NOON)).step is PostStep.DONE
    await posts.forget("T1", "k")
    assert not await posts.again("T1", "k", NOON)


async def test_erasing_a_person_leaves_others_and_what_came_later(database: AsyncEngine) -> None:
    history, erasures = FilledHistory(database), Erasures(database)
    await history.add(ANA, "E1", [asked("skills_needed")])
    await history.add(BEN, "E2", [asked("skills_needed", dialog="D2")])
    await Wishes(database).set_digest(Digest("T1", "U1", 0, 9, "UTC", NOON), NOON)
    await Posts(database).begin("T1", "U1", "k", NOON)
    await Store(database).rate(Rating("T1", "U1", "m", Choice(Act.ASK, "industries", "both"), good=True))
    later = datetime.now(UTC) + HOUR
    await history.add(ANA, "E3", [asked("industries", later + HOUR)])
    await erasures.note("T1", "U1", later)
    (one,) = await erasures.pending()
    await erasures.erase(one)
    assert [past.intent for past in await history.since("T1", "U1", NOON)] == ["industries"]
    assert len(await history.since("T1", "U2", NOON)) == 1
    assert await Wishes(database).digest("T1", "U1") is None
    assert await Store(database).ratings("T1") == []
    assert not await Posts(database).done("T1", "k")
    await erasures.close(one)
    assert await erasures.since("T1", "U1") is None


async def test_what_is_too_old_is_removed_and_counted(database: AsyncEngine) -> None:
    history, erasures = FilledHistory(database), Erasures(database)
    await history.add(ANA, "E1", [asked("skills_needed", NOON - HOUR)])
    await history.add(BEN, "E2", [asked("skills_needed", NOON + HOUR)])
    removed = await erasures.forget_before(NOON)
    assert removed == {"sessions": 0, "feedback": 0, "history": 1, "posts": 0, "cards": 0}
    assert len(await history.since("T1", "U2", NOON)) == 1


async def test_a_worker_is_silent_when_its_beat_is_old(database: AsyncEngine) -> None:
    workers = Workers(database)
    await workers.beat("a", NOON)
    await workers.beat("b", NOON + HOUR)
    assert await workers.silent(NOON + HOUR, HOUR / 2) == ["a"]
    await workers.beat("a", NOON + HOUR)
    assert await workers.silent(NOON + HOUR, HOUR / 2) == []
    await workers.leave("a")
    assert await workers.silent(NOON + 3 * HOUR, HOUR) == ["b"]


async def test_every_row_of_a_person_can_be_written_down_and_none_of_others(database: AsyncEngine) -> None:
    for address in (ANA, BEN):
        await FilledHistory(database).add(address, "E1", [asked("skills_needed")])
        await Wishes(database).set_file("T1", address.user, True, NOON)
    await Posts(database).begin("T1", "U1", "k", NOON)
    held = await Holdings(database).of("T1", "U1")
    assert set(held) == {"history", "posts", "preferences"}
    assert {row["user"] for rows in held.values() for row in rows} == {"U1"}
    assert str(held["posts"][0]["at"]).startswith("2026-01-05T12:00")
    assert await Holdings(database).of("T2", "U1") == {}


async def test_of_a_stranger_nothing_is_remembered(database: AsyncEngine) -> None:
    assert await People(database).person("T1", "U1") == Person()
