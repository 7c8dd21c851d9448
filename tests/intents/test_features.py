"""What the classifier sees of a text, and how near-copies are kept in one fold."""

import pytest

from intents import folds
from intents.features import (
    FOCAL,
    MAX_PAIRED,
    NEIGHBOUR,
    NEW,
    SEVERAL,
    Analyzer,
    Sample,
    pieces,
    sample_of,
)
from intents.folds import assign_folds
from intents.lexicon import Lexicon
from intents.roles import Found

LEXICON = Lexicon(concepts={"pay": ("<money>", "<work>")}, unpaired=frozenset({"the"}))


def test_words_are_stems_neighbours_and_pairs_without_silent_words() -> None:
    found = Analyzer(LEXICON).analyze(Sample("the pays rise"))
    assert found.stems == ["the", "pay", "rise"]
    assert found.words == [
        *("the", "pay", "rise"),
        *("<s> the", "the pay", "pay rise", "rise </s>"),
        "pay&rise",
    ]


def test_concepts_are_those_of_each_stem() -> None:
    assert Analyzer(LEXICON).analyze(Sample("pay the pay")).concepts == ["<money>", "<work>"] * 2


def test_marks_are_features_and_pair_with_words() -> None:
    words = Analyzer(LEXICON).analyze(Sample("pay", (FOCAL,))).words
    assert words == ["pay", FOCAL, "<s> pay", "pay </s>", f"{FOCAL}&pay"]


def test_words_are_repaired_before_anything_is_made_of_them() -> None:
    found = Analyzer(LEXICON, {"pya": "pay"}.get).analyze(Sample("pya"))  # type: ignore[arg-type]
    assert found.stems == ["pay"]
    assert " pa" in found.pieces


def test_a_long_text_pairs_only_its_first_telling_words() -> None:
    text = " ".join(f"w{at}" for at in range(3 * MAX_PAIRED))
    pairs = [one for one in Analyzer(LEXICON).analyze(Sample(text)).words if "&" in one]
    assert len(pairs) == MAX_PAIRED * (MAX_PAIRED - 1) // 2


def test_all_new_stems_are_read_as_one() -> None:
    analyzer = Analyzer(LEXICON)
    found = analyzer.analyze(Sample("pay beyonce zloty", (FOCAL,)))
    read = analyzer.as_read(found, {"pay"})
    assert read.words[:4] == ["pay", NEW, NEW, FOCAL]
    assert {f"pay {NEW}", f"{NEW} {NEW}", f"{NEW}&pay", f"{FOCAL}&{NEW}"} <= {*read.words}
    assert (read.stems, read.pieces) == (found.stems, found.pieces)
    assert analyzer.as_read(found, {*found.stems}) is found


def test_a_lesson_teaches_its_rare_stems_and_what_a_new_one_tells() -> None:
    analyzer = Analyzer(LEXICON)
    found = analyzer.analyze(Sample("pay beyonce"))
    learned = analyzer.as_learned(found, {"pay"}).words
    assert learned[: len(found.words)] == found.words
    assert learned[len(found.words) :] == [NEW, f"pay {NEW}", f"{NEW} </s>", f"{NEW}&pay"]
    assert analyzer.as_learned(found, {*found.stems}).words == found.words


def test_pieces_are_runs_of_2_to_4_letters_with_the_ends() -> None:
    assert pieces("ab") == (" a", "ab", "b ", " ab", "ab ", " ab ")
    assert pieces("a") == (" a", "a ", " a ", " a ")
    assert len(pieces("a" * 200)) == len(pieces("a" * 40))


def test_a_role_name_is_one_piece() -> None:
    assert pieces("xrolex") == ("xrolex",)


@pytest.mark.parametrize(
    ("masked", "neighbour", "marks"),
    [
        ("what pay", False, ()),
        ("pay of xrolex", False, (FOCAL,)),
        ("pay of xrolex", True, (NEIGHBOUR,)),
        ("xrolex or xrolex or xrolex", False, (FOCAL, SEVERAL)),
    ],
)
def test_marks_tell_which_roles_a_text_names(masked: str, neighbour: bool, marks: tuple[str, ...]) -> None:
    assert sample_of(Found((), masked, neighbour)) == Sample(masked, marks)


TEXTS = [
    "pay of a nurse",
    "the pay of a nurse",
    "learn to sail",
    "cook an egg",
    "paint one wall",
    "sing a song",
]
SAMPLES = [Sample(text) for text in TEXTS]


def test_near_copies_stand_in_one_fold_and_the_rest_is_spread_evenly() -> None:
    found = assign_folds(SAMPLES, ["a"] * 6, (), 3).tolist()
    assert found[0] == found[1]
    assert [found.count(fold) for fold in range(3)] == [2, 2, 2]


def test_every_intent_is_spread_over_all_folds() -> None:
    found = assign_folds(SAMPLES, ["a", "a", "b", "b", "a", "a"], (), 2).tolist()
    assert {found[2], found[3]} == {0, 1}
    assert {found[0], found[4], found[5]} == {0, 1}


def test_named_families_stay_together_whatever_they_say() -> None:
    found = assign_folds(SAMPLES, ["a"] * 6, ["x", "y", "x", "y", "z", "z"], 3).tolist()
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert len(set(found)) == 3


def test_folds_are_the_same_every_time() -> None:
    one, other = (assign_folds(SAMPLES, ["a"] * 6, (), 4).tolist() for _ in range(2))
    assert one == other


def test_a_sample_is_compared_with_the_latest_families_only(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = [SAMPLES[0], SAMPLES[2], SAMPLES[1]]
    assert len(set(assign_folds(samples, ["a"] * 3, (), 3).tolist())) == 2
    monkeypatch.setattr(folds, "MAX_COMPARED", 1)
    assert len(set(assign_folds(samples, ["a"] * 3, (), 3).tolist())) == 3
