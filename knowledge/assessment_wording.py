"""What the fit assessment says, and what a person may type instead of pressing one of its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge.content import Content, FactId, Label, Line

Typed = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+( [a-z0-9]+)*$", max_length=40)]
Band = Literal["strong_program", "lean_program", "balanced", "lean_product", "strong_product", "neither"]
Flag = Literal["same_button", "fast", "uneven"]
Leaning = Literal["product", "even", "program", "unasked"]


class Cited(Content):
    """A sentence with the facts it rests on; none where it is advice of our own."""

    text: Line
    facts: tuple[FactId, ...] = ()


class BandWording(Content):
    """A result in words, and three things that are cheap to try."""

    name: Label
    text: Line
    next: tuple[Cited, Cited, Cited]


class Chance(Content):
    """Words for a probability from `least` upwards."""

    least: float = Field(ge=0, le=1)
    words: Label


class Buttons(Content):
    start: Label
    resume: Label
    back: Label
    skip: Label
    pause: Label
    finish: Label
    more: Label
    retake: Label
    why: Label
    share: Label
    delete: Label
    keep: Label
    result: Label


class Wording(Content):
    """Every sentence of the assessment, with its placeholders in braces."""

    title: Label
    intro: tuple[Line, ...] = Field(min_length=1)
    begin: tuple[Typed, ...] = Field(min_length=1, description="what a person types below it to begin")
    buttons: Buttons
    pair_hint: Line
    likert_hint: Line
    progress: Line
    progress_last: Line
    took: Line
    too_early: Line
    not_an_answer: Line
    paused: Line
    resumed: Line
    nothing_back: Line
    stale: Line
    over: Line
    stranger: Line
    sent_to_dm: Line
    sent_result: Line
    done: Line
    nothing_runs: Line
    no_result: Line
    share_preview: Line
    share_where: Line
    shared_done: Line
    delete_sure: Line
    deleted: Line
    headline: Line
    bands: Mapping[Band, BandWording]
    range_one: Line
    range_many: Line
    chances_title: Line
    chance: Line
    chances: tuple[Chance, ...] = Field(min_length=1)
    reasons_for: Line
    reasons_against: Line
    reasons_each: Line
    reason_much: Line
    reason_bit: Line
    no_reasons: Line
    profile_title: Line
    profile_axis: Line
    profile: Mapping[Leaning, Label]
    shared_title: Line
    shared: tuple[Cited, ...] = Field(min_length=1)
    next_title: Line
    counted: Line
    honesty: Line
    provisional: Line
    flags: Mapping[Flag, Line]
    no_band: Line
    more_offer: Line
    changed: Line
    unchanged: Line
    remembered: Line
    alt_scale: Line
    alt_profile: Line


class TypedWords(Content):
    """Words and short phrases by what they mean; lower case, without apostrophes and punctuation."""

    back: tuple[Typed, ...]
    skip: tuple[Typed, ...]
    pause: tuple[Typed, ...]
    finish: tuple[Typed, ...]
    first: tuple[Typed, ...]
    second: tuple[Typed, ...]
    much: tuple[Typed, ...]
    bit: tuple[Typed, ...]
    same: tuple[Typed, ...]
    agree: tuple[Typed, ...]
    disagree: tuple[Typed, ...]
    never: tuple[Typed, ...]
    than: tuple[Typed, ...] = Field(description="what stands between the preferred and the other option")
    numbers: tuple[Typed, Typed, Typed, Typed, Typed]
    other: tuple[Typed, ...] = Field(description="what looks like an answer and is none")
    filler: tuple[Typed, ...] = Field(description="words that change nothing: i, would, pick, the")
