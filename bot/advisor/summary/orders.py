"""What a turn leaves to be done afterwards: a summary, a digest turned on or off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.advisor.summary.request import Scope, read_request, read_wish, wants_end
from knowledge.summaries import SummaryWords

FILE = "file"
QUIET = "quiet"
# Told by the answer itself, at once: nothing of it has to be looked up.
AT_ONCE = frozenset({Scope.LAST, Scope.RESULT, Scope.COMPARISON})


class Errand(StrEnum):
    SUMMARY = "summary"
    DIGEST_ON = "digest_on"
    DIGEST_OFF = "digest_off"


@dataclass(frozen=True, slots=True)
class Order:
    """`details` are choices, never words: a scope and whether as a file; a weekday and an hour."""

    errand: Errand
    details: tuple[str, ...] = ()


# Tells the person only where there was something to end.
END_QUIETLY = Order(Errand.DIGEST_OFF, (QUIET,))


def read_order(text: str, words: SummaryWords) -> Order | None:
    """What a request to send something orders; None where the advisor answers it at once."""
    if wants_end(text, words.digest):
        return Order(Errand.DIGEST_OFF)
    if wish := read_wish(text, words.digest):
        return Order(Errand.DIGEST_ON, (str(wish.weekday), str(wish.hour)))
    request = read_request(text, words)
    if request.scope in AT_ONCE and not request.as_file:
        return None
    return Order(Errand.SUMMARY, (request.scope.value, FILE if request.as_file else ""))
