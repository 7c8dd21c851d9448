"""How job ads put into words what the facts say of a role, and what the bot says of an ad it has read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.content import Content, FactId, Line

# Words that stand near each other, in any order; a slash parts words that may stand for one another.
Cue = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(/[a-z0-9]+)*( [a-z0-9]+(/[a-z0-9]+)*)*$", max_length=200)
]
Typed = Annotated[str, StringConstraints(pattern=r"^[a-z0-9']+( [a-z0-9']+)*$", max_length=40)]


class Signal(Content):
    """Work that marks a role. `facts` say so; the role is theirs."""

    facts: tuple[FactId, ...] = Field(
        min_length=1, max_length=3, description="of one role; the first is shown"
    )
    weight: int = Field(2, ge=1, le=3, description="1: neighbours do it too; 3: hardly anybody else does")
    cues: tuple[Cue, ...] = Field(
        min_length=1, description="how ads say it, inflected forms are found anyway"
    )


class AdWords(Content):
    """Words that tell whose work is described and where an ad begins. Lower case."""

    titles: tuple[Typed, ...] = Field(description="names of jobs beside the roles' own: they are no evidence")
    negations: tuple[Typed, ...]
    unless: tuple[Typed, ...] = Field(description="after a negation they undo it: not only")
    resumes: tuple[Typed, ...] = Field(description="the person who is sought is spoken of again: but, you")
    others: tuple[Typed, ...] = Field(description="after a role: what that role does, not this one: who")
    owners: tuple[Typed, ...] = Field(description="before a role that others have: our, the")
    marks: tuple[Typed, ...] = Field(description="what stands in ads and nowhere else: responsibilities")


class AdPhrases(Content):
    """Every sentence about an ad, with its placeholders in braces."""

    clearly: Line
    rather: Line
    mixed: Line
    neither: Line
    nearer: Line = Field(description="neither of the two, but like this neighbour")
    too_short: Line
    nothing: Line = Field(description="somebody asks, but there is no ad yet")
    balance: Line
    limits: Line
    title_differs: Line
    points_to: Line
    match: Line
    and_more: Line


class JobAds(Content):
    """What it takes to read an ad."""

    signals: tuple[Signal, ...] = Field(min_length=1)
    words: AdWords
    phrases: AdPhrases
