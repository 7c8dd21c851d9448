"""The training sentences: read once, and every problem told with its file."""

from pathlib import Path

import pytest

from intents.utterances import Corpus
from knowledge import KnowledgeError

PAY = "intent: pay\nrole: product\nneighbours: true\nutterances: [what is the pay, how much]\n"
GREET = "intent: greet\nutterances: [hello there]\n"


def _folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def _problems(path: Path) -> str:
    with pytest.raises(KnowledgeError) as caught:
        Corpus.load(path)
    return str(caught.value)


def test_a_folder_gives_its_sentences_in_a_fixed_order(tmp_path: Path) -> None:
    corpus = Corpus.load(_folder(tmp_path, pay=PAY, greet=GREET))
    assert corpus.pairs() == [("hello there", "greet"), ("what is the pay", "pay"), ("how much", "pay")]
    assert corpus.default_roles == {"pay": "product"}
    assert corpus.for_neighbours == {"pay"}


def test_the_sentences_that_are_shipped_have_no_problem() -> None:
    assert {"salary_outlook", "out_of_scope"} <= Corpus.load().utterances.keys()


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "has no YAML file" in _problems(tmp_path)


def test_every_broken_file_is_told_at_once(tmp_path: Path) -> None:
    told = _problems(_folder(tmp_path, a="intent: [", b="intent: pay\nutterances: [1]\n", c="intent: pay\n"))
    assert all(name in told for name in ("a.yaml", "b.yaml", "c.yaml"))
    assert "'utterances' '0'" in told


def test_an_intent_in_two_files_is_told(tmp_path: Path) -> None:
    told = _problems(_folder(tmp_path, one=GREET, two="intent: greet\nutterances: [good day]\n"))
    assert "two.yaml" in told
    assert "is in one.yaml too" in told


def test_a_sentence_in_two_intents_is_told(tmp_path: Path) -> None:
    told = _problems(_folder(tmp_path, greet=GREET, pay="intent: pay\nutterances: ['Hello  THERE']\n"))
    assert "is in greet.yaml too" in told
