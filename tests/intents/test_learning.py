"""From utterances and knowledge to a served classifier."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from intents import learning
from intents.calibrating import calibrate, load_lessons
from intents.chosen import load_chosen
from intents.dialog import Dialog, load_dialog
from intents.features import FOCAL, NEIGHBOUR
from intents.learning import Lessons, fit, learn
from intents.lexicon import Lexicon
from intents.model import Calibration, Chosen, Thresholds
from intents.normalizer import normalize
from intents.utterances import Corpus
from knowledge import Knowledge

SAID = {
    "about_bot": "are you a bot|who built you|is this a machine|am i talking to a human"
    "|who runs this|what are you made of|do you think|robot or person",
    "compare_roles": "compare {role} and {role}|how do they differ|{role} against {role}|what sets them apart"
    "|main differences|are {role} and {role} alike|is it the same job|what do they share",
    "related_role": "what about {role}|and {role}|where does {role} fit in|is {role} close to {role}"
    "|tell me of {role}|how near is {role}|other jobs like these|do you know {role}",
    "out_of_scope": "is it going to rain|feed the cat|who won the match|boil an egg"
    "|a song about trains|where is the beach|paint my wall green|play some jazz",
}
CORPUS = Corpus({intent: tuple(said.split("|")) for intent, said in SAID.items()}, {"about_bot": "product"})


@pytest.fixture(scope="module")
def dialog() -> Dialog:
    return load_dialog()


@pytest.fixture(scope="module")
def lessons(knowledge: Knowledge) -> Lessons:
    return load_lessons(knowledge, CORPUS)


def test_every_utterance_is_a_sample_with_its_intent(lessons: Lessons) -> None:
    assert len(lessons.samples) == len(lessons.intents) == 32
    assert sorted(set(lessons.intents)) == sorted(SAID)
    assert not any("{role}" in sample.text for sample in lessons.samples)


def test_open_places_are_filled_with_focal_roles(lessons: Lessons) -> None:
    marks = {mark for sample, intent in pairs(lessons) if intent == "compare_roles" for mark in sample.marks}
    assert FOCAL in marks
    assert NEIGHBOUR not in marks


def test_a_question_on_a_related_role_names_a_neighbour(lessons: Lessons) -> None:
    named = [sample.marks for sample, intent in pairs(lessons) if intent == "related_role" and sample.marks]
    assert len(named) == 7
    assert all(marks[0] == NEIGHBOUR for marks in named)


def pairs(lessons: Lessons) -> list[tuple[learning.Sample, str]]:
    return list(zip(lessons.samples, lessons.intents, strict=True))


def test_every_second_open_sentence_is_said_of_a_neighbour_too(knowledge: Knowledge) -> None:
    more = load_lessons(knowledge, replace(CORPUS, for_neighbours=frozenset({"compare_roles"})))
    added = pairs(more)[32:]
    assert [intent for _, intent in added] == ["compare_roles"] * 2
    assert all(sample.marks[0] == NEIGHBOUR for sample, _ in added)


def test_without_neighbours_nothing_is_said_of_them(knowledge: Knowledge) -> None:
    corpus = replace(CORPUS, for_neighbours=frozenset({"compare_roles"}))
    focal = knowledge.model_copy(update={"roles": knowledge.focal})
    found = load_lessons(focal, corpus)
    assert len(found.samples) == 32
    assert not any(NEIGHBOUR in sample.marks for sample in found.samples)


def test_an_intent_that_the_knowledge_does_not_have_is_left_out(
    knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    found = load_lessons(knowledge, Corpus({**CORPUS.utterances, "gardening": ("plant a tree",)}))
    assert "gardening" not in found.intents
    assert "intent 'gardening' has utterances but neither a topic nor an action" in caplog.text


def test_the_key_changes_with_the_lessons(lessons: Lessons, knowledge: Knowledge) -> None:
    assert load_lessons(knowledge, CORPUS).key == lessons.key
    assert replace(lessons, intents=lessons.intents[::-1]).key != lessons.key
    assert replace(lessons, lexicon=Lexicon()).key != lessons.key


def test_lessons_without_kept_numbers_are_calibrated_anew(
    lessons: Lessons, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        model = fit(lessons)
    assert "calibrating anew" in caplog.text
    assert model.chosen != Chosen()


def test_the_kept_numbers_were_chosen_for_what_is_learned_today(knowledge: Knowledge) -> None:
    """Else every start would run the folds: `python -m intents calibrate` writes them anew."""
    assert load_chosen(load_lessons(knowledge, Corpus.load()).key)


def test_kept_numbers_are_served_as_they_are(lessons: Lessons, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Chosen(Calibration(temperature=3.0), Thresholds(0.7, 0.3))
    monkeypatch.setattr(learning, "load_chosen", {lessons.key: kept}.get)
    assert fit(lessons).chosen == kept


def test_what_is_learned_knows_its_sentences_and_is_kept(
    knowledge: Knowledge, lessons: Lessons, dialog: Dialog, tmp_path: Path
) -> None:
    first, second = (learn(knowledge, CORPUS, dialog, tmp_path) for _ in range(2))
    assert len(list(tmp_path.iterdir())) == 2
    assert second.classifier.model.default_roles == {"about_bot": "product"}
    sample = learning.sample_of(first.finder.find(normalize("Who built you?")))
    ranking = first.classifier.score(sample).ranking()
    assert ranking == second.classifier.score(sample).ranking()
    assert max(ranking, key=lambda one: one.confidence if one.intent != "out_of_scope" else 0).intent == (
        "about_bot"
    )


def test_calibrating_measures_sentences_that_were_left_out(lessons: Lessons) -> None:
    chosen, measured = calibrate(lessons)
    assert chosen.thresholds.suggest <= chosen.thresholds.answer
    assert 0.25 < measured["out_of_fold_right"] <= measured["out_of_fold_first_three"] <= 1.0
    assert 0.0 <= measured["out_of_fold_calibration_error"] < 0.5
    assert calibrate(lessons) == (chosen, measured)
