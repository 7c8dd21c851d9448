"""How a Web API method says no: Slack's error code and whatever Slack sends beside it."""

from __future__ import annotations

from typing import Any


class RefusalError(Exception):
    """Becomes `{"ok": false, "error": code, **beside}`."""

    def __init__(self, code: str, **beside: Any) -> None:
        super().__init__(code)
        self.code = code
        self.beside = beside

    @classmethod
    def with_messages(cls, code: str, messages: list[str]) -> RefusalError:
        """Slack repeats what is wrong twice: in `errors`, and as `response_metadata.messages`."""
        plain = [message.removeprefix("[ERROR] ") for message in messages]
        return cls(code, errors=plain, response_metadata={"messages": messages})

    def as_json(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.beside}
