"""The outside contract of `ask`: JSON lines in and out, in order; a bad line yields its error."""

import json

import pytest

from bot.advisor import Advisor
from bot.batch import answer, answer_batch

KEYS = {"intents", "roles", "decision", "confidence", "suggestions", "facts", "text"}


def run(advisor: Advisor, *lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer_batch(advisor, lines)]


def test_a_text_gets_one_turn_with_every_key(advisor: Advisor) -> None:
    (said,) = run(advisor, '{"id": 7, "text": "what is a product manager"}')
    assert said["id"] == 7
    (turn,) = said["turns"]
    assert set(turn) == KEYS
    assert turn["intents"] == ["define_role"]
    assert turn["roles"] == ["product"]
    assert 0 <= turn["confidence"] <= 1
    assert all(fact in turn["text"] for fact in turn["facts"])


def test_turns_are_one_conversation_with_memory(advisor: Advisor) -> None:
    line = {"id": "a", "turns": [{"text": "skills of a program manager"}, {"text": "and for product?"}]}
    (said,) = run(advisor, json.dumps(line))
    assert [turn["roles"] for turn in said["turns"]] == [["program"], ["product"]]


@pytest.mark.parametrize("text", ["send me a weekly digest", "dm me a summary", "data"])
def test_what_a_job_would_tell_is_promised(text: str, advisor: Advisor) -> None:
    (said,) = run(advisor, json.dumps({"id": "a", "text": text}))
    assert "comes as a direct message" in said["turns"][0]["text"]


def test_lines_keep_their_order_and_blank_ones_are_skipped(advisor: Advisor) -> None:
    said = run(advisor, '{"id": 1, "text": "hi"}', "", '{"id": 2, "text": "thanks"}')
    assert [one["id"] for one in said] == [1, 2]


@pytest.mark.parametrize(
    ("line", "identifier"),
    [
        ("not json", None),
        ("[1]", None),
        ("[" * 100_000, None),
        ('{"id": 3}', 3),
        ('{"id": 3, "text": 5}', 3),
        ('{"id": 3, "text": "a", "turns": []}', 3),
        ('{"id": 3, "turns": [{"txt": "a"}]}', 3),
    ],
)
def test_a_bad_line_yields_its_error(line: str, identifier: object, advisor: Advisor) -> None:
    (said,) = run(advisor, line)
    assert said["id"] == identifier
    assert said["error"]
    assert "turns" not in said or said.keys() == {"id", "error"}


def test_one_question_is_answered_as_a_person_reads_it(advisor: Advisor) -> None:
    assert "Sources:" in answer(advisor, "what is a program manager")


def test_an_explained_answer_says_why(advisor: Advisor) -> None:
    text = answer(advisor, "what skills does a program manager need", explain=True)
    assert text.index("Sources:") < text.index("I read your question as")
    assert "The words that weighed most" in text


def test_every_turn_of_an_explained_line_says_why(advisor: Advisor) -> None:
    line = json.dumps({"id": 1, "turns": [{"text": "what is a pgm"}, {"text": "and for product?"}]})
    (said,) = map(json.loads, answer_batch(advisor, [line], explain=True))
    assert "percent sure" in said["turns"][0]["why"]
    assert "You went on" in said["turns"][1]["why"]
