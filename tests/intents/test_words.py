"""The list of English words."""

import pytest

from intents.words import load_english


@pytest.mark.parametrize(("word", "listed"), [("banana", True), ("bananna", False), ("", False)])
def test_common_words_are_listed_and_misspellings_are_not(word: str, listed: bool) -> None:
    assert (word in load_english()) is listed


def test_all_words_are_lower_case_letters() -> None:
    assert all(word.isalpha() and word == word.lower() for word in load_english())
