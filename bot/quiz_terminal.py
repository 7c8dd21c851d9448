"""The fit assessment on standard input and output, a JSON line each way: `quiz --seed N`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.advisor.assessment import Attempt, Do, Question, Quiz, Reason, Result

Keep = Callable[[Attempt], None]


class Typed(BaseModel):
    """One line in: the option by its place (0 to 4, in the order shown), words, or something to do."""

    model_config = ConfigDict(extra="forbid", strict=True)

    choose: int | None = Field(None, ge=0, le=4)
    say: str | None = None
    do: Literal["back", "skip", "pause", "finish"] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Typed:
        if sum(one is not None for one in (self.choose, self.say, self.do)) != 1:
            raise ValueError("give one of 'choose', 'say' and 'do'")
        return self


class NotDoneError(ValueError):
    """What was asked for cannot be done now. The message says why."""


class QuizTerminal:
    """One attempt, from its next question until the result, a pause or the end of the input."""

    def __init__(self, quiz: Quiz, keep: Keep) -> None:
        self._quiz = quiz
        self._keep = keep
        self._wording = quiz.assessment.wording

    def run(self, attempt: Attempt, lines: Iterable[str]) -> Iterator[str]:
        """The lines to print. An input that cannot be used is told, and the same question comes again."""
        typed = (line for line in lines if line.strip())
        self._keep(attempt)
        while question := self._quiz.question(attempt):
            yield _json(_asked(question))
            line = next(typed, None)
            try:
                move = _read(line) if line is not None else Typed(do="pause")
                doing = self._doing(move, question)
                if doing is Do.PAUSE:
                    yield _json({"paused": {"answered": question.progress.answered}})
                    return
                attempt = self._moved(attempt, doing, question)
                self._keep(attempt)
            except NotDoneError as error:
                yield _json({"error": str(error)})
        yield _json({"result": _told(self._quiz.result(attempt))})

    def _doing(self, move: Typed, question: Question) -> int | Do:
        if move.choose is not None:
            return move.choose
        if move.do is not None:
            return Do(move.do)
        read = self._quiz.read(move.say or "", question)
        if read is None:
            raise NotDoneError(self._wording.not_an_answer)
        return read

    def _moved(self, attempt: Attempt, doing: int | Do, question: Question) -> Attempt:
        quiz, step = self._quiz, question.step
        if isinstance(doing, int):
            return quiz.answer(attempt, step, doing)
        if doing is Do.SKIP:
            return quiz.skip(attempt, step)
        moved = quiz.back(attempt, step) if doing is Do.BACK else quiz.finish(attempt)
        if moved is attempt:
            raise NotDoneError(self._why_not(doing, attempt))
        return moved

    def _why_not(self, doing: Do, attempt: Attempt) -> str:
        if doing is Do.BACK:
            return self._wording.nothing_back
        pairs = self._quiz.result(attempt).finding.pairs
        return self._wording.too_early.format(least=self._quiz.assessment.asking.pairs_least, pairs=pairs)


def _read(line: str) -> Typed:
    try:
        return Typed.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "line"
        raise NotDoneError(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None


def _asked(question: Question) -> dict[str, Any]:
    progress = question.progress
    return {
        "item": question.item,
        "format": question.format,
        "prompt": question.prompt,
        "options": list(question.options),
        "progress": {
            "answered": progress.answered,
            "left": progress.left,
            "share": round(progress.share, 4),
            "may_finish": progress.may_finish,
        },
    }


def _told(result: Result) -> dict[str, Any]:
    finding, score = result.finding, result.finding.score
    reasons = finding.reasons
    return {
        "theta": score.theta,
        "sd": score.sd,
        "p_product": score.p_product,
        "p_bands": list(score.p_bands),
        "band": finding.band,
        "range": list(finding.plausible) if finding.band else None,
        "neither": finding.neither,
        "provisional": result.provisional,
        "flags": list(result.flags),
        "reasons": [
            _reason(one, finding.is_even or one in reasons.pro) for one in (*reasons.pro, *reasons.con)
        ],
        "profile": {one.axis: one.leaning for one in finding.profile},
        "answered": finding.answered,
        "pairs": finding.pairs,
        "version": result.version,
    }


def _reason(reason: Reason, supports: bool) -> dict[str, Any]:
    return {
        "item": reason.item,
        "chosen": reason.chosen,
        "pole": reason.pole,
        "supports": supports,
        "weight": reason.weight,
        "facts": list(reason.facts),
    }


def _json(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False)
