"""The chosen numbers: honest probabilities, thresholds that cost least, and the file that keeps them."""

from pathlib import Path

import numpy as np
import pytest

from intents.calibration import calibrate, chances_of, choose, choose_thresholds
from intents.chosen import load_chosen, load_measured, save_chosen
from intents.classifier import Left
from intents.model import Calibration, Chosen, Thresholds

CLASSES = ("learning", "money", "out_of_scope")
TRUTH = np.array([0, 1, 2] * 20)


def left_with(noise: float, classes: int = 3, truth: np.ndarray = TRUTH) -> Left:
    random = np.random.default_rng(7)
    margins = random.normal(-1, noise, (len(truth), classes))
    margins[np.arange(len(truth)), truth] += 2
    return Left(margins, np.where(truth == 2, 0.3, 0.9) + random.uniform(-0.1, 0.1, len(truth)))


def test_scope_scores_tell_good_questions_from_the_others() -> None:
    left = left_with(0.3)
    found = calibrate(left, TRUTH, CLASSES)
    outside = chances_of(left, CLASSES, found)[:, 2]
    assert outside[TRUTH == 2].min() > 0.5 > outside[TRUTH != 2].max()


def test_most_good_questions_reach_the_accepted_score() -> None:
    from_scratch = Left(*(one[TRUTH != 2] for one in (left_with(0.8).margins, left_with(0.8).known)))
    found = calibrate(from_scratch, TRUTH[TRUTH != 2], CLASSES)
    assert found.scope_bias == 50.0
    assert found.accept < found.scope_bias


def test_noisy_margins_make_for_gentler_probabilities() -> None:
    clear, noisy = (calibrate(left_with(noise), TRUTH, CLASSES) for noise in (0.3, 1.5))
    one = Left(np.array([[1.0, -1.0, -1.0]]), np.array([0.9]))
    gaps = [np.diff(np.log(chances_of(one, CLASSES, by)[0, :2]))[0] for by in (clear, noisy)]
    assert gaps[0] < gaps[1] < 0


def test_without_an_intent_out_of_scope_everything_is_in_scope() -> None:
    truth = np.array([0, 1] * 15)
    left = left_with(0.5, 2, truth)
    found = choose(left, truth, ("learning", "money")).calibration
    assert found.scope == (1.0, 0.0, 0.5, 1.0)
    chances = chances_of(left, ("learning", "money"), found)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-6)


def test_the_same_margins_choose_the_same_numbers() -> None:
    assert choose(left_with(0.8), TRUTH, CLASSES) == choose(left_with(0.8), TRUTH, CLASSES)


def test_the_answer_threshold_lies_above_wrong_answers_and_below_right_ones() -> None:
    right, wrong = [0.9, 0.06, 0.04], [0.55, 0.4, 0.05]
    chances = np.array([right] * 10 + [wrong] * 10)
    found = choose_thresholds(chances, np.array([0] * 10 + [1] * 10), 2)
    assert 0.55 < found.answer <= 0.9
    assert found.suggest <= 0.55


def test_a_choice_that_would_not_help_is_not_offered() -> None:
    chances = np.array([[0.1, 0.4, 0.3, 0.2]] * 10)
    helps = choose_thresholds(chances, np.array([2] * 10), 0)
    assert helps.suggest <= 0.4 < helps.answer
    in_vain = choose_thresholds(chances, np.array([0] * 10), 0)
    assert in_vain.suggest > 0.4


def test_when_all_is_out_of_scope_nothing_is_answered_in_vain() -> None:
    chances = np.array([[0.6, 0.4]] * 5)
    found = choose_thresholds(chances, np.array([1] * 5), 1)
    assert found.suggest > 0.6
    assert found.answer > 0.6


CHOSEN = Chosen(Calibration(3.0, -0.2, scope=(1.0, 2.0, 3.0, 4.0), accept=-1.5), Thresholds(0.46, 0.1))


def test_kept_numbers_are_read_back_for_the_lessons_they_were_made_from(tmp_path: Path) -> None:
    path = tmp_path / "calibrated.json"
    save_chosen("key", CHOSEN, {"out_of_fold_right": 0.75}, path)
    assert load_chosen("key", path) == CHOSEN
    assert load_chosen("another", path) is None
    assert load_measured(path) == {"out_of_fold_right": 0.75}


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    assert load_chosen("key", tmp_path / "none.json") is None
    assert load_measured(tmp_path / "none.json") == {}


@pytest.mark.parametrize("name", ["out_of_fold_right", "out_of_fold_first_three"])
def test_the_shipped_file_says_how_well_the_engine_did(name: str) -> None:
    assert 0.5 < load_measured()[name] <= 1.0
