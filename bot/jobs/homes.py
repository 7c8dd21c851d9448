"""Keeps people's Home tabs true: published when one is opened or what it shows has changed."""

from __future__ import annotations

import logging

from bot.advisor import Home
from bot.advisor.summary import Wished
from bot.jobs.job import Job, Later
from bot.jobs.post import Fate, Post, Result
from bot.storage import People, Wishes

log = logging.getLogger(__name__)

KIND = "home"


class Homes:
    """What a tab shows is read from the database at the time."""

    def __init__(self, home: Home, people: People, wishes: Wishes, post: Post) -> None:
        self._home = home
        self._people = people
        self._wishes = wishes
        self._post = post

    async def show(self, team: str, user: str) -> Result:
        """One that Slack refuses disturbs nothing: the next opening brings it again."""
        person = await self._people.person(team, user)
        sections = tuple(self._home.sections(person, await wished(self._wishes, team, user)))
        result = await self._post.home(team, user, sections)
        if result.fate is not Fate.SENT:
            log.warning("home_refused", extra={"error": result.error})
        return result

    async def handle(self, job: Job) -> Later | None:
        """After a change; asked for again only where Slack wants it later."""
        result = await self.show(job.team, job.user)
        return Later(result.seconds) if result.fate is Fate.TOO_FAST else None


async def wished(wishes: Wishes, team: str, user: str) -> Wished:
    """A person's settings; those of somebody who never changed any where none are kept."""
    preferences = await wishes.preferences(team, user)
    digest = await wishes.digest(team, user)
    files, at = preferences.as_file, preferences.summarised_at
    if digest is None:
        return Wished(as_file=files, summarised_at=at)
    return Wished(digest.weekday, digest.hour, digest.zone, files, at)
