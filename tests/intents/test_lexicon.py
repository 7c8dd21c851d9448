"""What is known of words before anything is learned."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from intents.dialog import load_dialog
from intents.lexicon import Lexicon, load_lexicon
from knowledge import KnowledgeError


@pytest.fixture
def concepts(tmp_path: Path) -> Path:
    path = tmp_path / "concepts.yaml"
    path.write_text("concepts:\n  pay: [salary, salaries, wage]\n  cost: [wage]\n", encoding="utf-8")
    return path


def test_a_stem_knows_every_group_it_is_in(concepts: Path) -> None:
    lexicon = load_lexicon(load_dialog(), [concepts])
    assert lexicon.concepts == {"salari": ("<concepts.pay>",), "wage": ("<concepts.pay>", "<concepts.cost>")}
    assert lexicon.words == {"salary", "salaries", "wage"}


def test_stop_words_make_no_pairs_unless_they_tell_topics_apart(concepts: Path) -> None:
    unpaired = load_lexicon(load_dialog(), [concepts]).unpaired
    assert "the" in unpaired
    assert "who" not in unpaired


def test_what_a_model_depends_on_can_be_written_as_json(concepts: Path) -> None:
    written = json.loads(json.dumps(load_lexicon(load_dialog(), [concepts]).described()))
    assert written[0]["wage"] == ["<concepts.pay>", "<concepts.cost>"]
    assert written[2] == ["salaries", "salary", "wage"]


def test_the_concepts_of_careers_and_of_everyday_english_stand_apart() -> None:
    groups = load_lexicon(load_dialog()).concepts["pay"]
    assert {"<concepts.pay>", "<everyday.pay>"} <= {*groups}


def test_what_a_model_keeps_of_a_lexicon_is_read_back(concepts: Path) -> None:
    lexicon = load_lexicon(load_dialog(), [concepts])
    read = Lexicon.read(json.loads(json.dumps(lexicon.compiled())))
    assert replace(read, english=lexicon.english) == lexicon


@pytest.mark.parametrize("text", ["other: 1\n", "concepts: [salary]\n"])
def test_a_file_without_groups_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "concepts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="is missing"):
        load_lexicon(load_dialog(), [path])
