"""The arguments of a Web API call: from the address, a form or JSON, read as what they should be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.playground.refusals import RefusalError


class Arguments:
    """slack_sdk sends lists and objects as JSON inside a form, and flags as 1, 0, true or false."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}
        self.nulls = given.keys() - self.given.keys()

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name, default)
        return value if isinstance(value, str) else str(value)

    def needed(self, name: str) -> str:
        if not self.text(name):
            messages = [f"[ERROR] missing required field: {name}"]
            raise RefusalError.with_messages("invalid_arguments", messages)
        return self.text(name)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.given.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            raise RefusalError("invalid_arguments") from None

    def texts(self, name: str) -> list[str]:
        """A list of texts; none where there is none."""
        value = self.structure(name) or []
        if not isinstance(value, list) or not all(isinstance(held, str) for held in value):
            raise RefusalError("invalid_arguments")
        return value

    def mapping(self, name: str) -> dict[str, Any]:
        value = self.structure(name) or {}
        if not isinstance(value, dict):
            raise RefusalError("invalid_arguments")
        return value

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or an object, or None where there is none; `error` for what is not JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise RefusalError(error) from None
