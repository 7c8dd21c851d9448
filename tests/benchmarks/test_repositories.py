"""The public corpora are read in their standard splits; what is missing is told with its cure."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.repositories import (
    MissingCorpusError,
    read_banking,
    read_braun,
    read_clinc,
    read_few_shot,
)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_clinc_has_its_out_of_scope_lines_in_training_and_test(tmp_path: Path) -> None:
    parts = ("train", "oos_train", "val", "oos_val", "test", "oos_test")
    raw = {part: [[f"said in {part}", "oos" if "oos" in part else "tea"]] for part in parts}
    _write(tmp_path / "oos-eval/data/data_full.json", json.dumps(raw))
    split = read_clinc("data_full")(tmp_path)
    assert split.train == [("said in train", "tea"), ("said in oos_train", "oos")]
    assert split.test == [("said in test", "tea"), ("said in oos_test", "oos")]
    assert split.valid == [("said in val", "tea")]


def test_banking_texts_may_hold_commas_and_line_ends(tmp_path: Path) -> None:
    data = tmp_path / "task-specific-datasets/banking_data"
    _write(data / "train.csv", 'text,category\n"tea, or\nmilk",drinks\n')
    _write(data / "test.csv", "text,category\nbread,food\n")
    split = read_banking(tmp_path)
    assert split.train == [("tea, or\nmilk", "drinks")]
    assert split.test == [("bread", "food")]


def _few_shot(folder: Path, part: str, texts: Sequence[str], intents: Sequence[str]) -> None:
    data = folder / "Few-Shot-Intent-Detection/Datasets/HWU64" / part
    _write(data / "seq.in", "".join(f"{text}\n" for text in texts))
    _write(data / "label", "".join(f"{intent}\n" for intent in intents))


def test_few_shots_are_learned_and_the_whole_test_is_measured(tmp_path: Path) -> None:
    _few_shot(tmp_path, "train_10", ["one\u2028line", "two"], ["a", "b"])
    _few_shot(tmp_path, "test", ["three"], ["a"])
    split = read_few_shot("HWU64", "train_10")(tmp_path)
    assert split.train == [("one\u2028line", "a"), ("two", "b")]
    assert split.test == [("three", "a")]
    assert not split.valid


def test_a_text_without_a_label_is_not_read_over(tmp_path: Path) -> None:
    _few_shot(tmp_path, "train", ["one", "two"], ["a"])
    with pytest.raises(ValueError, match="shorter"):
        read_few_shot("HWU64", "train")(tmp_path)


def test_brauns_none_is_an_intent_to_be_found(tmp_path: Path) -> None:
    said = [
        {"text": "learned", "intent": "Find", "training": True},
        {"text": "measured", "intent": "None", "training": False},
    ]
    _write(tmp_path / "NLU-Evaluation-Corpora/ChatbotCorpus.json", json.dumps({"sentences": said}))
    split = read_braun("Chatbot")(tmp_path)
    assert split.train == [("learned", "Find")]
    assert split.test == [("measured", "no intent")]


def test_a_missing_repository_is_told_with_the_command_that_gets_it(tmp_path: Path) -> None:
    with pytest.raises(MissingCorpusError, match=r"git clone https://github\.com/clinc/oos-eval"):
        read_clinc("data_full")(tmp_path)
