"""The port through which the listeners count: what came in, what was said, what Slack answered."""

from __future__ import annotations

from typing import Protocol


class Metrics(Protocol):
    """Numbers only: no call takes words, tokens or the name of a person or a team."""

    def arrived(self, place: str, outcome: str) -> None:
        """Something was taken in: `new`, `repeated`, one `too_many`, or for an `unknown_team`."""

    def acked(self, status: int, seconds: float) -> None:
        """Slack had its answer to a request after so long."""

    def answered(self, decision: str, seconds: float) -> None:
        """All letters of an answer were delivered, so long after it was taken in.

        `decision` is the advisor's, or `rated`, `told` or `failed`; `resumed` when another process or try
        had decided it.
        """

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """Slack answered a call: `ok`, `unconfirmed`, or the error that it named."""

    def waiting(self, turns: int) -> None:
        """So many turns are taken in and not answered yet."""


class NoMetrics:
    """Counts nothing."""

    def arrived(self, place: str, outcome: str) -> None: ...

    def acked(self, status: int, seconds: float) -> None: ...

    def answered(self, decision: str, seconds: float) -> None: ...

    def called(self, method: str, outcome: str, seconds: float) -> None: ...

    def waiting(self, turns: int) -> None: ...
