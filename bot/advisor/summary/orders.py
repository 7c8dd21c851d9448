"""What a turn leaves to be done afterwards: a summary, a setting changed, a person's own data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.advisor.models import Act, Choice
from bot.advisor.summary.request import Scope, read_request, read_wish, wants_end
from knowledge.summaries import SummaryWords

FILE = "file"
QUIET = "quiet"
AT_HOME = "home"
# Told by the answer itself, at once: nothing of it has to be looked up.
AT_ONCE = frozenset({Scope.LAST, Scope.RESULT})
WEEKDAYS, HOURS = range(7), range(24)


class Errand(StrEnum):
    SUMMARY = "summary"
    DIGEST_ON = "digest_on"
    DIGEST_OFF = "digest_off"
    FILES = "files"
    DATA = "data"
    DATA_FILE = "data_file"


class Wish(StrEnum):
    """What can be chosen in the Home tab. A day is d0 (Monday) to d6, an hour h0 to h23."""

    DIGEST_ON = "digest_on"
    DIGEST_OFF = "digest_off"
    DAY = "day"
    HOUR = "hour"
    FILES_ON = "files_on"
    FILES_OFF = "files_off"


@dataclass(frozen=True, slots=True)
class Order:
    """`details` are choices, never words: a scope and whether as a file; a weekday and an hour, each empty
    where it stays as it was; `home` where only the Home tab shall tell of it."""

    errand: Errand
    details: tuple[str, ...] = ()


# Tells the person only where there was something to end.
END_QUIETLY = Order(Errand.DIGEST_OFF, (QUIET,))
LAST_ANSWER = Order(Errand.SUMMARY, (Scope.LAST.value, ""))
WISHES = {
    Wish.DIGEST_ON: Order(Errand.DIGEST_ON, ("", "", AT_HOME)),
    Wish.DIGEST_OFF: Order(Errand.DIGEST_OFF, (AT_HOME,)),
    Wish.FILES_ON: Order(Errand.FILES, ("on",)),
    Wish.FILES_OFF: Order(Errand.FILES),
}


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


def chosen_order(choice: Choice) -> Order | None:
    """What a button or a menu orders; None for one that nobody wrote."""
    match choice.act:
        case Act.SUMMARY if choice.intent in set(Scope):
            return Order(Errand.SUMMARY, (choice.intent, ""))
        case Act.DATA:
            return Order(Errand.DATA_FILE if choice.intent == FILE else Errand.DATA)
        case Act.WISH if choice.intent in set(Wish):
            return _wished(Wish(choice.intent), choice.role)
    return None


def day_choice(day: int) -> Choice:
    return Choice(Act.WISH, Wish.DAY.value, f"d{day}")


def hour_choice(hour: int) -> Choice:
    return Choice(Act.WISH, Wish.HOUR.value, f"h{hour}")


def _wished(wish: Wish, role: str) -> Order | None:
    if wish is Wish.DAY:
        return Order(Errand.DIGEST_ON, (role[1:], "", AT_HOME)) if _is_among(role, "d", WEEKDAYS) else None
    if wish is Wish.HOUR:
        return Order(Errand.DIGEST_ON, ("", role[1:], AT_HOME)) if _is_among(role, "h", HOURS) else None
    return WISHES[wish]


def _is_among(role: str, letter: str, numbers: range) -> bool:
    return role in {f"{letter}{number}" for number in numbers}
