"""Scores keyed answers of the fit assessment from a file of JSON lines: `score --batch FILE`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.advisor.assessment import Quiz


class Line(BaseModel):
    """A line of the file. Pairs are -2 to 2 with + for the product option, statements 1 to 5."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: Any = None
    answers: dict[str, int]


def score_batch(quiz: Quiz, lines: Iterable[str]) -> Iterator[str]:
    """One JSON line for each line that is not blank, in order; a bad line yields its error."""
    for line in lines:
        if line.strip():
            yield json.dumps(_score_line(quiz, line), ensure_ascii=False)


def _score_line(quiz: Quiz, text: str) -> dict[str, Any]:
    identifier = None
    try:
        raw = json.loads(text)
        identifier = raw.get("id") if isinstance(raw, dict) else None
        line = Line.model_validate(raw)
        _check(quiz, line.answers)
    except (ValueError, RecursionError) as error:
        return {"id": identifier, "error": _reason(error)}
    return {"id": line.id, **_scored(quiz, line.answers)}


def _scored(quiz: Quiz, answers: Mapping[str, int]) -> dict[str, Any]:
    """`band` is null while there are too few pairs for a verdict; the numbers are given all the same."""
    finding = quiz.find(answers)
    score = finding.score
    return {
        "theta": score.theta,
        "sd": score.sd,
        "p_product": score.p_product,
        "p_bands": list(score.p_bands),
        "band": finding.band,
    }


def _check(quiz: Quiz, answers: Mapping[str, int]) -> None:
    for item, value in answers.items():
        allowed = quiz.bank.allowed(item)
        if allowed is None:
            raise ValueError(f"answers: item '{item}' is unknown; the items are in assessment.yaml")
        if value not in allowed:
            raise ValueError(f"answers: {item} is {value}; use {allowed[0]} to {allowed[-1]}")


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "line"
        return f"{place}: {first['msg']}"
    return str(error) if str(error).startswith("answers") else f"not a JSON object: {error}"
