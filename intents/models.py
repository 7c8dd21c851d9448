"""What a message was understood to mean: intents with their confidence, roles, and conversational moves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ABOUT_BOT = "about_bot"
AMBIGUOUS = "ambiguous"
NONE = "none"
OUT_OF_SCOPE = "out_of_scope"
RELATED_ROLE = "related_role"


class Certainty(StrEnum):
    """How sure the engine is: enough to answer, to offer choices, or not at all."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    FALLBACK = "fallback"


class Move(StrEnum):
    """What a message does in a conversation, beside asking something new."""

    ROLE = "role"  # only names a role: "and for program?", "no, I meant product"
    OTHER_ROLE = "other_role"  # "the other one"
    MORE = "more"  # "more", "tell me more", "go on"
    WHY = "why"  # "why?", "why did you say that"
    SOURCES = "sources"  # "source?"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Mention:
    """A role named in the text at [start, end) of the normalised text; `roles` has several for 'PM'."""

    roles: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent with its calibrated probability."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a message. `ranking` is best first and sums to at most 1."""

    text: str
    intent: str
    role: str  # a slot value of the taxonomy: a role id, both, ambiguous, other or none
    certainty: Certainty
    confidence: float
    ranking: tuple[Guess, ...]
    mentions: tuple[Mention, ...] = ()
    told: bool = False  # the question itself says which role it is about, or that it is about both
    stems: frozenset[str] = frozenset()  # content stems, without role names and stop words


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A whole message. `questions` is never empty; `continues` marks 'and ...', pronouns and the like."""

    questions: tuple[Question, ...]
    move: Move | None = None
    continues: bool = False
    english: bool = True
