"""What channels chose: by team and channel, believed for some seconds, gone with the team."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor.rules import Hours, Rules
from bot.storage import Channels, Store
from bot.storage import channels as module

CHOSEN = Rules(True, True, Hours(18, 8, "Europe/Berlin"))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_what_was_chosen_is_read_again_for_this_channel_of_this_team_alone(
    database: AsyncEngine,
) -> None:
    channels = Channels(database)
    await channels.change("T1", "C1", Rules(), CHOSEN)
    assert await channels.rules("T1", "C1") == CHOSEN
    assert await channels.rules("T1", "C2") == await channels.rules("T2", "C1") == Rules()


async def test_of_two_changes_at_once_neither_is_lost(database: AsyncEngine) -> None:
    channels = Channels(database)
    await channels.change("T1", "C1", Rules(), Rules(plain=True))
    await channels.change("T1", "C1", Rules(), Rules(follow=True))
    assert await channels.rules("T1", "C1") == Rules(True, True)
    await channels.change("T1", "C1", CHOSEN, Rules(True, True))
    assert (await channels.rules("T1", "C1")).quiet is None


async def test_it_is_believed_for_some_seconds_and_a_change_of_ones_own_at_once(
    database: AsyncEngine,
) -> None:
    clock = Clock()
    channels, elsewhere = Channels(database, clock), Channels(database)
    assert await channels.recent("T1", "C1") == Rules()
    await elsewhere.change("T1", "C1", Rules(), CHOSEN)
    assert await channels.recent("T1", "C1") == Rules()
    clock.now = module.BELIEVED_SECONDS
    assert await channels.recent("T1", "C1") == CHOSEN
    await channels.change("T1", "C1", CHOSEN, Rules())
    assert await channels.recent("T1", "C1") == Rules()


async def test_no_more_channels_are_remembered_than_fit(database: AsyncEngine) -> None:
    channels = Channels(database)
    channels._believed = {("T1", f"C{number}"): (Rules(), 1e12) for number in range(module.REMEMBERED)}
    await channels.recent("T2", "C1")
    assert list(channels._believed) == [("T2", "C1")]


async def test_it_goes_with_the_team(database: AsyncEngine) -> None:
    channels = Channels(database)
    for team in ("T1", "T2"):
        await channels.change(team, "C1", Rules(), CHOSEN)
    await Store(database).erase_team("T1", datetime.now(UTC) + timedelta(seconds=5))
    assert await channels.rules("T1", "C1") == Rules()
    assert await channels.rules("T2", "C1") == CHOSEN
