"""A column of sealed text: whoever reads the database reads no token."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

from bot.storage import Sealer


class SealedText(TypeDecorator[str]):
    """Sealed on the way in, opened on the way out; SealBrokenError where no key opens it."""

    impl = Text
    cache_ok = False  # two sealers in one process seal differently

    def __init__(self, sealer: Sealer) -> None:
        super().__init__()
        self._sealer = sealer

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else self._sealer.seal(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else self._sealer.open(value)
