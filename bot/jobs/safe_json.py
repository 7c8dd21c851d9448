"""How the engine writes what a job gets and gives: as JSON, because reading a pickle runs what is in it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from dbos import Serializer
from dbos._serialization import DefaultSerializer

TIME, ERROR = "$time", "$error"


class JobFailedError(RuntimeError):
    """A job that gave up, as it is read back: only the kind of its error was kept."""


class PickleRefusedError(RuntimeError):
    """Somebody wrote a pickle into the engine's database."""


class SafeJson(Serializer):
    """Errors are kept by their type alone: their text may hold what a person said."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, default=_encode)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data, object_hook=_decode)

    def name(self) -> str:
        return "json"


def refuse_pickles() -> None:
    """The engine unpickles each row that says it is a pickle, whatever serializer it was given."""

    def refuse(_: object, __: str) -> Any:
        raise PickleRefusedError("a row of the engine's database is a pickle; it was not read")

    DefaultSerializer.deserialize = refuse  # type: ignore[method-assign,assignment]


def _encode(data: Any) -> Any:
    if isinstance(data, datetime):
        return {TIME: data.isoformat()}
    if isinstance(data, BaseException):
        return {ERROR: type(data).__name__}
    raise TypeError(f"{type(data).__name__} is not JSON; give jobs ids and numbers")


def _decode(data: dict[str, Any]) -> Any:
    if data.keys() == {TIME}:
        return datetime.fromisoformat(data[TIME])
    return JobFailedError(data[ERROR]) if data.keys() == {ERROR} else data
