"""The assessment's structure: poles, facts, twins, equal counts, symmetric thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from knowledge.assessment import Assessment, Item, Likert, Option, Pair
from knowledge.checks.names import unknown
from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import Problem

KEY = "assessment"
POLES = ("product", "program")
CURVES = {"pair": 4, "twin": 8}


def check_assessment(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Whether nothing but a person's answers can push the result to one side."""
    if knowledge.assessment is None:
        return
    file = origins.file(KEY, "items")
    for thing, problem, cure in _findings(knowledge.assessment):
        yield Problem(file, thing, problem, cure)
    yield from _citations(knowledge.assessment, knowledge, file)


Finding = tuple[str, str, str]


def _findings(assessment: Assessment) -> Iterator[Finding]:
    yield from _doubles(assessment)
    yield from _axes(assessment)
    for pair in assessment.pairs:
        yield from _pair(pair, assessment)
    for likert in assessment.likert:
        yield from _likert(likert, assessment)
    yield from _counts(assessment)
    for name, steps in CURVES.items():
        curve = getattr(assessment.scoring, name)
        yield from _thresholds(f"scoring {name}", curve.thresholds, steps)


def _doubles(assessment: Assessment) -> Iterator[Finding]:
    times = Counter(item.id for item in assessment.items)
    for name in sorted(name for name, count in times.items() if count > 1):
        yield f"item '{name}'", "is given twice", "keep one or rename one"


def _axes(assessment: Assessment) -> Iterator[Finding]:
    for axis in assessment.axes:
        for pole in POLES:
            name = getattr(axis, pole)
            found = assessment.dimensions.get(name)
            if found is None or (found.pole, found.axis) != (pole, axis.name):
                cure = f"name a dimension with pole: {pole} and axis: {axis.name}"
                yield f"axis '{axis.name}'", f"'{name}' is not its {pole} dimension", cure


def _pair(pair: Pair, assessment: Assessment) -> Iterator[Finding]:
    thing = f"item '{pair.id}'"
    if tuple(option.pole for option in pair.options) != POLES:
        cure = "give two options, the product one first as in every pair"
        yield thing, "does not set product against program", cure
    for option in pair.options:
        yield from _dimension(thing, option, pair.axis, assessment)
    if pair.thresholds is not None:
        yield from _thresholds(thing, pair.thresholds, CURVES["pair"])


def _likert(likert: Likert, assessment: Assessment) -> Iterator[Finding]:
    thing = f"item '{likert.id}'"
    yield from _dimension(thing, likert, likert.axis, assessment)
    twin = next((one for one in assessment.likert if one.id == likert.twin), None)
    if twin is None or twin.twin != likert.id:
        yield thing, f"'{likert.twin}' is not a twin that names it", "let twins name each other"
    elif (twin.axis, twin.key, twin.form) != (likert.axis, likert.key, likert.form) or twin.pole == likert.pole:
        cure = "give twins the same axis, key and form, and one pole each"
        yield thing, f"'{likert.twin}' does not ask the same of the other role", cure


def _dimension(thing: str, said: Option | Likert, axis: str, assessment: Assessment) -> Iterator[Finding]:
    found = assessment.dimensions.get(said.dimension)
    if found is None or (found.pole, found.axis) != (said.pole, axis):
        problem = f"dimension '{said.dimension}' is not the {said.pole} side of axis '{axis}'"
        yield thing, problem, "name the axis's own dimension for that pole"


def _counts(assessment: Assessment) -> Iterator[Finding]:
    """No axis, form or kind of question may have more items than its like."""
    names = [axis.name for axis in assessment.axes]
    yield from _equal("axis", assessment.items, lambda item: item.axis, names)
    pair_kinds = [f"{kind} of form {form}" for kind in ("scenario", "statement") for form in "AB"]
    yield from _equal("pairs", assessment.pairs, lambda item: f"{item.kind} of form {item.form}", pair_kinds)
    keys = [f"{pole} {key:+d} of form {form}" for pole in POLES for key in (1, -1) for form in "AB"]
    yield from _equal("statements", assessment.likert, _likert_kind, keys)
    for name in names:
        on_axis = [item for item in assessment.likert if item.axis == name]
        kinds = [f"{pole} {key:+d}" for pole in POLES for key in (1, -1)]
        yield from _equal(f"statements of axis '{name}'", on_axis, lambda item: f"{item.pole} {item.key:+d}", kinds)


def _likert_kind(item: Likert) -> str:
    return f"{item.pole} {item.key:+d} of form {item.form}"


def _equal[T](  # noqa: D103
    thing: str, items: tuple[T, ...] | list[T], kind: Callable[[T], str], kinds: list[str]
) -> Iterator[Finding]:
    ...
