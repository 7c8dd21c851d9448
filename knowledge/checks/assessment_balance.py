"""Balance of the assessment: equal counts, symmetric thresholds, options of the same length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

from knowledge.assessment import Assessment, Pair
from knowledge.checks.assessment_items import POLES, Finding

LENGTH_RATIO = 1.30  # the longer option of a pair looks like the more thoughtful one
MEAN_RATIO = 1.03
PAIR_STEPS = 4
TWIN_STEPS = 8


def unbalanced(assessment: Assessment) -> Iterator[Finding]:
    """What would favour one pole, one axis or one form before anybody has answered."""
    yield from _counts(assessment)
    yield from _symmetric("scoring pair", assessment.scoring.pair.thresholds, PAIR_STEPS)
    yield from _symmetric("scoring twin", assessment.scoring.twin.thresholds, TWIN_STEPS)
    for pair in assessment.pairs:
        if pair.thresholds is not None:
            yield from _symmetric(f"item '{pair.id}'", pair.thresholds, PAIR_STEPS)
        yield from _ratio(pair)
    yield from _means(assessment)


def _counts(assessment: Assessment) -> Iterator[Finding]:
    axes = [axis.name for axis in assessment.axes]
    pairs, likert = assessment.pairs, assessment.likert
    kinds = [" ".join(kind) for kind in product(axes, ("scenario", "statement"), "AB")]
    yield from _equal("pairs", (f"{one.axis} {one.kind} {one.form}" for one in pairs), kinds)
    kinds = [" ".join(kind) for kind in product(axes, POLES, ("+1", "-1"))]
    yield from _equal("statements", (f"{one.axis} {one.pole} {one.key:+d}" for one in likert), kinds)
    yield from _equal("statements by form", (f"form {one.form}" for one in likert), ["form A", "form B"])


def _equal(thing: str, found: Iterable[str], kinds: list[str]) -> Iterator[Finding]:
    """Every kind as often as the most frequent one."""
    times = Counter(found)
    most = max(times.values(), default=0)
    for kind in kinds:
        if times[kind] != most:
            problem = f"'{kind}' has {times[kind]} items where others have {most}"
            yield Finding(thing, problem, "give every kind the same number of items")


def _symmetric(thing: str, thresholds: tuple[float, ...], steps: int) -> Iterator[Finding]:
    rising = sorted(set(thresholds))
    if len(thresholds) != steps or list(thresholds) != rising:
        yield Finding(
            thing, f"thresholds are not {steps} rising numbers", "write them from lowest to highest"
        )
    elif any(low != -high for low, high in zip(rising, reversed(rising), strict=True)):
        cure = "make each the negative of its counterpart"
        yield Finding(thing, "thresholds favour one side", cure)


def _ratio(pair: Pair) -> Iterator[Finding]:
    short, long = sorted(len(option.text) for option in pair.options)
    if long > LENGTH_RATIO * short:
        problem = f"one option has {long} characters, the other {short}"
        yield Finding(f"item '{pair.id}'", problem, f"keep the longer within {LENGTH_RATIO} of the shorter")


def _means(assessment: Assessment) -> Iterator[Finding]:
    texts = [(option.pole, len(option.text)) for pair in assessment.pairs for option in pair.options]
    short, long = sorted(sum(length for pole, length in texts if pole == one) for one in POLES)
    if long > MEAN_RATIO * short:
        problem = f"options of one pole have {long} characters in all, of the other {short}"
        yield Finding("pairs", problem, f"keep the sums within {MEAN_RATIO} of each other")
