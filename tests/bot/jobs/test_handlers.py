"""What the jobs do: summaries by scope, digests by week, ends by word or by Slack, erasure and retention."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Address, Home, Note, Part
from bot.advisor.summary import Past, Scope, SummaryWriter
from bot.jobs import digests, keeping
from bot.jobs.desk import Desk
from bot.jobs.digests import DigestJobs, DigestScan, DigestZones
from bot.jobs.homes import Homes
from bot.jobs.job import Job, Later
from bot.jobs.keeping import Purge, Retention
from bot.jobs.post import Fate, Result
from bot.jobs.sender import Sender
from bot.jobs.summaries import SummaryJobs, summary_job
from bot.storage import Digest, Erasures, People, Posts, Store, Wishes
from knowledge import Knowledge
from tests.bot.jobs.conftest import FakePost
from tests.histories import FilledHistory

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ANA = Address("T1", "U1", "D1")


class FakeJobs:
    """Remembers what was started."""

    def __init__(self) -> None:
        self.started: dict[str, Job] = {}
        self.erased: list[tuple[str, str | None]] = []
        self.forgotten: list[tuple[str, str]] = []

    async def start(self, job: Job, after: float = 0.0) -> None:
        self.started.setdefault(job.id, job)

    async def erase(self, team: str, user: str | None = None, until: datetime | None = None) -> None:
        assert until is not None, "what is asked for since would go too"
        self.erased.append((team, user))

    async def forget(self, team: str, user: str) -> None:
        self.forgotten.append((team, user))


async def no_result(_: str, __: str) -> tuple[Part, ...]:
    return ()


async def a_result(_: str, __: str) -> tuple[Part, ...]:
    return (Note("your last result"),)


class Room:
    """Everything that handlers need, on one database."""

    def __init__(self, database: AsyncEngine, knowledge: Knowledge, sender: Sender, post: FakePost) -> None:
        self.history, self.wishes, self.post, self.jobs = (
            FilledHistory(database),
            Wishes(database),
            post,
            FakeJobs(),
        )
        self.erasures, self.posts = Erasures(database), Posts(database)
        writer = SummaryWriter(knowledge, {})
        self.summary = SummaryJobs(
            writer, knowledge.summaries, self.history, self.wishes, sender, post, no_result
        )
        self.with_result = SummaryJobs(
            writer, knowledge.summaries, self.history, self.wishes, sender, post, a_result
        )
        self.zones = DigestZones(self.wishes, post, self.jobs)
        self.digest = DigestJobs(writer, self.history, self.wishes, sender, self.zones)
        self.scan = DigestScan(self.wishes, self.jobs)
        homes = Homes(Home(knowledge, {}, None), People(database), self.wishes, post)
        self.desk = Desk(knowledge.summaries, self.wishes, sender, post, self.jobs, homes)
        self.purge = Purge(self.erasures, self.jobs)

    async def ask(self, intent: str, at: datetime, dialog: str = "D1") -> None:
        address = Address("T1", "U1", dialog)
        past = Past(intent, "product", dialog=dialog, at=at.timestamp())
        await self.history.add(address, f"{intent}{at}", [past])


@pytest.fixture
def room(database: AsyncEngine, knowledge: Knowledge, sender: Sender, post: FakePost) -> Room:
    return Room(database, knowledge, sender, post)


def ask_for(scope: Scope, at: datetime = MONDAY, key: str = "E1", as_file: bool = False) -> Job:
    return summary_job("T1", "U1", key, at.timestamp(), scope, "D1", as_file)


SCOPES = {
    Scope.LAST: {"Skills"},
    Scope.TODAY: {"Skills", "What the role does"},
    Scope.CONVERSATION: {"Skills", "Industries"},
    Scope.WEEK: {"Skills", "What the role does", "Industries"},
    Scope.EVERYTHING: {"Skills", "What the role does", "Industries", "What the role is"},
}


@pytest.mark.parametrize("scope", SCOPES)
async def test_the_scope_chooses_what_is_summarised(scope: Scope, room: Room) -> None:
    await room.ask("define_role", MONDAY - 10 * DAY, "C1")
    await room.ask("industries", MONDAY - DAY)
    await room.ask("responsibilities", MONDAY - timedelta(hours=2), "C1")
    await room.ask("skills_needed", MONDAY - timedelta(hours=1))
    await room.ask("job_titles", MONDAY + timedelta(hours=1))
    await room.summary.handle(ask_for(scope))
    (text,) = room.post.texts
    titles = {"Skills", "What the role does", "Industries", "What the role is", "Job titles"}
    assert {title for title in titles if f"\n{title}\n" in text} == SCOPES[scope]


async def test_since_the_last_summary_begins_anew_with_each(room: Room) -> None:
    await room.ask("industries", MONDAY)
    await room.summary.handle(ask_for(Scope.SINCE, MONDAY + DAY))
    await room.ask("skills_needed", MONDAY + 2 * DAY)
    await room.summary.handle(ask_for(Scope.SINCE, MONDAY + 3 * DAY, "E2"))
    await room.summary.handle(ask_for(Scope.SINCE, MONDAY + 4 * DAY, "E3"))
    first, second, third = room.post.texts
    assert "Industries" in first
    assert "\nIndustries\n" not in second
    assert "\nSkills\n" in second
    assert third.startswith("You asked nothing new")


async def test_a_summary_of_nothing_says_so(room: Room) -> None:
    await room.summary.handle(ask_for(Scope.SINCE))
    assert room.post.texts[0].startswith("There is nothing to send yet.")


async def test_the_last_result_is_part_of_it(room: Room) -> None:
    await room.ask("industries", MONDAY)
    await room.with_result.handle(ask_for(Scope.TODAY))
    await room.with_result.handle(ask_for(Scope.LAST, key="E2"))
    assert ["your last result" in text for text in room.post.texts] == [True, False]


async def test_a_file_comes_with_it_by_word_or_by_setting(room: Room) -> None:
    await room.ask("industries", MONDAY)
    await room.summary.handle(ask_for(Scope.LAST, as_file=True))
    await room.wishes.set_file("T1", "U1", True, MONDAY)
    await room.summary.handle(ask_for(Scope.LAST, key="E2"))
    files = [what for _, _, what, _ in room.post.shown if hasattr(what, "content")]
    assert [file.name for file in files] == ["whichpm-summary-2026-01-05.md"] * 2
    assert files[0].content.startswith("# Your summary\n")


async def test_a_summary_that_is_repeated_is_seen_once(room: Room) -> None:
    await room.ask("industries", MONDAY)
    for _ in range(3):
        await room.summary.handle(ask_for(Scope.LAST, as_file=True))
    assert len(room.post.shown) == 2


async def test_a_digest_is_wished_for_in_the_persons_own_time(room: Room) -> None:
    await room.desk.start_digest(Job("digest_on", "T1", "U1", "E1", details=("4", "17")))
    digest = await room.wishes.digest("T1", "U1")
    assert digest
    assert (digest.zone, digest.weekday, digest.hour) == ("Europe/Berlin", 4, 17)
    assert "on Friday at 17:00 (Europe/Berlin)" in room.post.texts[0]


@pytest.mark.parametrize("zone", [None, "Mars/Base"])
async def test_without_a_zone_it_is_utc_and_said(zone: str | None, room: Room) -> None:
    room.post.zone_name = zone
    await room.desk.start_digest(Job("digest_on", "T1", "U1", "E1", details=("4", "17")))
    await room.desk.stop_digest(Job("digest_off", "T1", "U1", "E2"))
    await room.desk.stop_digest(Job("digest_off", "T1", "U1", "E3"))
    await room.desk.stop_digest(Job("digest_off", "T1", "U1", "E4", details=("quiet",)))
    on, off, was_off = room.post.texts
    assert "on Friday at 17:00 (UTC)" in on
    assert "so the hour is UTC" in on
    assert off.startswith("Done. I will not send")
    assert was_off == "There was no digest to stop."


@pytest.fixture
def at_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "utc_now", lambda: MONDAY + timedelta(minutes=3))


async def due(room: Room, weeks_ago: int = 0) -> None:
    at = MONDAY - weeks_ago * 7 * DAY
    await room.wishes.set_digest(Digest("T1", "U1", 0, 9, "UTC", at), MONDAY)


@pytest.mark.usefixtures("at_monday")
async def test_what_is_due_is_started_once_and_moved_on(room: Room) -> None:
    await due(room)
    for _ in range(2):
        await room.scan.run(MONDAY)
    assert list(room.jobs.started) == ["T1:U1:digest:2026-W02", "T1:U1:digest_zone:20260112T0900"]
    digest = await room.wishes.digest("T1", "U1")
    assert digest
    assert digest.due_at == MONDAY + 7 * DAY


@pytest.mark.usefixtures("at_monday")
async def test_each_week_missed_in_an_outage_is_made_up_for(room: Room) -> None:
    await due(room, weeks_ago=2)
    await room.scan.run(MONDAY)
    weeks = [job.key for job in room.jobs.started.values() if job.kind == "digest"]
    assert weeks == ["2025-W52", "2026-W01", "2026-W02"]


async def test_a_digest_has_its_own_week_and_comes_once(room: Room) -> None:
    await due(room)
    await room.ask("industries", MONDAY - 8 * DAY)
    await room.ask("skills_needed", MONDAY - 2 * DAY)
    await room.ask("define_role", MONDAY + DAY)
    for _ in range(2):
        await room.digest.handle(Job("digest", "T1", "U1", "2026-W02", MONDAY.timestamp()))
    (text,) = room.post.texts
    assert "\nSkills\n" in text
    assert "\nIndustries\n" not in text
    assert "\nWhat the role is\n" not in text
    assert "Worth reading next:" in text


NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"


async def berlin(room: Room) -> Digest:
    """Monday at 9 in Berlin."""
    digest = Digest("T1", "U1", 0, 9, "Europe/Berlin", MONDAY - timedelta(hours=1))
    await room.wishes.set_digest(digest, MONDAY - DAY)
    return digest


@pytest.mark.parametrize(("zone", "hours"), [(NEW_YORK, 5), (TOKYO, -9), ("Mars/Base", -1), (None, -1)])
async def test_before_it_is_due_it_follows_the_person(zone: str | None, hours: int, room: Room) -> None:
    digest = await berlin(room)
    room.post.zone_name = zone
    await room.zones.handle(Job("digest_zone", "T1", "U1", f"{digest.due_at:%Y%m%dT%H%M}"))
    moved = await room.wishes.digest("T1", "U1")
    assert moved
    assert moved.due_at == MONDAY + timedelta(hours=hours)
    assert moved.zone == (zone if zone in {NEW_YORK, TOKYO} else "Europe/Berlin")


async def test_a_look_for_another_week_changes_nothing(room: Room) -> None:
    digest = await berlin(room)
    room.post.zone_name = TOKYO
    await room.zones.handle(Job("digest_zone", "T1", "U1", "20251229T0800"))
    assert await room.wishes.digest("T1", "U1") == digest


async def test_who_travelled_west_gets_it_at_the_hour_there(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = await berlin(room)
    await room.ask("skills_needed", digest.due_at + timedelta(hours=2))
    room.post.zone_name, job = NEW_YORK, Job("digest", "T1", "U1", "2026-W02", digest.due_at.timestamp())
    monkeypatch.setattr(digests, "utc_now", lambda: digest.due_at)
    for _ in range(2):
        assert await room.digest.handle(job) == Later(6 * 3600)
    monkeypatch.setattr(digests, "utc_now", lambda: digest.due_at + timedelta(hours=6))
    assert await room.digest.handle(job) is None
    assert len(room.post.shown) == 1


async def test_a_wish_from_the_home_tab_is_told_there_alone(room: Room) -> None:
    await room.desk.start_digest(Job("digest_on", "T1", "U1", "E1", details=("", "", "home")))
    await room.desk.start_digest(Job("digest_on", "T1", "U1", "E2", details=("4", "", "home")))
    await room.desk.start_digest(Job("digest_on", "T1", "U1", "E3", details=("", "17", "home")))
    await room.desk.set_files(Job("files", "T1", "U1", "E4", details=("on",)))
    assert room.post.shown == []
    assert "Friday at 17:00, time zone Europe/Berlin" in room.post.homes[-1]
    assert "Without the file" in room.post.homes[-1]
    assert [job.kind for job in room.jobs.started.values()] == ["digest_zone"] * 3


async def test_a_week_without_questions_has_no_digest(room: Room) -> None:
    await due(room)
    await room.digest.handle(Job("digest", "T1", "U1", "2026-W02", MONDAY.timestamp()))
    assert room.post.shown == []


async def test_a_digest_that_was_ended_does_not_come(room: Room) -> None:
    await room.ask("skills_needed", MONDAY - DAY)
    await room.digest.handle(Job("digest", "T1", "U1", "2026-W02", MONDAY.timestamp()))
    assert room.post.shown == []


@pytest.mark.parametrize(("fate", "stays"), [(Fate.GONE, False), (Fate.REFUSED, True), (Fate.SENT, True)])
async def test_a_person_who_is_gone_gets_no_more_digests(fate: Fate, stays: bool, room: Room) -> None:
    await due(room)
    await room.ask("skills_needed", MONDAY - DAY)
    room.post.results = [Result(fate, "user_not_found")]
    await room.digest.handle(Job("digest", "T1", "U1", "2026-W02", MONDAY.timestamp()))
    assert bool(await room.wishes.digest("T1", "U1")) is stays


async def test_a_digest_waits_while_slack_says_so(room: Room) -> None:
    await due(room)
    await room.ask("skills_needed", MONDAY - DAY)
    room.post.results = [Result(Fate.TOO_FAST, seconds=7)]
    assert await room.digest.handle(Job("digest", "T1", "U1", "W", MONDAY.timestamp())) == Later(7)


async def test_erasing_stops_what_was_asked_before(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    await room.ask("industries", MONDAY)
    await room.purge.want("T1", "U1")
    assert room.jobs.erased == [("T1", "U1")]
    handle = room.purge.guard(room.summary.handle)
    await handle(ask_for(Scope.SINCE))
    assert room.post.shown == []
    await handle(ask_for(Scope.SINCE, datetime.now(UTC) + DAY, "E2"))
    assert len(room.post.shown) == 1
    monkeypatch.setattr(keeping, "GRACE", timedelta(0))
    await room.purge.run()
    assert await room.erasures.pending() == []
    assert room.jobs.forgotten == [("T1", "U1")]


async def test_retention_is_told_in_one_line(
    room: Room, database: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    await room.ask("industries", datetime.now(UTC) - 181 * DAY)
    await room.ask("industries", datetime.now(UTC) - 179 * DAY)

    async def forget_ended(_: datetime) -> int:
        return 4

    with caplog.at_level("INFO"):
        await Retention(room.erasures, Store(database), forget_ended, 180).run(MONDAY)
    (line,) = [one for one in caplog.records if one.msg == "retention"]
    assert (line.count, line.tables) == (5, "cards=0,feedback=0,history=1,jobs=4,posts=0,sessions=0")
