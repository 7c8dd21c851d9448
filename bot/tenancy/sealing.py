"""Seals tokens before they are stored, with keys that are not in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator


class SealError(RuntimeError):
    """A stored token was sealed with a key that is not among ours."""


class TokenBox:
    """The first key seals, every key opens: a new key goes first, the old one stays until `rekey` ran."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._newest = Fernet(keys[0])

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SealError("a stored token does not open; put its key back into TOKEN_KEYS") from None

    def is_newest(self, sealed: str) -> bool:
        """Whether the first key sealed it."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


class SealedText(TypeDecorator[str]):
    """A column that holds sealed text: whoever reads the database reads no token."""

    impl = Text
    cache_ok = False  # two boxes in one process seal differently

    def __init__(self, box: TokenBox) -> None:
        super().__init__()
        self._box = box

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else self._box.seal(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else self._box.open(value)


def new_key() -> str:
    """A key for TOKEN_KEYS."""
    return Fernet.generate_key().decode()
