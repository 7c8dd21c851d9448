"""The shape of the fit assessment: axes, dimensions, items, and the numbers by which it asks and scores."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge.assessment_wording import TypedWords, Wording
from knowledge.content import Content, FactId, Id, Label, Line

Pole = Literal["product", "program"]
Form = Literal["A", "B"]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}\d{1,3}([PG][+-])?$")]
Steps = tuple[Label, Label, Label, Label, Label]
Share = Annotated[float, Field(ge=0, le=1)]


class Dimension(Content):
    """One kind of activity that the sources give to one of the two roles."""

    pole: Pole
    axis: Id
    definition: Line
    facts: tuple[FactId, ...] = Field(min_length=1)


class Axis(Content):
    """Two dimensions that are set against each other."""

    name: Id
    label: Label = Field(description="for the small profile: customers or teams")
    product: Id
    program: Id


class NotKeyed(Content):
    """What may not push the result either way, because the sources ask it of both roles."""

    reason: Line
    facts: tuple[FactId, ...]
    subjects: tuple[Label, ...]


class Option(Content):
    """One side of a graded pair."""

    text: Label
    pole: Pole
    dimension: Id
    facts: tuple[FactId, ...] = Field(min_length=1)


class Pair(Content):
    """Two activities; the answer says which draws more and how much. `a` and `thresholds` once calibrated."""

    id: ItemId
    format: Literal["graded_pair"]
    kind: Literal["scenario", "statement"]
    axis: Id
    form: Form
    prompt: Line
    options: tuple[Option, Option]
    a: Annotated[float, Field(gt=0)] | None = None
    thresholds: tuple[float, ...] | None = None


class Likert(Content):
    """A statement to agree with. Its twin says the same of the other role; `key` -1 rejects the activity."""

    id: ItemId
    format: Literal["likert5"]
    axis: Id
    form: Form
    prompt: Line
    pole: Pole
    dimension: Id
    key: Literal[1, -1]
    twin: ItemId
    facts: tuple[FactId, ...] = Field(min_length=1)


Item = Annotated[Pair | Likert, Field(discriminator="format")]


class Curve(Content):
    """A graded response: P(answer >= k | x) = 1 / (1 + exp(-a (x - threshold k)))."""

    a: float = Field(gt=0)
    thresholds: tuple[float, ...]


class Scoring(Content):
    """The model. Its numbers are priors until people's answers calibrate them."""

    shared: float = Field(gt=0, lt=1, description="S: the share of an axis that is its own, not the scale's")
    pair: Curve
    twin: Curve
    lean: float = Field(gt=0)
    strong: float = Field(gt=0)
    range: Share = Field(description="how probable the plausible range has to be")


class Asking(Content):
    """When which question comes, and when to stop."""

    pairs_least: int = Field(ge=2)
    pairs_most: int = Field(le=24)
    stop_side: Share
    stop_sd: float
    likert_after: tuple[int, int] = Field(
        description="pairs answered before each of the first two statements"
    )
    low_sum: int = Field(description="both statements together at most this: ask their reverse too")
    low_first: float = Field(description="level of the first four statements that leads to four more")
    low_both: float = Field(description="level of all eight for 'neither drew you strongly'")
    unsure_below: Share = Field(description="offer a few more while no band reaches this")


class Care(Content):
    """When answers look hurried. Only ever said softly."""

    same_button: int
    same_button_of: int
    fast_milliseconds: int
    repeat_steps: int


class Explaining(Content):
    """How much of the result is explained."""

    reasons_for: int
    reasons_against: int
    axis_lean: float = Field(gt=0, description="mean answer of an axis from which it is more than about even")


class Retest(Content):
    """What counts as a change between two attempts."""

    change: float = Field(description="standard errors of the difference")
    recent_days: int


class Scales(Content):
    """The five buttons, left to right; {A} and {B} are the options as shown."""

    graded_pair: Steps
    likert5: Steps


class Assessment(Content):
    """Everything about the assessment that is content."""

    version: Label
    dimensions: Mapping[Id, Dimension]
    axes: tuple[Axis, ...] = Field(min_length=1)
    not_keyed: NotKeyed
    scales: Scales
    scoring: Scoring
    asking: Asking
    care: Care
    explaining: Explaining
    retest: Retest
    items: tuple[Item, ...]
    typed: TypedWords
    wording: Wording

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(item for item in self.items if isinstance(item, Pair))

    @cached_property
    def likert(self) -> tuple[Likert, ...]:
        return tuple(item for item in self.items if isinstance(item, Likert))
