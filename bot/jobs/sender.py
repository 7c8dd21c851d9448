"""Sends what a job has to say, once: noted before Slack gets it, looked for before it is sent again."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from bot.advisor import Reply
from bot.fence import leaving_by
from bot.jobs.job import Job, Later
from bot.jobs.lease import Lease
from bot.jobs.pacing import Pacing
from bot.jobs.post import Fate, File, Post, Result
from bot.storage import Posts, PostStep

log = logging.getLogger(__name__)

# Until a message that was under way when something broke is surely where it can be found.
QUARANTINE = 2.0
# A workspace that shut us out is asked again now and then: it may install the app anew.
SHUT_OUT_SECONDS = 600.0
SENT = Result(Fate.SENT)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Sender:
    """The one point at which jobs post."""

    def __init__(
        self,
        post: Post,
        posts: Posts,
        pacing: Pacing,
        secret: str,
        lease: Lease,
        quarantine: float = QUARANTINE,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._post = post
        self._posts = posts
        self._pacing = pacing
        self._secret = secret
        self._lease = lease
        self._quarantine = quarantine
        self._now = now

    async def send(self, job: Job, what: Reply | File, part: str, spare: bool = False) -> Result | Later:
        """What became of this part of the job, or when to come again.

        A `spare` message is rather left out than sent twice, where Slack does not let us look.
        """
        key = f"{job.id}:{part}"
        async with self._pacing.turn(job.team, job.user):
            if left := self._pacing.closed_for(job.team):
                return Later(left)
            noted = await self._posts.begin(job.team, job.user, key, self._now())
            if noted.step is PostStep.DONE:
                return SENT
            if noted.again and (known := await self._recovered(job, key, noted.at, spare)):
                return known
            result = await self._given(job, what, key)
        return await self._settled(job, key, result)

    async def _given(self, job: Job, what: Reply | File, key: str) -> Result:
        """What Slack says to it, unless Slack said meanwhile that it wants nothing for a while."""
        if left := self._pacing.closed_for(job.team):
            return Result(Fate.UNASKED, seconds=left)
        with leaving_by(self._lease.until):
            result = await self._post.send(job.team, job.user, what, self._mark(key))
        if result.fate is Fate.TOO_FAST:
            self._pacing.shut(job.team, result.seconds)
        return result

    async def _recovered(self, job: Job, key: str, at: datetime, spare: bool) -> Result | Later | None:
        """What is known of a message that was under way before; None when it has to be sent again."""
        left = self._quarantine - (self._now() - at).total_seconds()
        if left > 0:
            return Later(left)
        is_there = await self._post.look(job.team, job.user, self._mark(key), at)
        if is_there or (is_there is None and spare):
            await self._posts.done(job.team, key)
            return SENT
        await self._posts.again(job.team, key, self._now())
        return None

    async def _settled(self, job: Job, key: str, result: Result) -> Result | Later:
        """Noted outside of the channel's turn, which the next post need not wait for."""
        match result.fate:
            case Fate.UNSURE:
                log.warning("post_unsure", extra={"job": job.kind, "error": result.error})
                return Later(self._quarantine)
            case Fate.TOO_FAST | Fate.UNASKED:
                await self._posts.forget(job.team, key)
                return Later(result.seconds)
            case Fate.SHUT_OUT:
                await self._posts.forget(job.team, key)
                return Later(SHUT_OUT_SECONDS)
            case Fate.REFUSED | Fate.GONE:
                log.warning("post_refused", extra={"job": job.kind, "error": result.error})
        await self._posts.done(job.team, key)
        return result

    def _mark(self, key: str) -> str:
        """Every member can read it in the message, so that it tells nothing."""
        return hashlib.blake2b(key.encode(), key=self._secret.encode()[:64], digest_size=16).hexdigest()
