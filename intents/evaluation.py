"""Measures the interpreter on held-out sentences that other people wrote, and reports it as readable text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intents.interpreter import Interpreter
from intents.metrics import auroc, calibration_error, recall_at
from intents.models import OUT_OF_SCOPE, Certainty, Question
from intents.utterances import describe, utterance_files
from knowledge.content import Id
from knowledge.loader import read_yaml
from knowledge.problems import KnowledgeError

HELDOUT_PATH = Path(__file__).parent / "heldout"
ACCEPTED = (0.90, 0.95, 0.97, 0.99)
SHOWN = 200


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


def report(results: Sequence[Result]) -> str:
    """The whole report as text."""
    sections = (_summary, _intents, _policy, _outside, _role_mistakes, _confusions)
    return "\n\n".join("\n".join(section(results)) for section in sections)


def _result(interpreter: Interpreter, sentence: Heldout) -> Result:
    questions = interpreter.interpret(sentence.text).questions
    return Result(sentence, questions, interpreter.scope(sentence.text))


def _summary(results: Sequence[Result]) -> Iterator[str]:
    with_role = [one for one in results if one.sentence.role is not None]
    on_right = [one for one in with_role if one.right]
    error = calibration_error([one.said.confidence for one in results], [one.right for one in results])
    yield f"sentences        {len(results)}"
    yield f"intent right     {_percent([one.right for one in results])}"
    yield f"in first three   {_percent([one.near for one in results])}"
    yield f"role right       {_percent([_role_right(one) for one in with_role])}"
    yield f"role right where the intent is   {_percent([_role_right(one) for one in on_right])}"
    yield f"taken for several questions   {_percent([len(one.questions) > 1 for one in results])}"
    yield f"calibration error   {100 * error:.1f}"


def _intents(results: Sequence[Result]) -> Iterator[str]:
    by_intent: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        by_intent[one.sentence.intent].append(one)
    yield "Intent                    sentences  right  in first three"
    for intent in sorted(by_intent):
        found = by_intent[intent]
        right, near = _percent([one.right for one in found]), _percent([one.near for one in found])
        yield f"{intent:26}{len(found):9}  {right:>6} {near:>7}"


def _policy(results: Sequence[Result]) -> Iterator[str]:
    yield "What would be done"
    for certainty in Certainty:
        chosen = [one for one in results if one.said.certainty is certainty]
        right, near = _percent([one.right for one in chosen]), _percent([one.near for one in chosen])
        yield f"{certainty.value:10}{len(chosen):6}  right {right}, in first three {near}"


def _outside(results: Sequence[Result]) -> Iterator[str]:
    inside = [one.scope for one in results if one.sentence.intent != OUT_OF_SCOPE]
    outside = [one.scope for one in results if one.sentence.intent == OUT_OF_SCOPE]
    yield "Out of scope"
    if not inside or not outside:
        yield "no sentences to measure it on"
        return
    yield f"AUROC {100 * auroc(inside, outside):.1f}"
    for accepted in ACCEPTED:
        rejected = recall_at(inside, outside, accepted)
        yield f"accepting {accepted:.0%} of the good ones rejects {rejected:.1%} of the others"


def _role_mistakes(results: Sequence[Result]) -> Iterator[str]:
    wrong = [one for one in results if one.right and one.sentence.role is not None and not _role_right(one)]
    yield "Wrong roles (where the intent is right)"
    for one in wrong[:SHOWN]:
        yield f"  {one.sentence.role} -> {one.said.role}: {one.sentence.text}"


def _confusions(results: Sequence[Result]) -> Iterator[str]:
    wrong = [one for one in results if not one.right]
    pairs = Counter((one.sentence.intent, one.said.intent) for one in wrong)
    yield "Confusions"
    for (intent, said), count in pairs.most_common(SHOWN):
        yield f"{intent} -> {said}: {count}"
        for one in wrong:
            if (one.sentence.intent, one.said.intent) == (intent, said):
                yield f"  {one.said.certainty.value} {one.said.confidence:.2f}: {one.sentence.text}"


def _role_right(result: Result) -> bool:
    return result.said.role == result.sentence.role


def _percent(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %" if hits else "-"
