"""Measures the interpreter on held-out sentences that other people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intents.interpreter import Interpreter
from intents.metrics import calibration_error, share_below
from intents.misspelling import misspell
from intents.models import OUT_OF_SCOPE, Certainty, Question
from intents.utterances import describe, utterance_files
from knowledge.content import Id
from knowledge.loader import read_yaml
from knowledge.problems import KnowledgeError

HELDOUT_PATH = Path(__file__).parent / "heldout"
SEEDS = (1, 2, 3)


class _Sentence(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    role: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: Id
    heldout: tuple[_Sentence, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Heldout:
    text: str
    intent: str
    role: str | None


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


def load_heldout(path: Path = HELDOUT_PATH) -> list[Heldout]:
    found = []
    for file in utterance_files(path):
        try:
            read = _File.model_validate(read_yaml(file, file.name))
        except ValidationError as error:
            raise KnowledgeError(describe(file.name, error)) from None
        found += [Heldout(one.text, read.intent, one.role) for one in read.heldout]
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
        "two_mistakes_cost": right - _share([one.right for one in twice]),
    }


def _result(interpreter: Interpreter, sentence: Heldout) -> Result:
    questions = interpreter.interpret(sentence.text).questions
    return Result(sentence, questions, interpreter.scope(sentence.text))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
