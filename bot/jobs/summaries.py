"""Makes and sends a summary that a person asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

from bot.advisor import Lead, Part, Reply, Sentence, To
from bot.advisor.summary import EVERY, FILE, Past, Scope, SummaryWriter
from bot.blocks.markdown import as_markdown
from bot.jobs.job import Job, Later
from bot.jobs.post import Fate, File, Post, Result
from bot.jobs.sender import Sender
from bot.jobs.weekly import WEEK, start_of_day
from bot.storage import History, Preferences, Wishes
from knowledge.summaries import Summaries

KIND = "summary"
# These leave nothing that a later summary would have to begin with.
COMPLETE = frozenset({Scope.SINCE, Scope.EVERYTHING})
# In these there is no result, whatever there is; in those a result alone is worth a summary.
WITHOUT_RESULT = frozenset({Scope.LAST, Scope.COMPARISON})
RESULT_ALONE = frozenset({Scope.SINCE, Scope.EVERYTHING, Scope.RESULT})
FROM_THE_BEGINNING = datetime.fromtimestamp(0, UTC)

# The last result of a person's assessment as parts of a message; empty where there is none.
Results = Callable[[str, str], Awaitable[tuple[Part, ...]]]


def summary_job(
    team: str, user: str, key: str, at: float, scope: Scope, dialog: str, as_file: bool = False
) -> Job:
    """`key` is that of the message that asked, so that a repeated delivery of it is the same job."""
    return Job(KIND, team, user, key, at, (scope.value, dialog, FILE if as_file else ""))


class SummaryJobs:
    """Handles jobs of this kind. `results` tells a person's last result."""

    def __init__(
        self,
        writer: SummaryWriter,
        words: Summaries,
        history: History,
        wishes: Wishes,
        sender: Sender,
        post: Post,
        results: Results,
    ) -> None:
        self._writer = writer
        self._words = words
        self._history = history
        self._wishes = wishes
        self._sender = sender
        self._post = post
        self._results = results

    async def handle(self, job: Job) -> Later | None:
        """The message, then the file, then the note of when; each of them once."""
        scope = Scope(job.details[0])
        preferences = await self._wishes.preferences(job.team, job.user)
        pasts = await self._pasts(job, scope, preferences)
        results = await self._result(job, scope, pasts)
        told = _told(scope, preferences)
        reply = self._writer.write(pasts, told, results)
        sent = await self._sender.send(job, reply or self._nothing(scope, preferences), "message")
        if isinstance(sent, Later):
            return sent
        if reply and sent.fate is Fate.SENT:
            whole = partial(self._writer.write, pasts, told, results, most=EVERY)
            return await self._after(job, scope, whole, preferences)
        return None

    async def _after(
        self, job: Job, scope: Scope, write: Callable[[], Reply | None], preferences: Preferences
    ) -> Later | None:
        if preferences.as_file or FILE in job.details[2:]:
            whole = write()
            filed = await self._filed(job, whole) if whole else None
            if isinstance(filed, Later):
                return filed
        if scope in COMPLETE:
            await self._wishes.summarised(job.team, job.user, _moment(job))
        return None

    async def _filed(self, job: Job, whole: Reply) -> Result | Later:
        """A file cannot be found again by its mark: rather none than two."""
        name = f"{self._words.file_name}-{_moment(job).date().isoformat()}.md"
        file = File(name, self._words.file_sent, as_markdown(whole))
        return await self._sender.send(job, file, FILE, spare=True)

    async def _result(self, job: Job, scope: Scope, pasts: list[Past]) -> tuple[Part, ...]:
        is_wanted = scope in RESULT_ALONE or (pasts and scope not in WITHOUT_RESULT)
        return await self._results(job.team, job.user) if is_wanted else ()

    async def _pasts(self, job: Job, scope: Scope, preferences: Preferences) -> list[Past]:
        team, user, dialog = job.team, job.user, job.details[1]
        if scope is Scope.RESULT:
            return []
        if scope is Scope.LAST:
            at = _moment(job)
            return await self._history.last(team, user, at, dialog) or await self._history.last(
                team, user, at
            )
        beginning = await self._beginning(job, scope, preferences)
        only = dialog if scope is Scope.CONVERSATION else ""
        found = await self._history.since(team, user, beginning, only)
        return [past for past in found if past.at <= job.at]

    async def _beginning(self, job: Job, scope: Scope, preferences: Preferences) -> datetime:
        match scope:
            case Scope.TODAY:
                return start_of_day(await self._post.zone(job.team, job.user) or "UTC", _moment(job))
            case Scope.WEEK:
                return _moment(job) - WEEK
            case Scope.SINCE if preferences.summarised_at:
                return preferences.summarised_at
        return FROM_THE_BEGINNING

    def _nothing(self, scope: Scope, preferences: Preferences) -> Reply:
        match scope:
            case Scope.SINCE if preferences.summarised_at:
                text = self._words.nothing_new
            case Scope.CONVERSATION:
                text = self._words.nothing_there
            case Scope.RESULT:
                text = self._words.no_result
            case _:
                text = self._words.nothing
        return Reply((Lead(Sentence(text)),), to=To.DM)


def _told(scope: Scope, preferences: Preferences) -> Scope:
    """The first summary of everything new has everything."""
    is_first = scope is Scope.SINCE and preferences.summarised_at is None
    return Scope.EVERYTHING if is_first else scope


def _moment(job: Job) -> datetime:
    return datetime.fromtimestamp(job.at, UTC)
