"""Answers questions from the command line or a file of JSON lines, as a person would read the replies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot.advisor import Address, Advisor, Message, Person, Place, Session, Turn
from bot.blocks import plain_text

ADDRESS = Address("local", "local", "local")


class Typed(BaseModel):
    """One thing that a person typed."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str


class Line(BaseModel):
    """A line of the file: one text, or the turns of one conversation."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: Any = None
    text: str | None = None
    turns: list[Typed] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Line:
        if (self.text is None) == (self.turns is None):
            raise ValueError("give either 'text' or 'turns'")
        return self

    def texts(self) -> list[str]:
        return [self.text] if self.text is not None else [turn.text for turn in self.turns or []]


def answer(advisor: Advisor, text: str, explain: bool = False) -> str:
    """The reply to one question, as text; with `explain`, why it is this one."""
    turn = _take(advisor, text, Session(), Person(), "")
    said = _said(advisor, turn)
    return "\n\n".join((said, _why(advisor, turn))) if explain else said


def answer_batch(advisor: Advisor, lines: Iterable[str], explain: bool = False) -> Iterator[str]:
    """One JSON line for each line that is not blank, in order; a bad line yields its error."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer_line(advisor, line, explain), ensure_ascii=False)


def _answer_line(advisor: Advisor, text: str, explain: bool) -> dict[str, Any]:
    identifier = None
    try:
        raw = json.loads(text)
        identifier = raw.get("id") if isinstance(raw, dict) else None
        line = Line.model_validate(raw)
    except (ValueError, RecursionError) as error:
        return {"id": identifier, "error": _reason(error)}
    return {"id": line.id, "turns": list(_converse(advisor, line.texts(), explain))}


def _converse(advisor: Advisor, texts: Iterable[str], explain: bool) -> Iterator[dict[str, Any]]:
    session, person = Session(), Person()
    for number, text in enumerate(texts):
        turn = _take(advisor, text, session, person, str(number))
        session, person = turn.session, turn.person or person
        yield _described(advisor, turn) | ({"why": _why(advisor, turn)} if explain else {})


def _take(advisor: Advisor, text: str, session: Session, person: Person, key: str) -> Turn:
    return advisor.take_turn(Message(ADDRESS, Place.DM, text, key=key), session, person)


def _described(advisor: Advisor, turn: Turn) -> dict[str, Any]:
    outcome = turn.outcome
    return {
        "intents": list(outcome.intents),
        "roles": list(outcome.roles),
        "decision": outcome.decision.value,
        "confidence": round(outcome.confidence, 4),
        "suggestions": list(outcome.suggestions),
        "facts": list(outcome.facts),
        "text": _said(advisor, turn),
    }


def _why(advisor: Advisor, turn: Turn) -> str:
    return plain_text(advisor.why(turn.session))


def _said(advisor: Advisor, turn: Turn) -> str:
    """No jobs run here: what only they would tell is promised."""
    said = "\n\n".join(plain_text(reply) for reply in turn.replies)
    return said or "\n".join(filter(None, map(advisor.errands.promise, turn.orders)))


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "line"
        return f"{place}: {first['msg'].removeprefix('Value error, ')}"
    return f"not a JSON object: {error}"
