"""Measures of a classifier, against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.metrics import (
    accuracy,
    auroc,
    bins_of,
    calibration_error,
    interval,
    macro_f1,
    recall_at,
    share_below,
)


def test_accuracy_is_the_share_of_right_ones() -> None:
    assert accuracy(["a", "b", "a", "b"], ["a", "b", "b", "b"]) == 0.75
    assert accuracy([], []) == 0.0


def test_macro_f1_counts_every_label_of_the_truth_the_same() -> None:
    assert macro_f1(["a", "a", "a", "b"], ["a", "a", "a", "c"]) == 0.5
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert macro_f1([], []) == 0.0


def test_auroc_counts_ties_half() -> None:
    assert auroc([3, 4], [1, 2]) == 1.0
    assert auroc([1, 2], [3, 4]) == 0.0
    assert auroc([1, 1], [1]) == 0.5
    assert auroc([1, 3], [2]) == 0.5


def test_recall_is_what_the_threshold_of_the_accepted_ones_rejects() -> None:
    assert recall_at([1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 1.5, 2.5, 9.0], 0.75) == 0.5


def test_a_score_on_the_threshold_is_not_below_it() -> None:
    assert share_below([0.1, 0.5, 0.9], 0.5) == pytest.approx(1 / 3)
    assert share_below([], 0.5) == 0.0


def test_the_calibration_error_is_the_gap_between_confidence_and_truth() -> None:
    assert calibration_error([1.0, 1.0], [True, True]) == 0.0
    assert calibration_error([1.0, 1.0, 0.5, 0.5], [True, False, True, False]) == pytest.approx(0.25)
    assert calibration_error([], []) == 0.0


def test_bins_hold_what_falls_into_them_and_empty_ones_are_left_out() -> None:
    assert bins_of([0.0, 0.01, 1.0], [False, True, True]) == [(0.005, 0.5, 2), (1.0, 1.0, 1)]


def test_wilson_intervals_equal_the_published_ones() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


@given(st.integers(1, 500), st.floats(0, 1))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(count: int, share: float) -> None:
    hits = round(share * count)
    low, high = interval(hits, count)
    assert 0.0 <= low <= hits / count + 1e-9
    assert hits / count - 1e-9 <= high <= 1.0
