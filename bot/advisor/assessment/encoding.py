"""An attempt as text and back, for whatever keeps it."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from bot.advisor.assessment.attempt import Attempt

_ADAPTER: TypeAdapter[Attempt] = TypeAdapter(Attempt)


def encode(attempt: Attempt) -> str:
    """One line of JSON."""
    return _ADAPTER.dump_json(attempt).decode()


def decode(text: str) -> Attempt:
    """What `encode` wrote; ValueError for anything else."""
    try:
        return _ADAPTER.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "text"
        raise ValueError(f"not a saved attempt: {place}: {first['msg']}") from None
