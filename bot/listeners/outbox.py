"""Works the letters of an answer one after the other until Slack has each of them once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.listeners.delivery import Delivery, Fate, Result
from bot.listeners.letters import Letter, Way, pack, unpack, way_out
from bot.listeners.metrics import Metrics, NoMetrics
from bot.listeners.pacing import Pacing
from bot.storage import Card, Ledger, Sealed, Sealer, Step, Work

log = logging.getLogger(__name__)

# Until a letter that was under way when something broke is surely where it can be found.
QUARANTINE = 2.0
# A process that was stopped for longer may have been given up: it asks whether the work is still its own.
LEASE = 2.0
# Much less than others wait before they take over, so that nothing leaves that they may have sent.
LONGEST_STANDSTILL = 5.0
LONGEST_BACKOFF = 60.0


class StoppedError(RuntimeError):
    """The process ends. What waits is on disk, and the next process goes on with it."""


class GoneError(RuntimeError):
    """The work is no longer ours: it was cancelled, or another process took it over."""


class ShutOutError(RuntimeError):
    """The workspace takes nothing from us any more. The work is kept until it does."""


@dataclass(slots=True)
class _Sending:
    """A letter on its way. `begun`: when it was last noted as given to Slack; None when it was not."""

    work: Work
    number: int
    letter: Letter
    at: float
    begun: float | None
    alone: bool
    tried: bool = False

    @property
    def again(self) -> bool:
        """Whether Slack shall replace what came before: only where that can be nothing but this letter."""
        return self.tried and self.alone and self.letter.replaces


class Outbox:
    """`at` hears of the points at which tests end the process; `quarantine` is shorter in tests."""

    def __init__(
        self,
        ledger: Ledger,
        delivery: Delivery,
        sealer: Sealer,
        pacing: Pacing,
        not_in_channel: str,
        at: Callable[[str], None],
        quarantine: float = QUARANTINE,
        metrics: Metrics | None = None,
    ) -> None:
        self._ledger = ledger
        self._delivery = delivery
        self._sealer = sealer
        self._pacing = pacing
        self._not_in_channel = not_in_channel
        self._at = at
        self._quarantine = quarantine
        self._metrics = metrics or NoMetrics()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Nothing waits any longer: what is not on its way now stays for the next process."""
        self._stopping.set()

    def first_step(self, team: str, letters: Sequence[Letter]) -> Step:
        """Whether the first letter leaves as soon as it is saved."""
        first = letters[0] if letters else None
        if first is None or not self._pacing.is_free(team, first.way, first.channel):
            return Step.READY
        return Step.SENDING

    async def deliver(self, work: Work, letters: Sequence[Letter], first: Step, noted: float) -> None:
        """Sends what was just saved. `noted`: the moment before that, as the process may freeze meanwhile."""
        begun = noted if first is Step.SENDING else None
        for number, letter in enumerate(letters, 1):
            sending = _Sending(work, number, letter, time.time(), begun, len(letters) == 1)
            begun = await self._finish(sending, last=number == len(letters))

    async def resume(self, work: Work, sealed: Sequence[Sealed]) -> None:
        """Goes on where another process ended, or this one lost the database."""
        begun: float | None = None
        for position, one in enumerate(sealed):
            letter = unpack(self._sealer.open(one.payload))
            alone = len(sealed) == 1 and one.number == 1
            sending = _Sending(work, one.number, letter, one.at, begun, alone)
            if one.step is Step.SENDING:
                await self._pause(self._quarantine)
            is_there = await self._arrived(sending) if one.step is Step.SENDING else None
            begun = await self._finish(sending, position == len(sealed) - 1, is_there)

    async def _finish(self, sending: _Sending, last: bool, there: Result | None = None) -> float | None:
        result = there or await self._send(sending)
        self._at("posted")
        following = None if last else sending.number + 1
        card, noted = _card(sending.letter, result), time.monotonic()
        begun = await self._ledger.sent(sending.work, sending.number, following, card)
        self._at("sent")
        if following and not begun:
            raise GoneError
        return noted

    async def _send(self, sending: _Sending) -> Result:
        """Returns when Slack has the letter, or has refused it for good."""
        backoff = self._quarantine
        await self._find_card(sending)
        while True:
            sending.letter = await self._delivery.prepare(sending.work.team, sending.letter)
            result = await self._tried(sending, await self._turn(sending))
            match result.fate:
                case Fate.SENT:
                    return result
                case Fate.UNSURE:
                    log.warning("letter_unsure", extra={"error": result.error})
                    await self._pause(backoff)
                    if there := await self._arrived(sending):
                        return there
                    backoff = min(backoff * 2, LONGEST_BACKOFF)
                case Fate.REFUSED:
                    if not await self._changed(sending, result.error):
                        return result
                case _:
                    self._obey(sending, result)

    async def _tried(self, sending: _Sending, by: float) -> Result:
        began, mark = time.monotonic(), self._marks(sending)[0]
        result = await self._delivery.send(sending.work.team, sending.letter, mark, by, sending.again)
        self._metrics.called(sending.letter.way, _outcome(result), time.monotonic() - began)
        return result

    async def _turn(self, sending: _Sending) -> float:
        """Waits for it; until when the letter may leave."""
        team, letter = sending.work.team, sending.letter
        # Slack counts new messages in a channel: neither changes nor answers through a response_url.
        if letter.way not in {Way.UPDATE, Way.RESPOND}:
            await self._pause(self._pacing.reserve(team, letter.channel))
        await self._until_open(team, letter.way)
        while sending.begun is None or time.monotonic() - sending.begun > LEASE:
            sending.begun = await self._begin(sending, None)
            await self._until_open(team, letter.way)  # another letter may have been refused meanwhile
        self._at("posting")
        return sending.begun + LONGEST_STANDSTILL

    async def _begin(self, sending: _Sending, payload: str | None) -> float:
        """Notes that the letter is given to Slack now; the moment before that was noted."""
        noted = time.monotonic()
        if not await self._ledger.begin(sending.work, sending.number, payload):
            raise GoneError
        return noted

    async def _find_card(self, sending: _Sending) -> None:
        """A card goes where it stood last, if it stood anywhere."""
        letter = sending.letter
        if not letter.card or letter.afresh or letter.way is not Way.POST:
            return
        if card := await self._ledger.card(sending.work.team, letter.user, letter.card):
            sending.letter = letter.over(card.channel, card.ts)

    async def _arrived(self, sending: _Sending) -> Result | None:
        """Whether a letter that was given to Slack before is there. What cannot be found is sent again,
        unless it can be spared: a private answer read twice is better than one that never came."""
        sending.tried = True
        team, backoff = sending.work.team, 1.0
        while True:
            await self._until_open(team, "conversations.history")
            found = await self._delivery.look(team, sending.letter, self._marks(sending), sending.at)
            if found is None or found.fate is Fate.SENT:
                return found
            if found.fate is Fate.REFUSED:
                return found if sending.letter.spare else None
            if found.fate is Fate.UNSURE:
                await self._pause(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF)
            else:
                self._obey(sending, found, "conversations.history")

    async def _changed(self, sending: _Sending, error: str) -> bool:
        """Puts what can be sent instead in the letter's place; False when that is nothing."""
        letter = way_out(sending.letter, error, self._not_in_channel)
        log.warning("letter_refused", extra={"error": error, "place": sending.letter.place})
        if letter is None:
            return False
        sending.begun = await self._begin(sending, self._sealer.seal(pack(letter)))
        sending.letter = letter
        return True

    def _obey(self, sending: _Sending, result: Result, method: str | None = None) -> None:
        if result.fate is Fate.SHUT_OUT:
            raise ShutOutError(result.error)
        self._pacing.shut(sending.work.team, method or sending.letter.way, result.seconds)

    async def _until_open(self, team: str, method: str) -> None:
        while left := self._pacing.closed_for(team, method):
            await self._pause(left)

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
        raise StoppedError

    def _marks(self, sending: _Sending) -> tuple[str, ...]:
        return self._sealer.marks(sending.work.team, sending.work.id, str(sending.number))


def _outcome(result: Result) -> str:
    """For the numbers: what Slack said."""
    return {Fate.SENT: "ok", Fate.UNSURE: "unconfirmed"}.get(result.fate, result.error)


def _card(letter: Letter, result: Result) -> Card | None:
    """Where the card now stands, if the letter was one and arrived."""
    if not letter.card or result.fate is not Fate.SENT:
        return None
    return Card(letter.user, letter.card, result.channel, result.ts)


def pack_all(letters: Sequence[Letter], sealer: Sealer) -> list[str]:
    return [sealer.seal(pack(letter)) for letter in letters]
