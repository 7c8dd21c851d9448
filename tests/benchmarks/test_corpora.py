"""The classifier is measured on a corpus and set beside its goal."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.corpora import main, measure, table
from benchmarks.repositories import Split
from intents.models import OUT_OF_SCOPE
from intents.utterances import Corpus

GOOD = ("salary_outlook", "responsibilities", "greet")


def _pairs(intents: Sequence[str], start: int, end: int) -> list[tuple[str, str]]:
    said = Corpus.load().utterances
    return [(text.replace("{role}", "clerk"), one) for one in intents for text in said[one][start:end]]


def _outside(start: int, end: int) -> list[tuple[str, str]]:
    return [(text, "oos") for text, _ in _pairs([OUT_OF_SCOPE], start, end)]


def test_a_corpus_is_learned_with_what_is_outside() -> None:
    train, test = _pairs(GOOD, 0, 40) + _outside(0, 40), _pairs(GOOD, 40, 60) + _outside(40, 60)
    found = measure(Split(train, test, _pairs(GOOD, 60, 70)))
    assert (found["accuracy"] or 0) > 0.6
    assert (found["oos_auroc"] or 0) > 0.6


def test_a_corpus_without_validation_or_outside_has_no_such_figures() -> None:
    found = measure(Split(_pairs(GOOD, 0, 40), [("zz qq", "no such intent")]))
    assert found["accuracy"] == 0.0
    assert found["oos_auroc"] is None


def test_the_table_sets_a_figure_beside_its_goal() -> None:
    outside = {"oos_auroc": 0.97, "oos_recall": 0.88, "inscope_accept": 0.951, "fit_seconds": 3.2}
    shown = table({"CLINC150": {"accuracy": 0.935, **outside}})
    published = "SVM 91.0, USE 93.5, BERT 96.9"
    assert f"| CLINC150 | 93.5 | 94.0 | {published} | 0.970 | 88.0 (95.1) | 3 |" in shown


def test_brauns_three_corpora_are_averaged() -> None:
    shares = {"Braun Chatbot": 1.0, "Braun AskUbuntu": 0.9, "Braun WebApplications": 0.8}
    shown = table({name: {"accuracy": share} for name, share in shares.items()})
    assert "| Braun average | 90.0 | 93.0 |" in shown


def test_the_average_waits_for_all_three() -> None:
    assert "average" not in table({"Braun Chatbot": {"accuracy": 1.0}})


def test_a_missing_folder_ends_with_the_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--only", "BANKING77"])
    assert "git clone https://github.com/PolyAI-LDN/task-specific-datasets" in capsys.readouterr().err
