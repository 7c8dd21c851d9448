"""Measures the interpreter on held-out sentences that other people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intents.interpreter import Interpreter
from intents.metrics import calibration_error, share_below
from intents.misspelling import misspell
from intents.models import OUT_OF_SCOPE, Certainty, Question
from intents.utterances import describe, utterance_files
from knowledge.content import Id
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import read_yaml

HELDOUT_PATH = Path(__file__).parent / "heldout"
SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Heldout:
    """`also` is the second thing that a message of two questions asks."""

    text: str
    intent: str
    role: str | None
    also: str | None = None


class _Sentence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    intent: Id | None = None
    also: Id | None = Field(None, description="what the message asks beside it")
    role: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: Id | None = Field(None, description="of every sentence that has none of its own")
    heldout: tuple[_Sentence, ...] = Field(min_length=1)

    def sentences(self, name: str) -> Iterator[Heldout]:
        for one in self.heldout:
            intent = one.intent or self.intent
            if intent is None:
                cure = "name the intent of the file or of the sentence"
                raise KnowledgeError([Problem(name, f"'{one.text}'", "has no intent", cure)])
            yield Heldout(one.text, intent, one.role, one.also)


@dataclass(frozen=True, slots=True)
class Result:
    """A held-out sentence and what was made of it. `scope` is the sureness that it is in scope."""

    sentence: Heldout
    questions: tuple[Question, ...]
    scope: float

    @property
    def said(self) -> Question:
        return self.questions[0]

    @property
    def right(self) -> bool:
        return self.said.intent == self.sentence.intent

    @property
    def near(self) -> bool:
        """Is the right intent among the first three?"""
        return any(guess.intent == self.sentence.intent for guess in self.said.ranking[:3])

    @property
    def inside(self) -> bool:
        return self.sentence.intent != OUT_OF_SCOPE

    @property
    def refused(self) -> bool:
        """Said to be out of scope, whether surely or because nothing fits."""
        return self.said.certainty is Certainty.FALLBACK or self.said.intent == OUT_OF_SCOPE

    @property
    def role_right(self) -> bool:
        return self.said.role == self.sentence.role

    @property
    def all_found(self) -> bool:
        """Are exactly the things found that the message asks, whatever of it is out of scope?"""
        asked = {self.sentence.intent, self.sentence.also} - {OUT_OF_SCOPE, None}
        return {one.intent for one in self.questions} - {OUT_OF_SCOPE} == asked


def load_heldout(path: Path = HELDOUT_PATH) -> list[Heldout]:
    """The sentences of a folder and of the folders in it."""
    found: list[Heldout] = []
    for file in [*utterance_files(path), *sorted(path.glob("*/*.yaml"))]:
        try:
            read = _File.model_validate(read_yaml(file, file.name))
        except ValidationError as error:
            raise KnowledgeError(describe(file.name, error)) from None
        found += read.sentences(file.name)
    return found


def evaluate(interpreter: Interpreter, sentences: Sequence[Heldout]) -> list[Result]:
    return [_result(interpreter, one) for one in sentences]


def with_mistakes(interpreter: Interpreter, sentences: Sequence[Heldout], mistakes: int) -> list[Result]:
    """Every sentence in scope with so many typing mistakes, once for each seed."""
    inside = [one for one in sentences if one.intent != OUT_OF_SCOPE]
    wrong = [replace(one, text=misspell(one.text, mistakes, seed)) for seed in SEEDS for one in inside]
    return evaluate(interpreter, wrong)


def figures(results: Sequence[Result], once: Sequence[Result], twice: Sequence[Result]) -> dict[str, float]:
    """What the gates are about, each a share of 1. `once` and `twice` have typing mistakes."""
    several = [one for one in results if one.sentence.also]
    results = [one for one in results if not one.sentence.also]
    inside = [one for one in results if one.inside]
    outside = [one for one in results if not one.inside]
    named = [one for one in inside if one.sentence.role is not None and one.right]
    right = _share([one.right for one in inside])
    threshold = sorted(one.scope for one in inside)[len(inside) // 20] if inside else 0.0
    confidence, hits = [one.said.confidence for one in results], [one.right for one in results]
    return {
        "right": right,
        "first_three": _share([one.near for one in inside]),
        "roles": _share([one.role_right for one in named]),
        "outside_recognised": _share([one.refused for one in outside]),
        "outside_below_5_percent_of_good": share_below([one.scope for one in outside], threshold),
        "good_refused": _share([one.refused for one in inside]),
        "calibration_error": calibration_error(confidence, hits),
        "one_mistake_costs": right - _share([one.right for one in once]),
        "all_questions_found": _share([one.all_found for one in several]),
        "two_mistakes_cost": right - _share([one.right for one in twice]),
    }


def _result(interpreter: Interpreter, sentence: Heldout) -> Result:
    questions = interpreter.interpret(sentence.text).questions
    return Result(sentence, questions, interpreter.scope(sentence.text))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
