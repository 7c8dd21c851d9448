"""Weekly digests: finds whose hour has come, and sends each person's week once."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.advisor import Lead, Note, Reply, Sentence, To
from bot.advisor.summary import QUIET, Past, SummaryWriter
from bot.jobs.job import Job, Jobs, Later
from bot.jobs.post import Fate, Post
from bot.jobs.sender import Sender, utc_now
from bot.jobs.weekly import due_at, is_zone, last_due, next_due
from bot.storage import Digest, History, Wishes
from knowledge.summaries import Summaries

log = logging.getLogger(__name__)

KIND = "digest"
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
                await self._wishes.move(digest, following.at)
            started += len(due)
        if started:
            log.info("digests_due", extra={"count": started})


class DigestJobs:
    """Handles jobs of this kind."""

    def __init__(
        self, writer: SummaryWriter, history: History, wishes: Wishes, sender: Sender, post: Post
    ) -> None:
        self._writer = writer
        self._history = history
        self._wishes = wishes
        self._sender = sender
        self._post = post

    async def handle(self, job: Job) -> Later | None:
        """Nothing asked, nothing sent. A digest may be left out, but never comes twice."""
        digest = await self._wishes.digest(job.team, job.user)
        if digest is None:
            return None
        reply = self._writer.digest(await self._week(job, digest))
        if reply is None:
            return None
        sent = await self._sender.send(job, reply, "message", spare=True)
        if isinstance(sent, Later):
            return sent
        if sent.fate is Fate.GONE:
            await self._wishes.end_digest(job.team, job.user)
            log.info("digest_ended", extra={"error": sent.error})
        return None

    async def _week(self, job: Job, digest: Digest) -> list[Past]:
        end = datetime.fromtimestamp(job.at, tz=digest.due_at.tzinfo)
        start = last_due(digest.weekday, digest.hour, digest.zone, end).at
        found = await self._history.since(job.team, job.user, start)
        return [past for past in found if past.at <= job.at]


class DigestDesk:
    """Handles the jobs that turn digests on and off, and tells the person."""

    def __init__(self, words: Summaries, wishes: Wishes, sender: Sender, post: Post) -> None:
        self._words = words
        self._wishes = wishes
        self._sender = sender
        self._post = post

    async def start(self, job: Job) -> Later | None:
        """In the person's own time zone; in UTC, and said so, where that is not known."""
        weekday, hour = map(int, job.details[:2])
        zone = await self._post.zone(job.team, job.user)
        is_known = zone is not None and is_zone(zone)
        place = zone if zone and is_known else "UTC"
        now = utc_now()
        due = next_due(weekday, hour, place, now)
        await self._wishes.set_digest(Digest(job.team, job.user, weekday, hour, place, due.at), now)
        clock = f"{hour}:00"
        text = self._words.digest_on.format(day=self._words.days[weekday], hour=clock, zone=place)
        return await self._tell(job, text, *([] if is_known else [self._words.digest_no_zone]))

    async def stop(self, job: Job) -> Later | None:
        was_on = await self._wishes.end_digest(job.team, job.user)
        if not was_on and QUIET in job.details:
            return None
        return await self._tell(job, self._words.digest_off if was_on else self._words.digest_was_off)

    async def _tell(self, job: Job, text: str, *notes: str) -> Later | None:
        reply = Reply((Lead(Sentence(text)), *map(Note, notes)), to=To.DM)
        sent = await self._sender.send(job, reply, "message")
        return sent if isinstance(sent, Later) else None
