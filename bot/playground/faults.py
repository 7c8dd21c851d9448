"""What goes wrong on purpose: refusals, rate limits, broken answers and lost connections, per method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

When = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail. `when`: before Slack accepted the call, or after, when only its answer is lost."""

    error: str | None = None
    status: int = 200
    body: str | None = None
    content_type: str = "application/json"
    retry_after: str | None = None
    delay: float = 0.0
    reset: bool = False
    cut: bool = False
    without: tuple[str, ...] = ()
    when: When = "before"

    @classmethod
    def refusal(cls, error: str) -> Fault:
        """`{"ok": false, "error": error}`"""
        return cls(error=error)

    @classmethod
    def ratelimited(cls, retry_after: str | None = "1") -> Fault:
        """429. The header is sent as it is given (`1.5`, a date); None leaves it out."""
        return cls(error="ratelimited", status=429, retry_after=retry_after)

    @classmethod
    def broken(cls, status: int = 503, when: When = "before") -> Fault:
        """An error page of HTML, as a gateway sends it."""
        page = f"<html><body><h1>{status}</h1></body></html>"
        return cls(status=status, body=page, content_type="text/html", when=when)

    @classmethod
    def html(cls) -> Fault:
        """A 200 that is not JSON."""
        return cls.broken(200)

    @classmethod
    def slow(cls, seconds: float, when: When = "before") -> Fault:
        """A client that gives up has posted nothing with `before`, and has posted with `after`."""
        return cls(delay=seconds, when=when)

    @classmethod
    def connection_reset(cls, when: When) -> Fault:
        return cls(reset=True, when=when)

    @classmethod
    def truncated(cls) -> Fault:
        """Accepted, but half of the JSON is missing."""
        return cls(cut=True, when="after")

    @classmethod
    def answer_without(cls, *fields: str) -> Fault:
        """Accepted, but the answer lacks fields, as `ok: true` without `ts`."""
        return cls(without=fields, when="after")


@dataclass(frozen=True, slots=True)
class _Set:
    fault: Fault
    left: int | None
    applies: Callable[[Mapping[str, Any]], bool] | None
    shown: Mapping[str, Any]


class Faults:
    """The faults that are set. `*` stands for every method, `response` for response_url.

    `changed` is called whenever there are others than before.
    """

    def __init__(self) -> None:
        self.changed: Callable[[], None] = lambda: None
        self._set: dict[str, list[_Set]] = {}

    def set(
        self,
        method: str,
        fault: Fault,
        times: int | None = 1,
        applies: Callable[[Mapping[str, Any]], bool] | None = None,
        shown: Mapping[str, Any] | None = None,
    ) -> None:
        """The next `times` calls (None: all) that `applies` accepts fail so; more of them wait in line."""
        self._set.setdefault(method, []).append(_Set(fault, times, applies, shown or {"kind": "own"}))
        self.changed()

    def clear(self) -> None:
        self._set.clear()
        self.changed()

    def listed(self) -> list[dict[str, Any]]:
        return [
            {"method": method, "left": held.left, **held.shown}
            for method, faults in self._set.items()
            for held in faults
        ]

    def take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """The fault for this call, used up once."""
        for name in (method, "*"):
            for number, held in enumerate(self._set.get(name, ())):
                if held.applies is None or held.applies(arguments):
                    self._use(name, number)
                    return held.fault
        return None

    def _use(self, name: str, number: int) -> None:
        held = self._set[name][number]
        if held.left is None:
            return
        if held.left > 1:
            self._set[name][number] = replace(held, left=held.left - 1)
        else:
            del self._set[name][number]
        self.changed()
