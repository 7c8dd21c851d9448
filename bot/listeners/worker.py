"""Answers what was taken in, in the background, and again after anything that broke on the way."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from bot.advisor import Turn
from bot.blocks import Labels
from bot.conversation import Conversation, Draft
from bot.listeners.arrivals import Arrival, unpack_arrival
from bot.listeners.letters import Letter, write_letters, write_note
from bot.listeners.metrics import Metrics, NoMetrics
from bot.listeners.outbox import GoneError, Outbox, ShutOutError, StoppedError, pack_all
from bot.listeners.quiet import Quiet
from bot.listeners.rooms import Rooms
from bot.storage import Pending, SealBrokenError, Sealer, Step, StorageAwayError, Work
from knowledge import Phrases

log = logging.getLogger(__name__)

# Thinking is what keeps the loop busy: with few at a time, new arrivals get their ack in between.
THINKING = 4
# What comes while so many are under way waits on disk, where it costs no memory and is not forgotten.
MOST_AT_ONCE = 1_000
# An arrival that broke so many processes while they thought about it is not thought about again.
MOST_TRIES = 10

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Written:
    """An answer that is saved, and what the log and the numbers hear of it."""

    letters: list[Letter]
    first: Step
    noted: float
    decision: str
    intents: str = ""


class Worker:
    """One task for each work in hand. `active` names them; everything else of ours waits on disk.

    A workspace in `shut_out` takes nothing from us: its old work rests until something arrives there again.
    """

    def __init__(
        self,
        conversation: Conversation,
        outbox: Outbox,
        sealer: Sealer,
        phrases: Phrases,
        at: Callable[[str], None],
        metrics: Metrics | None = None,
        rooms: Rooms | None = None,
    ) -> None:
        self._conversation = conversation
        self._outbox = outbox
        self._sealer = sealer
        self._phrases = phrases
        self._labels = Labels(phrases.feedback_good, phrases.feedback_bad)
        self._at = at
        self._metrics = metrics or NoMetrics()
        self._rooms = rooms
        self._thinking = asyncio.Semaphore(THINKING)
        # One after the other: only what is thought about when a process dies can have been the reason.
        self._rethinking = asyncio.Semaphore(1)
        self._quiet = Quiet(log)
        self._running: set[asyncio.Task[None]] = set()
        self.active: set[Key] = set()
        self.shut_out: set[str] = set()
        self._is_behind = False

    @property
    def has_room(self) -> bool:
        return len(self._running) < MOST_AT_ONCE

    def may_start(self) -> bool:
        """False while older work waits on disk: whoever comes now waits behind it."""
        self._is_behind = self._is_behind or not self.has_room
        return not self._is_behind

    def caught_up(self) -> None:
        """Everything on disk is under way."""
        self._is_behind = False

    def hold(self, work: Work) -> bool:
        """Keeps the sweep off work that is being written down now; False when it is under way already."""
        key = (work.team, work.id)
        is_new = key not in self.active
        self.active.add(key)
        return is_new

    def release(self, work: Work) -> None:
        self.active.discard((work.team, work.id))

    def start(self, work: Work, arrival: Arrival, note: str | None = None) -> None:
        """Answers an arrival; with `note`, with this sentence alone."""
        self._start((work.team, work.id), self._answer(work, arrival, note))

    def resume(self, pending: Pending) -> None:
        """Goes on with what another process, or this one, did not finish."""
        work = pending.work
        going = self._rest(pending) if pending.letters else self._again(work)
        self._start((work.team, work.id), going)

    async def drain(self, seconds: float) -> int:
        """Lets what is under way finish; the number of answers that are left to the next process."""
        self._outbox.stop()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        return len(self._running)

    async def _rest(self, pending: Pending) -> None:
        await self._outbox.resume(pending.work, pending.letters)
        self._metrics.answered("resumed", _since(pending.work))

    async def _again(self, work: Work) -> None:
        arrival = unpack_arrival(self._sealer.open(work.payload))
        async with self._rethinking:
            tries = await self._conversation.try_again(work)
            broke = self._phrases.something_broke if tries > MOST_TRIES else None
            written = await self._think(work, arrival, broke)
        await self._send(work, written)

    async def _answer(self, work: Work, arrival: Arrival, note: str | None) -> None:
        async with self._thinking:
            written = await self._think(work, arrival, note)
        await self._send(work, written)

    async def _think(self, work: Work, arrival: Arrival, note: str | None) -> _Written | None:
        self._at("thinking")
        return await self._thought(work, arrival, note)

    async def _send(self, work: Work, written: _Written | None) -> None:
        self._at("committed")
        if written:
            await self._outbox.deliver(work, written.letters, written.first, written.noted)
            self._tell_of(work, written)

    def _tell_of(self, work: Work, written: _Written) -> None:
        seconds = _since(work)
        self._metrics.answered(written.decision, seconds)
        about = {"decision": written.decision, "intents": written.intents, "seconds": seconds}
        log.info("answered", extra=about | {"place": work.place, "team": work.team})

    async def _thought(self, work: Work, arrival: Arrival, note: str | None) -> _Written | None:
        if note is not None:
            return await self._told(work, arrival, write_note(note, arrival.target, self._labels), "told")
        try:
            return await (self._rated(work, arrival) if arrival.rating else self._taken(work, arrival))
        except StorageAwayError:
            raise
        except Exception:  # whatever it was, the person gets a sentence and the log the reason
            log.exception("turn_failed", extra={"place": arrival.target.place})
            broke = write_note(self._phrases.something_broke, arrival.target, self._labels)
            return await self._told(work, arrival, broke, "failed")

    async def _taken(self, work: Work, arrival: Arrival) -> _Written | None:
        letters: list[Letter] = []
        first, noted = Step.READY, 0.0

        def write(turn: Turn) -> Draft:
            nonlocal first, noted
            letters[:] = write_letters(turn.replies, arrival.target, self._labels, arrival.quiet)
            noted = time.monotonic()
            first = self._outbox.first_step(work.team, letters)
            return Draft(pack_all(letters, self._sealer), first)

        message = arrival.message
        if self._rooms and self._conversation.needs_room(message):
            message = await self._rooms.furnish(message, arrival.target)
        turn = await self._conversation.take_turn(message, work, write)
        if turn is None:
            return None
        return _Written(letters, first, noted, turn.outcome.decision, ",".join(turn.outcome.intents))

    async def _rated(self, work: Work, arrival: Arrival) -> _Written | None:
        if arrival.rating is not None:
            await self._conversation.rate(arrival.rating)
        thanks = write_note(self._phrases.rated, arrival.target, self._labels, spare=True)
        return await self._told(work, arrival, thanks, "rated")

    async def _told(self, work: Work, arrival: Arrival, letter: Letter, decision: str) -> _Written | None:
        letters = [] if arrival.quiet else [letter]
        step = self._outbox.first_step(work.team, letters)
        draft, noted = Draft(pack_all(letters, self._sealer), step), time.monotonic()
        is_ours = await self._conversation.tell(arrival.message, work, draft)
        return _Written(letters, step, noted, decision) if is_ours else None

    def _start(self, key: Key, work: Coroutine[None, None, None]) -> None:
        # asyncio keeps only weak references to tasks: without this set one may vanish half done.
        self.active.add(key)
        task = asyncio.create_task(self._guarded(key, work))
        self._running.add(task)
        task.add_done_callback(self._finished)
        self._metrics.waiting(len(self._running))

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._metrics.waiting(len(self._running))

    async def _guarded(self, key: Key, work: Coroutine[None, None, None]) -> None:
        """Whatever ends the work early leaves it on disk, where the sweep finds it again."""
        try:
            await work
            self.shut_out.discard(key[0])
        except (GoneError, StoppedError):
            log.info("left")
        except ShutOutError as error:
            self.shut_out.add(key[0])
            self._quiet.warn("workspace_paused", str(error))
        except StorageAwayError as error:
            self._quiet.warn("storage_away", str(error))
        except SealBrokenError:
            self._quiet.warn("seal_broken", "set DATA_KEYS to the former secret too")
        except Exception as error:
            log.exception("work_failed", extra={"error": type(error).__name__})
        finally:
            self.active.discard(key)


def _since(work: Work) -> float:
    """Seconds since it was taken in, by whichever process."""
    return round(max(0.0, time.time() - work.received_at), 4)
