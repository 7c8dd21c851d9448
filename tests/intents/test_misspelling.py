"""Seeded typing mistakes for measurements."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.misspelling import misspell

TEXT = "what does a product manager own in the pm team"


def test_the_same_seed_makes_the_same_mistakes() -> None:
    assert misspell(TEXT, 2, 7) == misspell(TEXT, 2, 7)
    assert len({misspell(TEXT, 2, seed) for seed in range(20)}) > 10


@pytest.mark.parametrize("text", ["", "a pm or po", "2024 12345"])
def test_short_words_and_numbers_get_no_mistake(text: str) -> None:
    assert misspell(text, 5, 1) == text


def test_every_kind_of_mistake_is_made() -> None:
    made = {misspell("Team", 1, seed) for seed in range(400)}
    assert {"Taem", "Tem", "Teeam", "Twam", "Teamm", "ream"} <= made


def test_a_letter_without_neighbours_on_the_keyboard_is_doubled() -> None:
    word = "\u00e9" * 4
    assert {misspell(word, 1, seed) for seed in range(60)} == {word, word + word[0], word[1:]}


@settings(max_examples=100, deadline=None, database=None)
@given(st.integers(0, 3), st.integers(0, 10_000))
def test_each_mistake_is_one_edit_in_a_word_of_its_own(mistakes: int, seed: int) -> None:
    pairs = zip(TEXT.split(), misspell(TEXT, mistakes, seed).split(), strict=True)
    edits = [OSA.distance(right, wrong) for right, wrong in pairs]
    assert max(edits) <= 1
    assert sum(edits) <= mistakes
