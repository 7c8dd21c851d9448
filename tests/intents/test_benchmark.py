"""Any corpus of JSON lines can be trained on and measured; a broken line is told with its number."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from intents.benchmark import run_benchmark
from intents.corpora import BenchmarkError, Files, Labelled, read_labelled, read_outside
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


@pytest.mark.parametrize("line", ["{", '{"text": "hi"}', "[]", '{"intent": "greet"}'])
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "train"
    path.write_text(f'{{"text": "hi", "intent": "greet"}}\n{line}\n')
    with pytest.raises(BenchmarkError, match="line 2: cannot be read"):
        read_labelled(path)


def test_an_empty_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="has no line"):
        read_labelled(_lines(tmp_path / "train", []))
