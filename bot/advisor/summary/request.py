"""Reads from a person's words what to summarise, and whether a digest is wanted or to end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.advisor.summary.recipients import names_somebody
from knowledge.summaries import DigestWords, SummaryWords

READ = 2_000
MONDAY, NINE = 0, 9

_WORDS = re.compile(r"[a-z0-9]+")


class Scope(StrEnum):
    """What a summary is about."""

    LAST = "last"
    CONVERSATION = "conversation"
    TODAY = "today"
    SINCE = "since"
    EVERYTHING = "everything"
    RESULT = "result"
    COMPARISON = "comparison"
    WEEK = "week"


# Narrow before wide: "everything of today" is about today. The last answer is meant by "it" and "that".
NAMED = (
    Scope.TODAY,
    Scope.WEEK,
    Scope.CONVERSATION,
    Scope.SINCE,
    Scope.EVERYTHING,
    Scope.RESULT,
    Scope.COMPARISON,
    Scope.LAST,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A summary that is asked for; `as_file` also as Markdown, whatever the person's setting."""

    scope: Scope
    as_file: bool = False


@dataclass(frozen=True, slots=True)
class DigestWish:
    """On which weekday (Monday is 0) and at which hour of the person's day a digest shall come."""

    weekday: int = MONDAY
    hour: int = NINE


def read_request(text: str, words: SummaryWords) -> Request:
    """The first scope that is named, else everything new for a summary, else the last answer."""
    said = _plain(text)
    named = (scope for scope in NAMED if any(_has(said, one) for one in getattr(words.scopes, scope.value)))
    general = Scope.SINCE if any(_has(said, one) for one in words.summary) else Scope.LAST
    return Request(next(named, general), any(_has(said, one) for one in words.file))


def read_wish(text: str, words: DigestWords) -> DigestWish | None:
    """None where no digest is asked for."""
    said = _plain(text)
    if not any(_has(said, phrase) for phrase in words.start):
        return None
    return DigestWish(_which(said, words.days, MONDAY), _which(said, words.hours, NINE))


def wants_end(text: str, words: DigestWords) -> bool:
    """Whether these words name the digest and end it."""
    said = _plain(text)
    return any(_has(said, phrase) for phrase in words.stop)


def says_stop(text: str, words: DigestWords) -> bool:
    """A bare 'stop': it ends a digest, if there is one, besides whatever else it may mean."""
    return _plain(text).strip() in words.stop_alone


def goes_to_others(text: str, words: SummaryWords) -> bool:
    """Whether somebody else is to have it, and not the person who asks."""
    is_to_group = any(_has(_plain(text), one) for one in words.others) and not goes_to_me(text, words)
    return is_to_group or names_somebody(text, words.recipients)


def goes_to_me(text: str, words: SummaryWords) -> bool:
    """Whether the person who asks is named as the one to have it."""
    return any(_has(_plain(text), one) for one in words.mine)


def asks_for_data(text: str, words: SummaryWords) -> bool:
    """Whether the whole message asks what is kept of the person."""
    return _plain(text).strip() in words.data


def _plain(text: str) -> str:
    """Words with one space around each, so that phrases match whole words only."""
    return f" {' '.join(_WORDS.findall(text[:READ].lower().replace(chr(39), '')))} "


def _has(said: str, phrase: str) -> bool:
    return f" {phrase} " in said


def _which(said: str, choices: tuple[tuple[str, ...], ...], default: int) -> int:
    """The choice whose longest phrase is found: '1 pm' also stands in '11 pm', but not as a word."""
    found = [
        (len(phrase), number)
        for number, phrases in enumerate(choices)
        for phrase in phrases
        if _has(said, phrase)
    ]
    return max(found)[1] if found else default
