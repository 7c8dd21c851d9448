"""Seals words and tokens before they are stored, and marks what is sent, with keys outside the database."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK_BYTES = 16


class SealBrokenError(ValueError):
    """None of the keys opens it: the secret that the keys come from was changed."""


class Sealer:
    """Seals with the first secret, opens with all of them: so a secret can be replaced by another."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            raise ValueError("a sealer needs at least one secret")
        keys = [base64.urlsafe_b64encode(_derived(secret, b"whichpm sealing")) for secret in secrets]
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._newest = Fernet(keys[0])
        self._marks = [_derived(secret, b"whichpm marks") for secret in secrets]

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SealBrokenError("its key is not known any more; put it back into DATA_KEYS") from None

    def is_newest(self, sealed: str) -> bool:
        """Whether the first secret sealed it."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True

    def marks(self, *names: str) -> tuple[str, ...]:
        """What everybody may see of these names, under each secret: always the same, and telling nothing."""
        text = "\n".join(names).encode()
        return tuple(hmac.digest(key, text, "sha256")[:MARK_BYTES].hex() for key in self._marks)


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode())
