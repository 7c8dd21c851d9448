"""Misspelt words are repaired to words that the utterances use."""

import pytest

from intents.lexicon import Lexicon
from intents.typos import CERTAINLY_MEANT, Typos, count_vocabulary

LEXICON = Lexicon(english=frozenset({"salary", "form", "pm"}), words=frozenset({"payroll"}))
VOCABULARY = {"salary": 50, "roadmap": 20, "skill": 9, "from": 40, "certification": 3, "teams": 2, "learn": 5}


@pytest.fixture
def typos() -> Typos:
    return Typos(VOCABULARY, LEXICON)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("salary", "salary"),
        ("salaray", "salary"),
        ("slaary", "salary"),
        ("selary", "salary"),
        ("certificatoin", "certification"),
        ("certifcaton", "certification"),
        ("payrol", "payroll"),
        ("tearn", "learn"),
        ("forms", "forms"),
        ("form", "form"),
        ("payroll", "payroll"),
        ("skills", "skills"),
        ("skilss", "skilss"),
        ("ab", "ab"),
        ("xyzzy", "xyzzy"),
        ("xrolex", "xrolex"),
        ("x" * 30, "x" * 30),
        ("\u0436\u0436\u0436\u0436", "\u0436\u0436\u0436\u0436"),
    ],
)
def test_a_word_is_repaired_to_a_near_one_or_left(typos: Typos, word: str, meant: str) -> None:
    assert typos.repair(word) == meant


@pytest.mark.parametrize(
    ("vocabulary", "word", "meant"),
    [
        ({"cart": 4, "coat": 400}, "caat", "coat"),
        ({"trial": 9, "trail": 9, "train": 9}, "trali", "trail"),
        ({"plans": 9, "plane": 9, "planes": 9}, "planez", "plane"),
        ({"card": 9, "gurd": 9, "hard": 9}, "gard", "gurd"),
    ],
)
def test_of_equally_near_words_the_likeliest_is_meant(
    vocabulary: dict[str, int], word: str, meant: str
) -> None:
    assert Typos(vocabulary, Lexicon()).repair(word) == meant


def test_rare_unlisted_words_are_no_vocabulary() -> None:
    texts = ["salary salary payroll", "payroll form pm pm", "kanbn", *["okrs"] * CERTAINLY_MEANT]
    assert count_vocabulary(texts, LEXICON) == {"okrs": CERTAINLY_MEANT, "payroll": 2, "salary": 2}
