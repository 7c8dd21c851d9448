"""Two simulated years of the real scan and handlers: a digest in every zone, outages, people who travel."""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from bot.advisor import Heading, Reply
from bot.advisor.summary import Past
from bot.jobs import digests
from bot.jobs.digests import DigestJobs, DigestScan, DigestZones, look_ahead
from bot.jobs.job import Job, Later
from bot.jobs.post import Fate, Result
from bot.jobs.weekly import Due, moved, next_due
from bot.storage import Digest

START, END = datetime(2027, 1, 4, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
SCAN = timedelta(minutes=5)
ZONES = sorted(available_timezones() - {"localtime"})
# So long after a journey a digest may still come by the clock of before.
JOURNEY = digests.FURTHEST + timedelta(hours=1)


@dataclass
class World:
    """The clock, where people are, their wishes, the jobs in hand, and what was sent when."""

    now: datetime = START
    zones: dict[str, str] = field(default_factory=dict)
    travelled: dict[str, list[datetime]] = field(default_factory=dict)
    wishes: dict[str, Digest] = field(default_factory=dict)
    dues: list[tuple[datetime, str]] = field(default_factory=list)
    started: set[str] = field(default_factory=set)
    waiting: list[tuple[datetime, str, Job]] = field(default_factory=list)
    sent: dict[str, list[tuple[str, datetime]]] = field(default_factory=dict)

    # As wishes

    async def due(self, now: datetime, most: int) -> list[Digest]:
        found = []
        while self.dues and self.dues[0][0] <= now and len(found) < most:
            at, user = heapq.heappop(self.dues)
            found += [self.wishes[user]] if self.wishes[user].due_at == at else []
        return found

    async def move(self, digest: Digest, due_at: datetime, zone: str | None = None) -> bool:
        if self.wishes[digest.user].due_at != digest.due_at:
            return False
        self.wish(replace(digest, due_at=due_at, zone=zone or digest.zone))
        return True

    def wish(self, digest: Digest) -> None:
        self.wishes[digest.user] = digest
        heapq.heappush(self.dues, (digest.due_at, digest.user))

    async def digest(self, team: str, user: str) -> Digest:
        return self.wishes[user]

    # As jobs, post, history, writer and sender

    async def start(self, job: Job, after: float = 0.0) -> None:
        if job.id not in self.started:
            self.started.add(job.id)
            heapq.heappush(self.waiting, (self.now + timedelta(seconds=after), job.id, job))

    async def zone(self, team: str, user: str) -> str:
        return self.zones[user]

    async def since(self, team: str, user: str, at: datetime) -> list[Past]:
        return [Past("industries", "product", at=at.timestamp())]

    def write(self, pasts: list[Past]) -> Reply:
        return Reply((Heading(str(len(pasts))),))

    async def send(self, job: Job, what: Reply, part: str, spare: bool) -> Result:
        self.sent.setdefault(job.user, []).append((job.key, self.now))
        return Result(Fate.SENT)


class Writer:
    def __init__(self, world: World) -> None:
        self.digest = world.write


async def live(world: World, broken: list[tuple[datetime, datetime]], travels: list[datetime]) -> None:
    """Every five minutes but in outages: what is due, and then the jobs whose time has come."""
    zones = DigestZones(world, world, world)
    scan, jobs = DigestScan(world, world), DigestJobs(Writer(world), world, world, world, zones)
    for digest in list(world.wishes.values()):
        await look_ahead(world, digest)
    while world.now < END:
        while travels and travels[-1] <= world.now:
            travel(world, travels.pop())
        if not any(begin <= world.now < end for begin, end in broken):
            await scan.run(world.now)
            while world.waiting and world.waiting[0][0] <= world.now:
                _, name, job = heapq.heappop(world.waiting)
                later = await (jobs if job.kind == digests.KIND else zones).handle(job)
                if isinstance(later, Later):
                    heapq.heappush(world.waiting, (world.now + timedelta(seconds=later.seconds), name, job))
        world.now = next_scan(world, travels)


def next_scan(world: World, travels: list[datetime]) -> datetime:
    """The next firing at which anything can happen."""
    coming = [one[0] for one in (*world.dues[:1], *world.waiting[:1])] + travels[-1:]
    steps = -((START - min(coming)) // SCAN)
    return max(world.now + SCAN, START + SCAN * steps)


def travel(world: World, at: datetime) -> None:
    chance = random.Random(at.timestamp())
    user = chance.choice(sorted(world.zones))
    world.zones[user] = chance.choice(ZONES)
    world.travelled.setdefault(user, []).append(at)


def settle(world: World, chance: random.Random) -> None:
    """One person in each zone of the world."""
    for number, zone in enumerate(ZONES):
        user, weekday, hour = f"U{number}", chance.randrange(7), chance.randrange(24)
        world.zones[user] = zone
        due = next_due(weekday, hour, zone, START)
        world.wish(Digest("T1", user, weekday, hour, zone, due.at))


def moments(chance: random.Random, count: int) -> Iterator[datetime]:
    for _ in range(count):
        yield START + (END - START) * chance.random()


async def test_every_week_has_its_digest_once_and_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    world, chance = World(), random.Random(6)
    monkeypatch.setattr(digests, "utc_now", lambda: world.now)
    settle(world, chance)
    lasting = [timedelta(minutes=10 ** chance.uniform(0.5, 4.2)) for _ in range(12)]
    broken = [(begin, begin + one) for begin, one in zip(moments(chance, 12), lasting, strict=True)]
    await live(world, broken, sorted(moments(chance, 2 * len(ZONES)), reverse=True))
    late = []
    for user, sent in world.sent.items():
        weeks = [week for week, _ in sent]
        assert weeks == sorted(set(weeks)), f"{user} twice or out of order"
        assert len(weeks) >= 103, f"{user}: {len(weeks)}"
        late += [(user, *one) for one in sent if not in_time(world, user, one, broken)]
    assert late == []
    assert len(world.sent) == len(ZONES)


def in_time(
    world: World, user: str, one: tuple[str, datetime], broken: list[tuple[datetime, datetime]]
) -> bool:
    """Within five minutes of the hour by a clock of the person's; later only where nothing could be sent."""
    week, at = one
    digest, journeys = world.wishes[user], world.travelled.get(user, [])
    if any(begin <= at and end >= at - JOURNEY for begin, end in broken):
        return True
    if any(at - JOURNEY <= journey <= at for journey in journeys):
        return True
    zone = zone_at(world, user, at)
    due = moved(digest.weekday, digest.hour, zone, Due(at, week))
    return timedelta(0) <= at - due.at <= SCAN


def zone_at(world: World, user: str, at: datetime) -> str:
    """Where the person was: each journey tells where to by itself."""
    zone = ZONES[int(user[1:])]
    for journey in world.travelled.get(user, []):
        if journey <= at:
            chance = random.Random(journey.timestamp())
            chance.choice(sorted(world.zones))
            zone = chance.choice(ZONES)
    return zone
