"""Items of the assessment: both poles in each pair, twins that name each other, dimensions that fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.assessment import Assessment, Likert, Option, Pair

POLES = ("product", "program")
# The options of a pair stand in this order in the file, so that "as written" means the same side everywhere.


class Finding(NamedTuple):
    """What is wrong with a part of the assessment; the file is known to the caller."""

    thing: str
    problem: str
    cure: str


def broken_items(assessment: Assessment) -> Iterator[Finding]:
    """Whatever an item, an axis or a twin refers to that is not there or is something else."""
    yield from _doubles(assessment)
    yield from _axes(assessment)
    for pair in assessment.pairs:
        yield from _pair(pair, assessment)
    for likert in assessment.likert:
        yield from _dimension(f"item '{likert.id}'", likert, likert.axis, assessment)
        yield from _twin(likert, assessment)


def _doubles(assessment: Assessment) -> Iterator[Finding]:
    times = Counter(item.id for item in assessment.items)
    for name in sorted(name for name, count in times.items() if count > 1):
        yield Finding(f"item '{name}'", "is given twice", "keep one or rename one")


def _axes(assessment: Assessment) -> Iterator[Finding]:
    for axis in assessment.axes:
        for pole, name in zip(POLES, (axis.product, axis.program), strict=True):
            found = assessment.dimensions.get(name)
            if found is None or (found.pole, found.axis) != (pole, axis.name):
                cure = f"name a dimension with pole: {pole} and axis: {axis.name}"
                yield Finding(f"axis '{axis.name}'", f"'{name}' is not its {pole} dimension", cure)


def _pair(pair: Pair, assessment: Assessment) -> Iterator[Finding]:
    thing = f"item '{pair.id}'"
    if tuple(option.pole for option in pair.options) != POLES:
        cure = "give one option of each pole, the product one first as in every pair"
        yield Finding(thing, "does not set product against program", cure)
    for option in pair.options:
        yield from _dimension(thing, option, pair.axis, assessment)


def _dimension(thing: str, said: Option | Likert, axis: str, assessment: Assessment) -> Iterator[Finding]:
    found = assessment.dimensions.get(said.dimension)
    if found is None or (found.pole, found.axis) != (said.pole, axis):
        problem = f"dimension '{said.dimension}' is not the {said.pole} side of axis '{axis}'"
        yield Finding(thing, problem, "name the axis's own dimension for that pole")


def _twin(likert: Likert, assessment: Assessment) -> Iterator[Finding]:
    thing = f"item '{likert.id}'"
    twin = next((one for one in assessment.likert if one.id == likert.twin), None)
    if twin is None or twin.twin != likert.id:
        yield Finding(thing, f"'{likert.twin}' is no twin that names it", "let twins name each other")
    elif _asks(twin) != _asks(likert) or twin.pole == likert.pole:
        cure = "give twins one axis, key and form, and a pole each"
        yield Finding(thing, f"'{likert.twin}' does not ask the same of the other role", cure)


def _asks(likert: Likert) -> tuple[str, int, str]:
    return likert.axis, likert.key, likert.form
