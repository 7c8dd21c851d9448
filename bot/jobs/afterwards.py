"""What a turn leaves behind for later: the jobs it ordered, an erasure, the person's Home."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.advisor import Message, Turn
from bot.advisor.summary import Errand, Order
from bot.jobs.homes import KIND as HOME
from bot.jobs.homes import Homes
from bot.jobs.job import Job, Jobs
from bot.jobs.keeping import Purge

# The turn is saved in the meantime. Should that take longer, the tab is right when it is opened again.
UNTIL_SAVED = 0.5


class Afterwards:
    """Call `note` for each turn before it is saved: all of it is keyed by the message, so that a turn that
    has to be taken again adds nothing."""

    def __init__(self, jobs: Jobs, purge: Purge, homes: Homes) -> None:
        self._jobs = jobs
        self._purge = purge
        self._homes = homes

    async def note(self, message: Message, turn: Turn) -> None:
        """`message` needs its key and its time."""
        address = message.address
        for order in turn.orders:
            await self._jobs.start(_job(order, message))
        if turn.erase:
            await self._purge.want(address.team, address.user)
        if _changes_home(turn):
            # As of now: what was asked before an erasure is not done any more.
            now = datetime.now(UTC).timestamp()
            await self._jobs.start(Job(HOME, address.team, address.user, message.key, now), UNTIL_SAVED)

    async def show_home(self, team: str, user: str) -> None:
        """Publishes the person's Home tab."""
        await self._homes.show(team, user)


def _changes_home(turn: Turn) -> bool:
    """Whether an assessment was begun, finished or deleted, or everything was. Settings see to it."""
    person = turn.person
    return turn.erase or (person is not None and (person.attempt is None or not person.attempt.responses))


def _job(order: Order, message: Message) -> Job:
    address, at = message.address, message.at or datetime.now(UTC).timestamp()
    details = order.details
    if order.errand is Errand.SUMMARY:
        scope, as_file = order.details
        details = (scope, address.dialog, as_file)
    return Job(order.errand.value, address.team, address.user, message.key, at, details)
