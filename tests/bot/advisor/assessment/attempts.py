"""Attempts to test with: played by buttons, drawn by Hypothesis, mirrored, or with the roles exchanged."""

from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.advisor.assessment import Attempt, Band, Finding, Leaning, Question, Quiz, Reason
from knowledge import DEFAULT_PATH
from knowledge.assessment import Assessment, Likert, Pair
from knowledge.reading import read_yaml

EXAMPLES = [pytest.param(25, id="some"), pytest.param(10_000, marks=pytest.mark.slow, id="many")]
POLES = {"product": "program", "program": "product"}

Answers = Mapping[str, int]
Choose = Callable[[Question], int]


def load_assessment() -> Assessment:
    file = DEFAULT_PATH / "assessment.yaml"
    return Assessment.model_validate(read_yaml(file, file.name)["assessment"])


ASSESSMENT = load_assessment()
PAIRS = [pair.id for pair in ASSESSMENT.pairs]
TWINS = {one.id: one.twin for one in ASSESSMENT.likert}

seeds = st.integers(0, 10**9).map(str)
buttons = st.lists(st.integers(0, 4), min_size=24, max_size=24)
pair_answers = st.dictionaries(st.sampled_from(PAIRS), st.integers(-2, 2))
likert_answers = st.dictionaries(st.sampled_from(sorted(TWINS)), st.integers(1, 5))
answers = st.tuples(pair_answers, likert_answers).map(lambda both: both[0] | both[1])
enough_answers = st.tuples(
    st.dictionaries(st.sampled_from(PAIRS), st.integers(-2, 2), min_size=8), likert_answers
).map(lambda both: both[0] | both[1])


def for_all(**drawn: st.SearchStrategy) -> Callable:
    """A property as a test: some examples each time, ten thousand in the slow run."""

    def decorate(check: Callable) -> Callable:
        @pytest.mark.parametrize("examples", EXAMPLES)
        def test(examples: int, quiz: Quiz) -> None:
            slow = [HealthCheck.too_slow, HealthCheck.filter_too_much]

            @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=slow)
            @given(**drawn)
            def run(**values: object) -> None:
                check(quiz, **values)

            run()

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def play(quiz: Quiz, attempt: Attempt, choose: Choose) -> Attempt:
    """Answers every question until the attempt is over."""
    while question := quiz.question(attempt):
        attempt = quiz.answer(attempt, question.step, choose(question), 6000)
    return attempt


def by_list(choices: list[int]) -> Choose:
    """The choices one after another, from the first again when they run out."""
    return lambda question: choices[question.step % len(choices)]


def walk(quiz: Quiz, attempt: Attempt, choose: Choose) -> Iterable[tuple[Attempt, Question]]:
    """Every state of an attempt with its question."""
    while question := quiz.question(attempt):
        yield attempt, question
        attempt = quiz.answer(attempt, question.step, choose(question))


def mirrored(answers: Answers) -> dict[str, int]:
    """Every pair answered the other way, the answers of twins exchanged."""
    return {TWINS.get(item, item): value if item in TWINS else -value for item, value in answers.items()}


def is_mirror_image(one: Finding, other: Finding) -> bool:
    """Bit for bit."""
    return (
        other.score.theta == -one.score.theta
        and other.score.sd == one.score.sd
        and other.score.p_bands == one.score.p_bands[::-1]
        and other.score.sides == one.score.sides[::-1]
        and other.band == (one.band and one.band.mirrored)
        and other.plausible == tuple(band.mirrored for band in reversed(one.plausible))
        and other.neither == one.neither
        and [(axis.axis, _other(axis.leaning)) for axis in one.profile]
        == [(axis.axis, axis.leaning) for axis in other.profile]
        and _same_reasons(one, other)
    )


def _same_reasons(one: Finding, other: Finding) -> bool:
    """The same questions with the same weights; a balanced result tells product before program."""
    groups = (one.reasons.con, one.reasons.pro) if one.is_even else (one.reasons.pro, one.reasons.con)
    expected = [[_mirror(reason) for reason in group] for group in groups]
    return expected == [
        [_key(reason) for reason in group] for group in (other.reasons.pro, other.reasons.con)
    ]


def _mirror(reason: Reason) -> tuple[str, str, float]:
    return min(reason.item, TWINS.get(reason.item, reason.item)), POLES[reason.pole], -reason.weight


def _key(reason: Reason) -> tuple[str, str, float]:
    return min(reason.item, TWINS.get(reason.item, reason.item)), reason.pole, reason.weight


def _other(leaning: Leaning) -> Leaning:
    return Leaning(POLES.get(leaning.value, leaning.value))


def exchange_roles(assessment: Assessment) -> Assessment:
    """The knowledge file with product and program exchanged in every item; order and texts stay."""
    dimensions = {
        name: one.model_copy(update={"pole": POLES[one.pole]}) for name, one in assessment.dimensions.items()
    }
    axes = tuple(
        one.model_copy(update={"product": one.program, "program": one.product}) for one in assessment.axes
    )
    items = tuple(_exchanged(item) for item in assessment.items)
    return changed(assessment, dimensions=dimensions, axes=axes, items=items)


def changed(assessment: Assessment, **fields: object) -> Assessment:
    """Built anew: a copy would keep what was already worked out from the old fields."""
    held = {name: getattr(assessment, name) for name in Assessment.model_fields}
    return Assessment(**held | fields)


def _exchanged(item: Pair | Likert) -> Pair | Likert:
    if isinstance(item, Likert):
        return item.model_copy(update={"pole": POLES[item.pole]})
    options = tuple(option.model_copy(update={"pole": POLES[option.pole]}) for option in item.options)
    return item.model_copy(update={"options": options})


def bands_of(finding: Finding) -> tuple[Band, ...]:
    """Those of the plausible range."""
    order = list(Band)
    first, last = map(order.index, finding.plausible)
    return tuple(order[first : last + 1])
