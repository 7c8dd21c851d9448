"""Scores are those of the model in the specification, and symmetric to the last bit."""

from math import fsum, isclose
from pathlib import Path
from time import perf_counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advisor.assessment import Band, Quiz
from bot.advisor.assessment.bands import Bands, plausible_range
from bot.advisor.assessment.grid import GRID, weights
from bot.advisor.assessment.scoring import Scorer
from bot.advisor.assessment.testlets import Likelihoods
from tests.bot.advisor.assessment import reference
from tests.bot.advisor.assessment.attempts import (
    ASSESSMENT,
    PAIRS,
    TWINS,
    answers,
    bands_of,
    changed,
    enough_answers,
    for_all,
    is_mirror_image,
    likert_answers,
    mirrored,
    pair_answers,
)

FIND = Quiz(ASSESSMENT).find
HAND_MADE = yaml.safe_load((Path(__file__).parent / "hand_made.yaml").read_text())


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: case["name"])
def test_scores_are_those_of_the_definition(case, quiz: Quiz) -> None:
    score, expected = quiz.find(case["answers"]).score, reference.score(case["answers"])
    assert score.theta == pytest.approx(expected["theta"], abs=1e-9)
    assert score.sd == pytest.approx(expected["sd"], abs=1e-9)
    assert score.p_product == pytest.approx(expected["p_product"], abs=1e-9)
    assert score.p_bands == pytest.approx(expected["p_bands"], abs=1e-9)


@settings(max_examples=25, deadline=None, database=None)  # the plain loops are slow
@given(pairs=st.dictionaries(st.sampled_from(PAIRS), st.integers(-2, 2), max_size=4), said=likert_answers)
def test_any_answers_score_as_the_definition_says(pairs: dict[str, int], said: dict[str, int]) -> None:
    score, expected = FIND(pairs | said).score, reference.score(pairs | said)
    assert isclose(score.theta, expected["theta"], abs_tol=1e-9)
    assert isclose(score.sd, expected["sd"], abs_tol=1e-9)


def test_the_numbers_do_not_drift(quiz: Quiz) -> None:
    """Invariant 18. Written down once: another platform or a later version has to come to the same."""
    score = quiz.find({"fc11": 2, "lk1P+": 4, "lk1G+": 2}).score
    assert score.theta == pytest.approx(1.1160739245, abs=1e-6)
    assert score.sd == pytest.approx(0.8686620595, abs=1e-6)
    assert score.p_product == pytest.approx(0.8992124568, abs=1e-6)


def test_without_answers_the_scale_is_a_standard_normal(quiz: Quiz) -> None:
    score = quiz.find({}).score
    assert score.theta == 0
    assert score.sd == pytest.approx(1, abs=1e-3)
    assert score.p_product == pytest.approx(0.5, abs=1e-12)
    assert score.p_bands[4] == pytest.approx(1 - reference.normal_below(1), abs=1e-3)


@for_all(given=answers)
def test_mirrored_answers_give_the_mirrored_finding(quiz: Quiz, given: dict[str, int]) -> None:
    """Invariant 1."""
    assert is_mirror_image(quiz.find(given), quiz.find(mirrored(given)))


@for_all(given=answers, shuffled=st.randoms())
def test_the_order_of_answers_changes_nothing(quiz: Quiz, given: dict[str, int], shuffled) -> None:
    """Invariant 3."""
    order = sorted(given)
    shuffled.shuffle(order)
    assert quiz.find({item: given[item] for item in order}) == quiz.find(given)


@for_all(given=pair_answers, item=st.sampled_from(PAIRS), value=st.integers(-2, 1), said=likert_answers)
def test_one_step_towards_product_raises_the_estimate(quiz: Quiz, given, item, value, said) -> None:
    """Invariant 5, for pairs."""
    low, high = (quiz.find({**given, **said, item: one}).score for one in (value, value + 1))
    assert high.theta > low.theta
    assert high.p_product >= low.p_product


@for_all(
    given=pair_answers, said=likert_answers, item=st.sampled_from(sorted(TWINS)), value=st.integers(1, 4)
)
def test_one_step_on_a_statement_moves_towards_its_meaning(quiz: Quiz, given, said, item, value) -> None:
    """Invariant 5, for statements: only with its twin does one say anything."""
    low, high = (quiz.find({**given, **said, item: one}).score.theta for one in (value, value + 1))
    towards_product = item[3:] in {"P+", "G-"}
    if TWINS[item] not in said:
        assert low == high
    else:
        assert (high > low) is towards_product
        assert (high < low) is not towards_product


@for_all(
    given=pair_answers,
    said=likert_answers,
    axis=st.sampled_from("123456"),
    key=st.sampled_from("+-"),
    both=st.integers(1, 5),
)
def test_agreeing_more_with_both_twins_changes_nothing(quiz: Quiz, given, said, axis, key, both) -> None:
    """Invariant 9."""
    twins = (f"lk{axis}P{key}", f"lk{axis}G{key}")
    found = {quiz.find({**given, **said, **dict.fromkeys(twins, one)}).score.theta for one in (both, 1, 5)}
    assert len(found) == 1


@for_all(given=enough_answers)
def test_chances_are_whole_and_the_range_is_the_smallest(quiz: Quiz, given: dict[str, int]) -> None:
    """Invariant 13, and the plausible range; only where two are exactly alike do both belong to it."""
    finding = quiz.find(given)
    masses = dict(zip(Band, finding.score.p_bands, strict=True))
    assert sum(masses.values()) == pytest.approx(1, abs=1e-9)
    assert sum(finding.score.sides) < 1
    inside = bands_of(finding)
    assert sum(masses[band] for band in inside) >= 0.9
    shorter = [fsum(masses[band] for band in part) for part in (inside[1:], inside[:-1])]
    assert max(shorter) < 0.9 or shorter[0] == shorter[1]


@pytest.mark.parametrize(
    ("theta", "band"),
    [
        (0.0, Band.BALANCED),
        (0.3499999, Band.BALANCED),
        (0.35, Band.LEAN_PRODUCT),
        (0.9999999, Band.LEAN_PRODUCT),
        (1.0, Band.STRONG_PRODUCT),
        (4.0, Band.STRONG_PRODUCT),
    ],
)
def test_an_edge_belongs_to_the_band_outside_it(theta: float, band: Band) -> None:
    """Invariant 13."""
    bands = Bands(0.35, 1.0)
    assert bands.band(theta) is band
    assert bands.band(-theta) is band.mirrored


def test_mass_on_an_edge_is_shared() -> None:
    at_one = tuple(float(theta == 1.0) for theta in GRID)
    assert Bands(0.35, 1.0).chances(at_one) == (0, 0, 0, 0.5, 0.5)


@pytest.mark.parametrize(
    ("chances", "first", "last"),
    [
        ((0.0, 0.0, 0.05, 0.95, 0.0), 3, 3),
        ((0.0, 0.04, 0.46, 0.46, 0.04), 2, 3),
        ((0.1, 0.2, 0.4, 0.2, 0.1), 0, 4),
        ((0.25, 0.25, 0.0, 0.25, 0.25), 0, 4),
        ((0.06, 0.30, 0.30, 0.30, 0.04), 0, 3),
        ((0.04, 0.31, 0.30, 0.31, 0.04), 1, 3),
    ],
)
def test_the_plausible_range_favours_no_side(chances, first: int, last: int) -> None:
    assert plausible_range(chances, 0.9) == (list(Band)[first], list(Band)[last])


def test_weights_of_an_axis_sum_to_one_and_mirror_exactly() -> None:
    rows = weights(0.3)
    assert all(sum(row) == pytest.approx(1) for row in rows)
    assert all(row == other[::-1] for row, other in zip(rows, reversed(rows), strict=True))


def test_a_calibrated_pair_is_scored_by_its_own_curve(assessment) -> None:
    sharp = assessment.pairs[0].model_copy(update={"a": 3.0, "thresholds": (-1.5, -0.4, 0.4, 1.5)})
    quiz = Quiz(changed(assessment, items=(sharp, *assessment.items[1:])))
    moved = [quiz.find({item: 2}).score.theta for item in (sharp.id, "fc21")]
    assert moved[0] != moved[1]
    both = {sharp.id: 2, "fc12": -2}
    assert is_mirror_image(quiz.find(both), quiz.find(mirrored(both)))


def test_rows_are_kept_within_bounds(assessment, monkeypatch) -> None:
    monkeypatch.setattr("bot.advisor.assessment.testlets.KEPT", 2)
    rows = Likelihoods(0.3, (assessment.scoring.pair,))
    first = rows.row(((0, 2),))
    for answer in range(-2, 2):
        rows.row(((0, answer),))
    assert rows.row(((0, 2),)) == first


def test_a_score_takes_little_time(quiz: Quiz) -> None:
    """1.5 ms are allowed; four times that is only reached when something is recomputed."""
    scorer = Scorer(quiz.bank)
    whole = dict.fromkeys(PAIRS[:16], 1) | {"lk1P+": 4, "lk1G+": 2}
    scorer.score(whole)
    started = perf_counter()
    for _ in range(50):
        scorer.score(whole)
    assert (perf_counter() - started) / 50 < 0.006
