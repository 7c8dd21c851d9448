"""Serving: probabilities that sum to 1, rankings in order, and a scope score."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.features import Sample
from intents.lexicon import Lexicon
from intents.model import Calibration, Chosen, Model, Rows
from intents.models import Guess
from intents.scoring import Classifier, Scores
from intents.signals import known_share, probabilities_of, scope_of, share_out, signals_of

LEXICON = Lexicon(concepts={"pay": ("<money>",)}, words=frozenset({"pay", "learn", "rain"}))
SCOPED = Calibration(2.0, -0.1, scope=(1.0, 1.0, 0.5, 2.0), scope_bias=-1.0)


WEIGHTS = {"learn": [2, 0, 0], "pay": [0, 2, 0], "rain": [0, 0, 2], " le": [1, 0, 0], " pa": [0, 1, 0]}


def classifier(*classes: str, chosen: Chosen | None = None) -> Classifier:
    features = Rows({"learn": 0, "pay": 1, "rain": 2}, {}, {}, {" le": 3, " pa": 4}, {"<money>": 5})
    table = np.array([[*row, 1] for row in (*WEIGHTS.values(), [0, 1, 0])], dtype=np.float32)
    bias = np.array([-0.5, -0.5, -0.5], dtype=np.float32)
    return Classifier(Model(classes, features, table, bias, {"pay": 4}, LEXICON, chosen or Chosen(SCOPED)))


def test_a_known_word_brings_its_intent_to_the_top() -> None:
    scores = classifier("learning", "money", "out_of_scope").score(Sample("pay"))
    assert scores.best().intent == "money"
    assert scores.known == 1.0
    assert sum(scores.probabilities) == pytest.approx(1.0, abs=1e-6)


def test_a_text_out_of_scope_has_the_lower_scope_score() -> None:
    engine = classifier("learning", "money", "out_of_scope")
    inside, outside = engine.score(Sample("pay")), engine.score(Sample("rain"))
    assert inside.scope > outside.scope
    assert outside.best().intent == "out_of_scope"


def test_without_an_intent_out_of_scope_the_others_share_everything() -> None:
    scores = classifier("learning", "money", "weather").score(Sample("rain"))
    assert scores.best().intent == "weather"
    assert sum(scores.probabilities) == pytest.approx(1.0, abs=1e-6)


def test_a_text_of_unknown_words_gets_the_bias_alone() -> None:
    engine = classifier("learning", "money", "out_of_scope")
    np.testing.assert_array_equal(engine.margins(Sample("zzz")), engine.model.bias)
    assert engine.score(Sample("")).known == 0.0


def test_a_repeated_word_counts_by_its_square_root() -> None:
    engine = classifier("learning", "money", "out_of_scope")
    once = engine.margins(Sample("pay rain"))
    thrice = engine.margins(Sample("pay pay pay"))
    assert once[2] == pytest.approx(2 / np.sqrt(2) - 0.5, abs=1e-6)
    assert thrice[1] == pytest.approx(np.sqrt(3) * (2 + 1 + 1) - 0.5, abs=1e-6)


def test_a_ranking_is_best_first_and_ties_keep_the_order_of_the_classes() -> None:
    scores = Scores(("a", "b", "c"), [0.25, 0.5, 0.25], 0.0, 1.0)
    assert scores.ranking() == (Guess("b", 0.5), Guess("a", 0.25), Guess("c", 0.25))
    assert scores.ranking(1) == (scores.best(),)


def test_the_share_of_known_words_of_no_words_is_0() -> None:
    assert known_share([], {"pay": 0}) == 0.0
    assert known_share(["pay", "zzz"], {"pay": 0}) == 0.5


def test_signals_are_the_best_margin_its_two_leads_and_the_known_share() -> None:
    margins = [0.25, 1.0, -0.5]
    assert signals_of(margins, 2, 0.5) == (1.0, 1.5, 0.75, 0.5)
    assert signals_of(margins, -1, 0.5) == (1.0, 0.0, 0.75, 0.5)


def test_a_single_intent_in_scope_leads_by_its_own_margin() -> None:
    assert signals_of([1.0, -0.5], 1, 1.0) == (1.0, 1.5, 1.0, 1.0)
    assert signals_of([1.0], -1, 1.0) == (1.0, 1.0, 1.0, 1.0)


def test_the_scope_score_weighs_the_standing_of_each_signal() -> None:
    given = Calibration(
        signal_mean=(1.0, 0.0, 0.0, 0.0),
        signal_scale=(2.0, 1.0, 1.0, 1.0),
        scope=(1.0, 0.5, 0.0, 0.0),
        scope_bias=3.0,
    )
    assert scope_of((5.0, 2.0, 9.0, 9.0), given) == 6.0


MARGIN = st.floats(-5, 5)


@given(st.lists(MARGIN, min_size=3, max_size=6), st.integers(-1, 2), st.floats(0, 1))
def test_probabilities_of_any_margins_sum_to_1(margins: list[float], outside: int, known: float) -> None:
    found = probabilities_of(margins, outside, known, SCOPED)
    assert sum(found) == pytest.approx(1.0, abs=1e-9)
    assert min(found) >= 0


@pytest.mark.parametrize(("scope", "outside"), [(-1e6, 1.0), (0.0, 0.5), (1e6, 0.0)])
def test_what_the_scope_leaves_is_shared_by_the_others(scope: float, outside: float) -> None:
    found = share_out([1.0, 1.0, 3.0], 2, Calibration(), scope)
    assert found == pytest.approx([(1 - outside) / 2, (1 - outside) / 2, outside], abs=1e-6)
