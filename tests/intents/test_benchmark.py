"""Any corpus of JSON lines can be trained on and measured; a broken line is told with its number."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from intents.benchmark import run_benchmark
from intents.corpora import BenchmarkError, Files, Labelled, read_labelled, read_outside, read_training
from intents.models import OUT_OF_SCOPE
from intents.utterances import Corpus

RIGHTNESS = {"accuracy", "macro_f1", "oos_auroc", "oos_recall", "inscope_accept"}
COST = {"fit_seconds", "predict_us_median", "predict_us_p99", "model_bytes"}
GOOD = ("salary_outlook", "responsibilities", "greet")


def _lines(path: Path, pairs: Iterable[tuple[str, str]]) -> Path:
    path.write_text("".join(json.dumps({"text": text, "intent": intent}) + "\n" for text, intent in pairs))
    return path


def _pairs(intents: Iterable[str], start: int, end: int) -> list[tuple[str, str]]:
    said = Corpus.load().utterances
    return [(text.replace("{role}", "clerk"), one) for one in intents for text in said[one][start:end]]


def test_every_key_of_the_contract_is_measured(tmp_path: Path) -> None:
    files = Files(
        train=_lines(tmp_path / "train", _pairs(GOOD, 0, 40)),
        test=_lines(tmp_path / "test", _pairs(GOOD, 40, 60)),
        valid=_lines(tmp_path / "valid", _pairs(GOOD, 60, 70)),
        oos_train=_lines(tmp_path / "oos_train", _pairs([OUT_OF_SCOPE], 0, 40)),
        oos_test=_lines(tmp_path / "oos_test", _pairs([OUT_OF_SCOPE], 40, 60)),
    )
    found = run_benchmark(files)
    assert found.keys() == RIGHTNESS | COST
    assert all(0 <= (found[name] or 0) <= 1 for name in RIGHTNESS)
    assert (found["accuracy"] or 0) > 0.6
    assert all((found[name] or 0) > 0 for name in COST)


def test_without_out_of_scope_lines_those_figures_are_null(tmp_path: Path) -> None:
    train = _lines(tmp_path / "train", _pairs(GOOD, 0, 40))
    found = run_benchmark(Files(train, _lines(tmp_path / "test", _pairs(GOOD, 40, 50))))
    assert found.keys() == RIGHTNESS | COST
    assert [found[name] for name in ("oos_auroc", "oos_recall", "inscope_accept")] == [None, None, None]


def test_a_test_file_may_hold_its_out_of_scope_lines_itself(tmp_path: Path) -> None:
    train = _lines(tmp_path / "train", [*_pairs(GOOD, 0, 30), *_pairs([OUT_OF_SCOPE], 0, 30)])
    found = run_benchmark(Files(train, _lines(tmp_path / "test", _pairs([*GOOD, OUT_OF_SCOPE], 40, 50))))
    assert isinstance(found["oos_auroc"], float)


@pytest.mark.parametrize("name", ["oos", "OOS", "out_of_scope", "none", "unknown"])
def test_each_name_of_out_of_scope_is_known(tmp_path: Path, name: str) -> None:
    assert read_labelled(_lines(tmp_path / "a", [("rain", name)])) == [Labelled("rain", OUT_OF_SCOPE)]


def test_out_of_scope_lines_need_no_intent(tmp_path: Path) -> None:
    path = tmp_path / "oos"
    path.write_text('{"text": "rain\u2028snow"}\n\n', encoding="utf-8")
    assert read_outside(path) == [Labelled("rain\u2028snow", OUT_OF_SCOPE)]
    assert read_outside(None) == []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"text": "hi"}',
        "[]",
        '{"intent": "greet"}',
        '{"text": null, "intent": "greet"}',
        '{"text": 5, "intent": "greet"}',
        '{"text": "hi", "intent": null}',
        '{"text": "hi", "intent": true}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "train"
    path.write_text(f'{{"text": "hi", "intent": "greet"}}\n\n{line}\n')
    with pytest.raises(BenchmarkError, match="line 3: cannot be read"):
        read_labelled(path)


def test_an_empty_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="has no line"):
        read_labelled(_lines(tmp_path / "train", []))


def test_windows_line_ends_blank_lines_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "train"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "hi", "intent": 3}\r\n \r\n\r\n{"text": "", "intent": "greet"}\r\n'
    )
    assert read_labelled(path) == [Labelled("hi", "3"), Labelled("", "greet")]


def test_a_line_that_is_not_utf_8_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "train"
    path.write_bytes(b'{"text": "hi", "intent": "greet"}\n{"text": "caf\xe9", "intent": "food"}\n')
    with pytest.raises(BenchmarkError, match="line 2: is not UTF-8: save the file as UTF-8"):
        read_labelled(path)


def test_a_missing_file_is_told_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match=r"train: cannot be read .* give the path of a file"):
        read_labelled(tmp_path / "train")


@pytest.mark.parametrize("intent", ["greet", "oos"])
def test_one_intent_is_nothing_to_choose_from(tmp_path: Path, intent: str) -> None:
    with pytest.raises(BenchmarkError, match="has the one intent"):
        read_training(_lines(tmp_path / "train", [("hi", intent), ("hello", intent)]), None)


MUSIC = [("play a song", "music"), ("put on jazz", "music"), ("some music please", "music")]
WEATHER = [("will it rain", "weather"), ("is it sunny", "weather"), ("how cold is it", "weather")]
TINY = {
    "two intents of three lines": [*MUSIC, *WEATHER],
    "an intent of one line": [*MUSIC, *WEATHER, ("hello there", "greet")],
    "one line an intent": [MUSIC[0], WEATHER[0]],
    "one intent and what is out of scope": [*MUSIC, ("my left shoe", "oos")],
    "no letters": [("!!!", "music"), ("???", "weather"), ("\ud800", "!"), ("", "?")],
    "one line twice": [*MUSIC, *MUSIC, WEATHER[0], WEATHER[0]],
}


@pytest.mark.parametrize("train", TINY.values(), ids=TINY.keys())
def test_a_tiny_corpus_is_measured(tmp_path: Path, train: list[tuple[str, str]]) -> None:
    test = _lines(tmp_path / "test", [MUSIC[0], WEATHER[0]])
    valid = _lines(tmp_path / "valid", [("call mum", "never seen")])
    oos = _lines(tmp_path / "oos", [("what is love", "oos")])
    found = run_benchmark(Files(_lines(tmp_path / "train", train), test, valid, oos_test=oos))
    assert all(0 <= (found[name] or 0) <= 1 for name in RIGHTNESS)
    assert found["accuracy"] is not None


def test_one_line_an_intent_is_enough_to_know_it_again(tmp_path: Path) -> None:
    train, empty = _lines(tmp_path / "train", TINY["one line an intent"]), _lines(tmp_path / "empty", [])
    found = run_benchmark(Files(train, train, empty, empty, empty))
    assert found["accuracy"] == 1.0


def test_an_intent_that_was_never_learned_is_missed(tmp_path: Path) -> None:
    test = _lines(tmp_path / "test", [MUSIC[0], WEATHER[0], ("call mum", "phone"), ("ring dad", "phone")])
    found = run_benchmark(Files(_lines(tmp_path / "train", [*MUSIC, *WEATHER]), test))
    assert found["accuracy"] == 0.5


def test_where_only_texts_out_of_scope_are_tested_there_is_no_accuracy(tmp_path: Path) -> None:
    test = _lines(tmp_path / "test", [("what is love", "oos")])
    found = run_benchmark(Files(_lines(tmp_path / "train", [*MUSIC, *WEATHER]), test))
    assert [found[name] for name in ("accuracy", "macro_f1", "oos_auroc", "inscope_accept")] == [None] * 4
    assert found["oos_recall"] is not None


def test_out_of_scope_figures_are_by_the_threshold_that_95_of_100_validation_lines_reach(
    tmp_path: Path,
) -> None:
    train = _lines(tmp_path / "train", [*_pairs(GOOD, 0, 40), *_pairs([OUT_OF_SCOPE], 0, 40)])
    good = _lines(tmp_path / "good", _pairs(GOOD, 60, 100))
    found = run_benchmark(Files(train, good, good, oos_test=_lines(tmp_path / "o", [("my shoe", "oos")])))
    assert found["inscope_accept"] == pytest.approx(0.95, abs=0.01)
