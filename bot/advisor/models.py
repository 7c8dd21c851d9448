"""What goes into a turn and what comes out: Message and Session in, Turn with its Replies out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.advisor.parts import Part
from bot.advisor.rules import Room

if TYPE_CHECKING:
    from bot.advisor.person import Person
    from bot.advisor.summary.orders import Order


class Place(StrEnum):
    """Where a message came from."""

    CHANNEL = "channel"
    DM = "dm"
    COMMAND = "command"


class To(StrEnum):
    """Where a reply goes."""

    HERE = "here"
    DM = "dm"
    EPHEMERAL = "ephemeral"
    CHANNEL = "channel"


class Act(StrEnum):
    """What a button does."""

    ASK = "ask"
    MORE = "more"
    ERASE = "erase"
    KEEP = "keep"
    QUIZ = "quiz"
    READ = "read"  # the text that comes with it, as a job ad
    SUMMARY = "summary"
    WISH = "wish"
    DATA = "data"
    CHANNEL = "channel"
    WELCOME = "welcome"  # no button: the app was opened


class Decision(StrEnum):
    """How a message was taken."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    FALLBACK = "fallback"
    ACTION = "action"
    CHITCHAT = "chitchat"


@dataclass(frozen=True, slots=True)
class Address:
    """Whose conversation it is: one person in one thread, channel or direct message of one workspace."""

    team: str
    user: str
    dialog: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The meaning of a button; `encode` and `decode` carry it through Slack's button value."""

    act: Act
    intent: str = ""
    role: str = ""

    def encode(self) -> str:
        return "/".join((self.act, self.intent, self.role))

    @classmethod
    def decode(cls, value: str) -> Choice | None:
        """None for anything that `encode` did not write: an old or a forged button."""
        act, _, rest = value.partition("/")
        intent, _, role = rest.partition("/")
        if act not in set(Act) or not all(part == "" or part.isidentifier() for part in (intent, role)):
            return None
        return cls(Act(act), intent, role)


@dataclass(frozen=True, slots=True)
class Message:
    """What a person said or clicked. `at` is when, in seconds; `key` is like no other message's.

    `room` comes with what asks for the settings of a channel.
    """

    address: Address
    place: Place
    text: str = ""
    choice: Choice | None = None
    at: float = 0.0
    key: str = ""
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was answered: its topic, never its words. `shown` are positions in the answer."""

    intent: str
    role: str
    facts: tuple[str, ...] = ()
    shown: tuple[int, ...] = ()


class How(StrEnum):
    """How a question came to its topic."""

    READ = "read"  # from its words
    UNSURE = "unsure"  # from its words, but not surely enough to be answered
    FOLLOWED = "followed"  # from the answer before
    PICKED = "picked"  # from a button


@dataclass(frozen=True, slots=True)
class Understood:
    """How one question was read. `words` are at most three, and each is one that the utterances have too."""

    how: How
    intent: str
    role: str
    confidence: float = 1.0
    words: tuple[str, ...] = ()
    runner_up: str = ""
    its_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """What a conversation remembers: the last answer, the choices offered, a confirmation waited for, and
    how the last message was read.
    """

    exchanges: tuple[Exchange, ...] = ()
    offered: tuple[Choice, ...] = ()
    confirming: bool = False
    understood: tuple[Understood, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    choice: Choice
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to choose one of; `name` tells it from others, `chosen` is what is chosen now."""

    name: str
    label: str
    options: tuple[Button, ...]
    chosen: Choice


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send. `offer` introduces the buttons; `rated` is what a thumb up or down is about.

    A reply with a `card` takes the place of the person's last message with that card, unless `afresh`.
    `pick` lets the person choose a channel, which comes back as the role of that choice.
    Only the Home tab has a `field`: the label of a field to ask something in.
    `instead`: it takes the place of the private message that was clicked.
    """

    parts: tuple[Part, ...]
    to: To = To.HERE
    offer: str = ""
    buttons: tuple[Button, ...] = ()
    rated: Choice | None = None
    card: str = ""
    afresh: bool = False
    pick: Choice | None = None
    menus: tuple[Menu, ...] = ()
    field: str = ""
    instead: bool = False
    channel: str = ""  # with To.CHANNEL: the one that the person chose


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a message was understood, for metrics and for checks from outside."""

    decision: Decision
    intents: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    confidence: float = 1.0
    suggestions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a message leads to: the next session, the replies to send, and whether to erase the person.

    `orders` are done afterwards, by jobs.
    `person` is None where nothing that is remembered of the person changes; `room` where no channel does.
    """

    session: Session
    replies: tuple[Reply, ...]
    outcome: Outcome = field(default_factory=lambda: Outcome(Decision.ACTION))
    erase: bool = False
    person: Person | None = None
    orders: tuple[Order, ...] = ()
    room: Room | None = None
