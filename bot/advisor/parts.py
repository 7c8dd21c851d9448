"""The parts that a reply is made of: sentences, lists, tables, sources and pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the facts it rests on."""

    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The point of an answer."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about the conversation, not about the roles."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Differ:
    """A point on which the sources do not agree, with every side."""

    sentence: Sentence
    sides: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A side-by-side comparison: heads for the label and each role, then rows of a label and its cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Sentence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A fact with the source that says it."""

    sentence: Sentence
    source: str
    url: str | None = None
    caveat: str | None = None


@dataclass(frozen=True, slots=True)
class Quotes:
    """Facts named with their sources: from elsewhere, or behind an answer."""

    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The line that names what an answer rests on."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """How far something is: `share` of a bar from 0 to 1, and the same in words."""

    share: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A picture of a position on the scale between the two roles. `alt` says everything in words."""

    theta: float
    sd: float
    ends: tuple[str, str, str]  # left, middle, right
    edges: tuple[float, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Leanings:
    """A picture of subjects, each -1 (program), 0 (even) or 1 (product). `alt` says everything in words."""

    subjects: tuple[tuple[str, int | None], ...]
    heads: tuple[str, str, str]
    alt: str


Picture = Scale | Leanings
Part = Heading | Lead | Note | Bullets | Differ | Table | Quotes | Sources | Meter | Scale | Leanings
