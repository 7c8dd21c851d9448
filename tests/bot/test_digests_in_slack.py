"""Weekly digests as a person meets them: real Bolt, the local Slack, and a clock that the test moves."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import WhichPM
from bot.jobs import desk, digests
from bot.jobs.work import Work
from bot.playground import Fault, LocalSlack, Message, Person
from bot.storage import Digest, Store, Wishes
from tests.bot.test_fit_in_slack import last_dm
from tests.bot.test_home_in_slack import answer, home_with, open_home, words

WEEK, MINUTES = timedelta(weeks=1), timedelta(minutes=3)
TITLE = "Your week with the two roles"


@pytest.fixture
def transport() -> str:
    return "http"


class Week:
    """The app's clock, which only the test moves, and its five-minute schedule."""

    def __init__(self, app: WhichPM, slack: LocalSlack, store: Store, patch: pytest.MonkeyPatch) -> None:
        assert isinstance(app._work, Work)
        (self._scan,) = [one for one in app._work.engine._schedules if one.name == digests.KIND]
        self._slack, self._patch, self.wishes = slack, patch, Wishes(store._engine)

    async def turn_on(self, person: Person, said: str = "send me a weekly digest on friday at 5pm") -> Digest:
        await person.dm(said)
        await last_dm(self._slack, person, "your digest comes on")
        digest = await self.wishes.digest(self._slack.workspace.team_id, person.id)
        assert digest
        return digest

    async def scan_at(self, now: datetime) -> None:
        for module in (digests, desk):
            self._patch.setattr(module, "utc_now", lambda: now)
        await self._scan.run(now)
        await self._slack.settle(quiet=1.0)


@pytest.fixture
def week(app: WhichPM, slack: LocalSlack, store: Store, monkeypatch: pytest.MonkeyPatch) -> Week:
    return Week(app, slack, store, monkeypatch)


def digests_of(person: Person) -> list[Message]:
    return [one for one in person.direct_messages() if one.text.startswith(TITLE)]


async def ask(slack: LocalSlack, person: Person) -> None:
    await person.dm("what skills does a program manager need?")
    await answer(slack, person, "Sources:")


async def test_it_comes_at_the_hour_of_the_persons_clock_once_a_week(slack: LocalSlack, week: Week) -> None:
    ana = slack.person("ana")
    await ask(slack, ana)
    due = (await week.turn_on(ana)).due_at
    there = due.astimezone(ZoneInfo("Europe/Berlin"))
    assert (there.weekday(), there.hour, there.minute) == (4, 17, 0)
    await week.scan_at(due - MINUTES)
    assert digests_of(ana) == []
    for late in (MINUTES, 2 * MINUTES, 3 * MINUTES):
        await week.scan_at(due + late)
    (digest,) = digests_of(ana)
    assert "\nSkills\n" in digest.text
    assert digest.text.count("Worth reading next:") == 1
    assert slack.person("ben").direct_messages() == []


async def test_with_nothing_to_say_nothing_is_sent(slack: LocalSlack, week: Week) -> None:
    ana = slack.person("ana")
    await ask(slack, ana)
    due = (await week.turn_on(ana)).due_at
    await week.scan_at(due + MINUTES)
    await week.scan_at(due + WEEK + MINUTES)
    assert len(digests_of(ana)) == 1


async def test_stop_in_the_message_ends_it(slack: LocalSlack, week: Week) -> None:
    ana = slack.person("ana")
    await ask(slack, ana)
    due = (await week.turn_on(ana)).due_at
    assert 'Say "stop" to end it.' in (await last_dm(slack, ana, "your digest comes on")).text
    await ana.dm("stop")
    await last_dm(slack, ana, "will not send you a digest")
    await week.scan_at(due + MINUTES)
    assert digests_of(ana) == []


@pytest.mark.parametrize("code", ["user_not_found", "user_disabled", "messages_tab_disabled"])
async def test_an_error_that_means_the_person_is_gone_turns_it_off(
    code: str, slack: LocalSlack, week: Week
) -> None:
    ana = slack.person("ana")
    await ask(slack, ana)
    digest = await week.turn_on(ana)
    slack.fail("chat.postMessage", Fault.refusal(code))
    await week.scan_at(digest.due_at + MINUTES)
    assert await week.wishes.digest(digest.team, ana.id) is None
    await week.scan_at(digest.due_at + WEEK + MINUTES)
    assert digests_of(ana) == []


async def test_a_slack_that_breaks_for_a_moment_leaves_it_on_and_comes_to_one(
    slack: LocalSlack, week: Week
) -> None:
    ana = slack.person("ana")
    await ask(slack, ana)
    digest = await week.turn_on(ana)
    slack.fail("chat.postMessage", Fault.connection_reset("after"))
    await week.scan_at(digest.due_at + MINUTES)
    await slack.settle(quiet=3.0)  # it is looked for after two seconds
    assert await week.wishes.digest(digest.team, ana.id) is not None
    assert len(digests_of(ana)) == 1


async def test_without_a_time_zone_it_is_utc_and_that_is_said(slack: LocalSlack, week: Week) -> None:
    ana = slack.person("ana")
    slack.fail("users.info", Fault.refusal("missing_scope"), times=None)
    digest = await week.turn_on(ana)
    assert (digest.zone, digest.due_at.weekday(), digest.due_at.hour) == ("UTC", 4, 17)
    assert "so the hour is UTC" in (await last_dm(slack, ana, "your digest comes on")).text
    await open_home(slack, ana)
    await home_with(slack, ana, lambda one: "I use UTC, because" in words(one))


async def test_who_travels_gets_it_by_the_clock_there(slack: LocalSlack, week: Week) -> None:
    ana = slack.person("ana")
    await ask(slack, ana)
    due = (await week.turn_on(ana)).due_at
    users = slack.workspace.users
    users[ana.id] = replace(users[ana.id], tz="Europe/Lisbon")
    await week.scan_at(due + MINUTES)
    assert digests_of(ana) == []
    await week.scan_at(due + WEEK + timedelta(hours=1) + MINUTES)
    moved = await week.wishes.digest(slack.workspace.team_id, ana.id)
    assert moved
    assert moved.zone == "Europe/Lisbon"
