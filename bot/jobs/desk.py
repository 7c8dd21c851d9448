"""Changes what a person wishes for, and tells them: the digest, the file with summaries."""

from __future__ import annotations

from bot.advisor import Lead, Note, Reply, Sentence, To
from bot.advisor.summary import AT_HOME, QUIET, DigestWish
from bot.jobs.digests import look_ahead
from bot.jobs.homes import Homes
from bot.jobs.job import Job, Jobs, Later
from bot.jobs.post import Post
from bot.jobs.sender import Sender, utc_now
from bot.jobs.weekly import is_zone, next_due
from bot.storage import Digest, Wishes
from knowledge.summaries import Summaries

USUAL = DigestWish()


class Desk:
    """Handles the jobs that change wishes. What was chosen in the Home tab is told there alone."""

    def __init__(
        self, words: Summaries, wishes: Wishes, sender: Sender, post: Post, jobs: Jobs, homes: Homes
    ) -> None:
        self._words = words
        self._wishes = wishes
        self._sender = sender
        self._post = post
        self._jobs = jobs
        self._homes = homes

    async def start_digest(self, job: Job) -> Later | None:
        """In the person's own time zone; in UTC, and said so, where that is not known."""
        zone = await self._post.zone(job.team, job.user)
        is_known = zone is not None and is_zone(zone)
        place = zone if zone and is_known else "UTC"
        digest = await self._digest(job, place)
        await self._wishes.set_digest(digest, utc_now())
        await look_ahead(self._jobs, digest)
        told = self._words.digest_on.format(
            day=self._words.days[digest.weekday],
            hour=self._words.settings.clock.format(hour=digest.hour),
            zone=place,
        )
        return await self._tell(job, told, *([] if is_known else [self._words.digest_no_zone]))

    async def stop_digest(self, job: Job) -> Later | None:
        was_on = await self._wishes.end_digest(job.team, job.user)
        if not was_on and QUIET in job.details:
            return None
        return await self._tell(job, self._words.digest_off if was_on else self._words.digest_was_off)

    async def set_files(self, job: Job) -> Later | None:
        await self._wishes.set_file(job.team, job.user, bool(job.details), utc_now())
        return await self._homes.handle(job)

    async def _digest(self, job: Job, zone: str) -> Digest:
        """What is left open stays as it was, or is as usual."""
        before = await self._wishes.digest(job.team, job.user) or USUAL
        weekday, hour = job.details[:2]
        chosen = (int(weekday or before.weekday), int(hour or before.hour))
        return Digest(job.team, job.user, *chosen, zone, next_due(*chosen, zone, utc_now()).at)

    async def _tell(self, job: Job, text: str, *notes: str) -> Later | None:
        if AT_HOME not in job.details:
            reply = Reply((Lead(Sentence(text)), *map(Note, notes)), to=To.DM)
            sent = await self._sender.send(job, reply, "message")
            if isinstance(sent, Later):
                return sent
        return await self._homes.handle(job)
