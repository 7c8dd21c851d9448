"""What summaries and digests say, and the words by which people ask for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.content import Content, Label, Line
from knowledge.own_data import KeptWords, SettingsWords

Typed = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+( [a-z0-9]+)*$", max_length=40)]
Phrases = tuple[Typed, ...]
Week = Annotated[tuple[Label, ...], Field(min_length=7, max_length=7)]


class Covers(Content):
    """How a summary names what it covers."""

    last: Line
    conversation: Line
    today: Line
    since: Line
    everything: Line
    week: Line
    result: Line
    comparison: Line


class ScopeWords(Content):
    """Words that name what to summarise."""

    last: Phrases
    conversation: Phrases
    today: Phrases
    since: Phrases
    everything: Phrases
    result: Phrases
    comparison: Phrases
    week: Phrases


class DigestWords(Content):
    """How people ask for a weekly digest, and how they end it."""

    start: Phrases
    stop: Phrases = Field(description="anywhere in the message")
    stop_alone: Phrases = Field(description="only when it is the whole message")
    days: tuple[Phrases, ...] = Field(min_length=7, max_length=7, description="Monday first")
    hours: tuple[Phrases, ...] = Field(min_length=24, max_length=24, description="midnight first")


class PassingOn(Content):
    """One way to pass something on: send it TO jonas, share it WITH jonas."""

    verbs: Phrases
    link: Typed = Field(description="leads to the name")


class RecipientWords(Content):
    """The small words around a name: a word at a name's place that is none of these is taken for a name."""

    ways: tuple[PassingOn, ...] = Field(min_length=1)
    givers: Phrases = Field(description="verbs right before a name: SEND jonas the summary")
    polite: Phrases = Field(description="may stand before the verb")
    things: Phrases = Field(description="what is passed on")
    given: Phrases = Field(description="begin what a name gets: send jonas THE summary")
    particles: Phrases = Field(description="may stand before the link: pass it ON to lisa")
    whose: Phrases = Field(description="may stand before somebody: to MY sister")
    no_names: Phrases


class SummaryWords(Content):
    """Lower case, without punctuation."""

    scopes: ScopeWords
    summary: Phrases = Field(description="a summary, without saying of what")
    file: Phrases
    others: Phrases = Field(description="people to whom nothing is sent")
    mine: Phrases = Field(description="that it goes to the person who asks, whoever else is named")
    recipients: RecipientWords
    data: Phrases = Field(description="what is kept of the person; only when it is the whole message")
    digest: DigestWords


class Summaries(Content):
    """Every sentence of summaries and digests, with its placeholders in braces."""

    title: Label
    covers: Covers
    asked: Line
    compared: Line
    open: Line
    uncovered: Line
    outside: Line
    older: Line
    result: Line
    next: Line
    nothing: Line
    nothing_new: Line
    nothing_there: Line
    no_result: Line
    only_to_you: Line
    send: Label
    on_its_way: Line
    file_name: Label
    file_sent: Line
    digest_title: Label
    digest_reading: Line
    digest_end: Line
    digest_told: Line
    digest_on: Line
    digest_no_zone: Line
    digest_off: Line
    digest_was_off: Line
    days: Week
    kept: KeptWords
    settings: SettingsWords
    words: SummaryWords
