"""The crash campaign: many signed events, many kills, lost answers; then the answers are counted."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.listeners import build_manifest
from bot.playground import Fault, LocalSlack, Message, Person
from tests.faults.replicas import Nursery, Replica, Spread

POINTS = (
    "verified",
    "inserting",
    "taken",
    "thinking",
    "committed",
    "posting",
    "posted",
    "sent",
)
QUESTIONS = (
    "what does a program manager do?",
    "what skills does a product manager need?",
    "product manager vs program manager",
    "which industries hire program managers?",
    "how do I become a product manager?",
)
RETRY_DELAYS = (0.1, 0.3, 0.6, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
LOST_AFTER_ACCEPTANCE = 0.05
REPLAYED = 0.1
PASSES = 60
FINISH_SECONDS = 90.0
QUIET_SECONDS = 4.0


@dataclass(slots=True)
class Tally:
    """What came of a campaign. `unheard`: Slack itself never got its ack, so nothing was promised."""

    events: int = 0
    acked: int = 0
    unheard: int = 0
    lost: int = 0
    doubled: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def came(self) -> dict[str, Any]:
        counted = {name: getattr(self, name) for name in ("events", "acked", "unheard", "lost", "doubled")}
        return {**counted, "wrong": self.wrong[:10]}

    def as_json(self) -> dict[str, Any]:
        kills = {"kills": sum(self.kills.values()), "by_point": dict(self.kills)}
        return {**self.came(), **kills, "seconds": round(self.seconds, 1)}


@dataclass(slots=True)
class _Asked:
    """One thread, or one person's commands: so many answers were promised, so many more may be there."""

    promised: int = 0
    possible: int = 0
    message: Message | None = None
    person: Person | None = None


class Campaign:
    """`run` asks at `rate` a second while the replicas are killed `kills` times."""

    def __init__(
        self,
        slack: LocalSlack,
        nursery: Nursery,
        settings: dict[str, str],
        log: Path,
        seed: int,
        replicas: int = 1,
    ) -> None:
        self.slack = slack
        self.random = Random(seed)
        self.tally = Tally()
        self.replicas = [
            Replica(nursery, {**settings, **slack_settings(slack)}, log) for _ in range(replicas)
        ]
        self._asked: list[_Asked] = []
        self._users = [slack.add_user(f"user{number}") for number in range(150)]
        self._rooms = [slack.add_channel(f"room{number}").name for number in range(60)]
        self._ending = asyncio.Event()
        slack.courier.carrier = Spread(self.replicas, slack.signing_secret, Random(seed + 1))

    async def run(self, events: int, kills: int, rate: float) -> Tally:
        began = time.monotonic()
        self.lose_answers()
        keepers = [asyncio.create_task(self._keep(one, kills, events)) for one in self.replicas]
        asking = set()
        for number in range(events):
            asking.add(asyncio.create_task(self.ask(number)))
            await asyncio.sleep(self.random.expovariate(rate))
        await asyncio.gather(*asking)
        await self._all_killed(kills)
        self._ending.set()
        await asyncio.gather(*keepers)
        await self.count()
        self.tally.seconds = time.monotonic() - began
        return self.tally

    async def ask_many(self, count: int) -> None:
        await asyncio.gather(*(self.ask(number) for number in range(count)))

    def lose_answers(self) -> None:
        random = Random(self.random.random())
        for method in ("chat.postMessage", "response"):
            self.slack.faults.set(
                method,
                Fault.connection_reset("after"),
                times=None,
                applies=lambda _: random.random() < LOST_AFTER_ACCEPTANCE,
            )

    async def _keep(self, replica: Replica, kills: int, events: int) -> None:
        """Starts the replica again whenever it died, with the next trap set."""
        while not self._ending.is_set():
            has_more = sum(self.tally.kills.values()) < kills
            point = self.random.choice((*POINTS, "random")) if has_more else ""
            await replica.start(point, self.random.randint(1, PASSES))
            if point == "random":
                await asyncio.sleep(self.random.uniform(0.05, 2.0))
                replica.signal(signal.SIGKILL)
            while replica.is_alive and not self._ending.is_set():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            if not replica.is_alive and point:
                self.tally.kills[point] += 1
        if not replica.is_alive:
            await replica.start()

    async def _all_killed(self, kills: int) -> None:
        """Goes on asking until every kill was made."""
        while sum(self.tally.kills.values()) < kills:
            await self.ask(self.random.randrange(1_000_000))

    async def ask(self, number: int) -> None:
        kind = self.random.choices(("mention", "click", "command"), (6, 2, 2))[0]
        self.tally.events += 1
        if kind == "command":
            await self._command(number)
        elif kind == "click" and (earlier := self._clickable()):
            await self._click(*earlier)
        else:
            await self._mention()

    async def _mention(self) -> None:
        person = self.random.choice(self._users)
        message = await person.mention(self.random.choice(self._rooms), self.random.choice(QUESTIONS))
        self._asked.append(_Asked(message=message, person=person))
        if self.random.random() < REPLAYED:
            await self._replay(message)

    async def _replay(self, message: Message) -> None:
        """What Slack sent already comes once more, as it may do hours later."""
        await asyncio.sleep(self.random.uniform(0.05, 1.0))
        for entry in self.slack.journal("delivery", after=self.slack.workspace.journal.last - 400):
            content = entry.data["content"]
            if content.get("event", {}).get("ts") == message.ts:
                await self.slack.courier.send("event", content)
                return

    async def _command(self, number: int) -> None:
        """Each by somebody new, so that their answers can be told apart."""
        person = self.slack.add_user(f"asker{number}-{len(self._asked)}")
        room = self.slack.workspace.channel(self.random.choice(self._rooms))
        asked = _Asked(person=person, possible=1)
        self._asked.append(asked)
        self._rooms_hold(room.name, person)
        acked = await person.command("/whichpm", self.random.choice(QUESTIONS), channel=room.name) is None
        asked.promised = int(acked)

    def _rooms_hold(self, room: str, person: Person) -> None:
        channel = self.slack.workspace.channel(room)
        members = [*channel.members, person.id]
        self.slack.workspace.save_channel(type(channel)(**{**_fields(channel), "members": members}))

    def _clickable(self) -> tuple[_Asked, Message] | None:
        """A recent answer that nobody clicked yet."""
        for asked in self.random.sample(self._asked[-80:], min(20, len(self._asked))):
            if asked.message and not asked.possible:
                answers = self.slack.thread(asked.message)
                if answers and answers[0].buttons:
                    return asked, answers[0]
        return None

    async def _click(self, asked: _Asked, answer: Message) -> None:
        assert asked.person
        asked.possible = 1
        warning = await asked.person.click(answer, answer.buttons[0])
        asked.promised = int(warning is None)

    async def finish(self) -> None:
        """Waits for what is promised."""
        until = time.monotonic() + FINISH_SECONDS
        while self._missing() and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.5)

    async def count(self) -> Tally:
        """Waits for what is promised, then a while longer for what must not come."""
        await self.finish()
        acked = self._acked()  # what Slack's retries bring in from now on has no time to be answered
        await asyncio.sleep(QUIET_SECONDS)
        self._judge(acked)
        return self.tally

    def waiting(self) -> int:
        """Mentions without an ack, and whatever was promised and did not come."""
        acked = self._acked()
        return self._missing() + sum(one.message.ts not in acked for one in self._asked if one.message)

    def _missing(self) -> int:
        acked, private = self._acked(), self._private()
        return sum(self._answers(one, private) < self._promised(one, acked) for one in self._asked)

    def _judge(self, acked: set[str]) -> None:
        private, tally = self._private(), self.tally
        twice = [mark for mark, count in self._marks().items() if count > 1]
        tally.doubled += len(twice)
        tally.wrong += [f"posted twice: {mark}" for mark in twice]
        for one in self._asked:
            promised, answers = self._promised(one, acked), self._answers(one, private)
            most = one.possible + (1 if one.message else 0)
            tally.acked += promised
            tally.unheard += most - promised
            tally.lost += max(0, promised - answers)
            tally.doubled += max(0, answers - most)
            if not promised <= answers <= most:
                about = one.message or one.person
                tally.wrong.append(f"{promised} promised, {most} possible, {answers} came: {about!r:.90}")

    def _promised(self, one: _Asked, acked: set[str]) -> int:
        return one.promised + (1 if one.message and one.message.ts in acked else 0)

    def _answers(self, one: _Asked, private: Counter[str]) -> int:
        if one.message:
            return len(self.slack.thread(one.message))
        return private[one.person.id] if one.person else 0

    def _private(self) -> Counter[str]:
        held = self.slack.workspace.ephemerals.values()
        # Without what Slackbot says of a command that was not acknowledged.
        return Counter(message.only_to for message in held if message.only_to and message.bot_id)

    def _marks(self) -> Counter[str]:
        """How often each answer was posted, by what the app itself wrote into it."""
        posts = self.slack.workspace.messages.values()
        marks = [post.metadata["event_payload"] for post in posts if post.metadata]
        return Counter(mark.get("id") or mark["k"] for mark in marks)

    def _acked(self) -> set[str]:
        """The mentions that Slack got its 200 for. Their `message` twins are acknowledged and left."""
        return {
            delivery["content"]["event"]["ts"]
            for delivery in self.slack.deliveries("event")
            if delivery["status"] == 200 and delivery["content"]["event"]["type"] == "app_mention"
        }


def campaign_slack(retry_delays: Sequence[float] = RETRY_DELAYS) -> LocalSlack:
    """Every mention arrives twice, as app_mention and as message."""
    manifest = build_manifest()
    manifest["settings"]["event_subscriptions"]["bot_events"].append("message.channels")
    manifest["oauth_config"]["scopes"]["bot"].append("channels:history")
    manifest["oauth_config"]["scopes"]["bot_optional"].remove("channels:history")
    return LocalSlack(manifest, retry_delays=retry_delays)


def slack_settings(slack: LocalSlack) -> dict[str, str]:
    return {
        "slack_api_url": slack.api_url,
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
    }


def _fields(channel: Any) -> dict[str, Any]:
    return {name: getattr(channel, name) for name in channel.__slots__}
