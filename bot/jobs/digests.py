"""Weekly digests: finds whose hour has come, and sends each person's week once."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.advisor.summary import Past, SummaryWriter
from bot.jobs.job import Job, Jobs, Later
from bot.jobs.post import Fate, Post
from bot.jobs.sender import Sender, utc_now
from bot.jobs.weekly import WEEK, Due, due_at, is_zone, last_due, moved, next_due
from bot.storage import Digest, History, Wishes

log = logging.getLogger(__name__)

KIND = "digest"
ZONE = "digest_zone"
# No two clocks of the world are further apart: so long before a digest, its hour may have come elsewhere.
FURTHEST = timedelta(hours=26)
# Every zone has its hours on a quarter of UTC's, so that this meets each of them at once.
CRON = "*/5 * * * *"
AT_ONCE = 500


class DigestScan:
    """Runs every five minutes; firings missed in an outage find what it has left."""

    def __init__(self, wishes: Wishes, jobs: Jobs) -> None:
        self._wishes = wishes
        self._jobs = jobs

    async def run(self, _: datetime) -> None:
        """First the job, then the next time: a crash in between starts the same job again, which is none."""
        started = 0
        while due := await self._wishes.due(utc_now(), AT_ONCE):
            for digest in due:
                now = due_at(digest.weekday, digest.hour, digest.zone, digest.due_at)
                await self._jobs.start(
                    Job(KIND, digest.team, digest.user, now.week, digest.due_at.timestamp())
                )
                following = next_due(digest.weekday, digest.hour, digest.zone, digest.due_at)
                await look_ahead(self._jobs, replace(digest, due_at=following.at))
                await self._wishes.move(digest, following.at)
            started += len(due)
        if started:
            log.info("digests_due", extra={"count": started})


async def look_ahead(jobs: Jobs, digest: Digest) -> None:
    """Before a digest comes, the person's clock is asked for again: they may have travelled."""
    due = digest.due_at
    seconds = (due - FURTHEST - utc_now()).total_seconds()
    job = Job(ZONE, digest.team, digest.user, f"{due:%Y%m%dT%H%M}", utc_now().timestamp())
    await jobs.start(job, max(seconds, 0.0))


class DigestZones:
    """Handles the jobs that follow a person into another time zone."""

    def __init__(self, wishes: Wishes, post: Post, jobs: Jobs) -> None:
        self._wishes = wishes
        self._post = post
        self._jobs = jobs

    async def handle(self, job: Job) -> None:
        """The week stays the same, so that none is left out and none comes twice."""
        digest = await self._wishes.digest(job.team, job.user)
        if digest and f"{digest.due_at:%Y%m%dT%H%M}" == job.key:
            await self.follow(digest)

    async def follow(self, digest: Digest) -> Digest:
        """The digest by the clock that the person has now; as it was, where that is not known."""
        zone = await self._post.zone(digest.team, digest.user)
        if zone is None or zone == digest.zone or not is_zone(zone):
            return digest
        due = due_at(digest.weekday, digest.hour, digest.zone, digest.due_at)
        following = replace(digest, zone=zone, due_at=moved(digest.weekday, digest.hour, zone, due).at)
        await look_ahead(self._jobs, following)
        await self._wishes.move(digest, following.due_at, zone)
        log.info("digest_zone_changed")
        return following


class DigestJobs:
    """Handles jobs of this kind."""

    def __init__(
        self, writer: SummaryWriter, history: History, wishes: Wishes, sender: Sender, zones: DigestZones
    ) -> None:
        self._writer = writer
        self._history = history
        self._wishes = wishes
        self._sender = sender
        self._zones = zones

    async def handle(self, job: Job) -> Later | None:
        """Nothing asked, nothing sent. A digest may be left out, but never comes twice."""
        digest = await self._wishes.digest(job.team, job.user)
        if digest is None:
            return None
        digest = await self._zones.follow(digest)
        due = moved(digest.weekday, digest.hour, digest.zone, Due(_moment(job), job.key))
        if (left := (due.at - utc_now()).total_seconds()) > 0:
            return Later(left)  # the person has travelled west since their clock was asked for
        reply = self._writer.digest(await self._week(job, digest, due.at))
        if reply is None:
            return None
        sent = await self._sender.send(job, reply, "message", spare=True)
        if isinstance(sent, Later):
            return sent
        if sent.fate is Fate.GONE:
            await self._wishes.end_digest(job.team, job.user)
            log.info("digest_ended", extra={"error": sent.error})
        return None

    async def _week(self, job: Job, digest: Digest, due: datetime) -> list[Past]:
        """Between two clocks something may be told twice, but nothing is left out."""
        end = max(due, _moment(job))
        start = min(last_due(digest.weekday, digest.hour, digest.zone, due).at, end - WEEK)
        found = await self._history.since(job.team, job.user, start)
        return [past for past in found if past.at <= end.timestamp()]


def _moment(job: Job) -> datetime:
    return datetime.fromtimestamp(job.at, UTC)
